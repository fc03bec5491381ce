//! The relationship, the consent, and what a partner states when it removes one.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{ConsentId, CustomerId, InvitationId, PartnerId, RelationshipId, UserId},
        schema::{consents, relationships},
        types::{Timestamp, text_enum},
    },
    identity::RelationshipKind,
    privileges::RoleSet,
};

text_enum! {
    /// Where a relationship stands.
    State {
        /// The partner may transact for the customer.
        Active = "active",
        /// Over.
        Ended = "ended",
    }
}

/// What allows a partner to transact for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = relationships, check_for_backend(MultiBackend))]
pub struct Relationship {
    /// Key.
    pub id: RelationshipId,
    /// Who may transact.
    pub partner_id: PartnerId,
    /// For whom.
    pub customer_id: CustomerId,
    /// As what.
    pub kind: RelationshipKind,
    /// Where it stands.
    pub state: State,
    /// What made it.
    pub consent_id: ConsentId,
    /// From when.
    pub started_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
    /// Who of the partner's staff ended it; nobody when the customer did.
    pub ended_by: Option<UserId>,
    /// Why, in their words.
    pub end_reason: String,
    /// Which statements were made on ending it.
    pub statements_version: Option<String>,
}

/// What a customer agreed to: who, when, which wording, which privileges. Never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = consents, check_for_backend(MultiBackend))]
pub struct Consent {
    /// Key.
    pub id: ConsentId,
    /// The ask it answers.
    pub invitation_id: InvitationId,
    /// Who is bound.
    pub customer_id: CustomerId,
    /// The wording.
    pub terms_hash: String,
    /// The person.
    pub person_name: String,
    /// Their job.
    pub job_title: String,
    /// The address that received the code.
    pub email: String,
    /// Whether that address verified the domain.
    pub domain_verified: bool,
    /// Privileges agreed to.
    pub roles: RoleSet,
    /// For how many days.
    pub grant_days: Option<i32>,
    /// When.
    pub accepted_at: Timestamp,
    /// Whether they are extended by themselves.
    pub auto_extend: bool,
}

/// The version of [`STATEMENTS`], kept with each removal.
pub const STATEMENTS_VERSION: &str = "2026-11";

/// What the partner states by removing a relationship (product.md, main job, step 8).
pub const STATEMENTS: &[&str] = &[
    "We act in good faith.",
    "We have a legitimate business purpose for ending this relationship.",
    "Ending it is in accordance with our agreements with the customer and with our suppliers.",
    "We hold the operator of this service harmless for the consequences.",
    "Where an agreement asks for legal notice to the customer, we give that notice ourselves. This service sends none.",
];
