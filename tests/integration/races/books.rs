//! What list, joint rows, relationships and consents say, compared with each other.

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::{
    ids::{ConsentId, CustomerId, InvitationId, PartnerId},
    schema::{consents, customer_entries, invitations, joint_entries, partnerships, relationships},
};
use uuid::Uuid;

use crate::support::TestApp;

/// A partner and a customer.
type Pair = (Uuid, Uuid);

/// The rows that have to agree.
pub(super) struct Books {
    /// Entries that say connected.
    connected: Vec<(PartnerId, Option<CustomerId>)>,
    /// Active relationships: whose, with whom, by which consent.
    active: Vec<(PartnerId, CustomerId, String, ConsentId)>,
    /// Whose row, together with whom, about whom.
    joint: Vec<(PartnerId, PartnerId, CustomerId)>,
    consents: Vec<(ConsentId, InvitationId, CustomerId)>,
    /// Accepted invitations of customers.
    accepted: Vec<InvitationId>,
    /// Companies of entries that say invited.
    invited: Vec<(PartnerId, String)>,
    /// Companies of open invitations of customers.
    open: Vec<(PartnerId, String)>,
    /// Provider and reseller of each active partnership.
    partnerships: Vec<(PartnerId, PartnerId)>,
}

impl Books {
    pub(super) fn read(app: &TestApp) -> Self {
        app.read(|conn| {
            Ok(Self {
                connected: customer_entries::table
                    .filter(customer_entries::standing.eq("connected"))
                    .select((customer_entries::partner_id, customer_entries::customer_id))
                    .load(conn)?,
                active: relationships::table
                    .filter(relationships::state.eq("active"))
                    .select((
                        relationships::partner_id,
                        relationships::customer_id,
                        relationships::kind,
                        relationships::consent_id,
                    ))
                    .load(conn)?,
                joint: joint_entries::table
                    .select((
                        joint_entries::partner_id,
                        joint_entries::other_id,
                        joint_entries::customer_id,
                    ))
                    .load(conn)?,
                consents: consents::table
                    .select((consents::id, consents::invitation_id, consents::customer_id))
                    .load(conn)?,
                accepted: invitations::table
                    .filter(invitations::state.eq("accepted"))
                    .filter(invitations::entry_id.is_not_null())
                    .select(invitations::id)
                    .load(conn)?,
                invited: customer_entries::table
                    .filter(customer_entries::standing.eq("invited"))
                    .select((customer_entries::partner_id, customer_entries::domain))
                    .load(conn)?,
                open: invitations::table
                    .filter(invitations::state.eq_any(["draft", "ready", "sent"]))
                    .filter(invitations::entry_id.is_not_null())
                    .select((invitations::partner_id, invitations::domain))
                    .load(conn)?,
                partnerships: partnerships::table
                    .filter(partnerships::state.eq("active"))
                    .select((partnerships::provider_id, partnerships::reseller_id))
                    .load(conn)?,
            })
        })
    }

    /// Says what disagrees, in words; nothing when all agree.
    pub(super) fn disagreements(&self) -> Vec<String> {
        let mut found = Vec::new();
        let active: BTreeSet<Pair> = (self.active.iter())
            .map(|(partner, customer, ..)| (partner.uuid(), customer.uuid()))
            .collect();
        let connected: BTreeSet<Pair> = (self.connected.iter())
            .filter_map(|(partner, customer)| Some((partner.uuid(), (*customer)?.uuid())))
            .collect();
        for pair in connected.difference(&active) {
            found.push(format!(
                "the list says connected, no relationship is active: {pair:?}"
            ));
        }
        for pair in active.difference(&connected) {
            found.push(format!(
                "a relationship is active, the list does not say so: {pair:?}"
            ));
        }
        let joint: BTreeSet<_> = (self.joint.iter())
            .map(|(own, other, customer)| (own.uuid(), other.uuid(), customer.uuid()))
            .collect();
        for (own, other, customer) in &joint {
            for side in [own, other] {
                if !active.contains(&(*side, *customer)) {
                    found.push(format!("a joint row without the relationship of {side}"));
                }
            }
            if !joint.contains(&(*other, *own, *customer)) {
                found.push(format!(
                    "a joint row of {own} alone, without that of {other}"
                ));
            }
        }
        let kept: BTreeSet<_> = self.consents.iter().map(|(id, ..)| id.uuid()).collect();
        for (partner, _, kind, consent) in &self.active {
            if !kept.contains(&consent.uuid()) {
                found.push(format!("{partner} is {kind} without a consent"));
            }
        }
        let answered: BTreeSet<_> = (self.consents.iter())
            .map(|(_, invitation, _)| invitation.uuid())
            .collect();
        let accepted: BTreeSet<_> = self.accepted.iter().map(|id| id.uuid()).collect();
        if answered != accepted || self.consents.len() != self.accepted.len() {
            found.push(format!("consents {answered:?}, accepted {accepted:?}"));
        }
        for entry in &self.invited {
            if !self.open.contains(entry) {
                found.push(format!("invited without an open invitation: {}", entry.1));
            }
        }
        let unique: BTreeSet<_> = (self.partnerships.iter())
            .map(|(provider, reseller)| (provider.uuid(), reseller.uuid()))
            .collect();
        if unique.len() != self.partnerships.len() {
            found.push("two active partnerships of the same two".to_owned());
        }
        found
    }
}
