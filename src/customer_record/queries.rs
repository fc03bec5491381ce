//! What the record reads. Every statement starts from a scope, or from rows that were found through one.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods, QueryDsl,
    RunQueryDsl, SelectableHelper,
};

use super::model::Ask;
use crate::{
    customers::{self, Customer, Entry},
    db::{
        self, Conn,
        ids::{ConsentId, CustomerId, EntryId, UserId},
        schema::{consents, invitations, terms, users},
    },
    identity::{self, Partner, Scope},
    partnerships::{self, Side},
    privileges::{self, Grant},
    relationships::{self, Consent, Relationship},
};

/// The asks of this partner to a company, the latest first.
pub(super) fn asks(conn: &mut Conn, scope: Scope, entry: EntryId) -> db::Result<Vec<Ask>> {
    Ok(invitations::table
        .left_join(consents::table.on(consents::invitation_id.eq(invitations::id)))
        .filter(
            invitations::entry_id
                .eq(entry)
                .and(invitations::partner_id.eq(scope.partner_id())),
        )
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .limit(50)
        .select((
            invitations::id,
            invitations::state,
            invitations::roles,
            invitations::grant_days,
            invitations::created_at,
            invitations::expires_at,
            consents::roles.nullable(),
        ))
        .load(conn)?)
}

/// A consent with the wording as it was agreed to.
#[derive(Debug, Clone)]
pub(super) struct Agreed {
    pub(super) consent: Consent,
    pub(super) version: String,
    pub(super) wording: String,
}

/// The consents behind relationships that were found through a scope.
fn agreed(
    conn: &mut Conn,
    relationships: &[Relationship],
) -> db::Result<HashMap<ConsentId, Agreed>> {
    let ids: Vec<ConsentId> = relationships.iter().map(|row| row.consent_id).collect();
    let rows: Vec<(Consent, String, String)> = consents::table
        .inner_join(terms::table)
        .filter(consents::id.eq_any(ids))
        .select((Consent::as_select(), terms::version, terms::body))
        .load(conn)?;
    let by_key = rows.into_iter().map(|(consent, version, wording)| {
        let agreed = Agreed {
            consent,
            version,
            wording,
        };
        (agreed.consent.id, agreed)
    });
    Ok(by_key.collect())
}

/// The names of those of the partner's staff who ended relationships.
fn names_of_enders(
    conn: &mut Conn,
    scope: Scope,
    relationships: &[Relationship],
) -> db::Result<HashMap<UserId, String>> {
    let ids: Vec<UserId> = relationships
        .iter()
        .filter_map(|row| row.ended_by)
        .collect();
    let rows: Vec<(UserId, String)> = users::table
        .filter(
            users::partner_id
                .eq(scope.partner_id())
                .and(users::id.eq_any(ids)),
        )
        .select((users::id, users::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Another partner that one consent connected with the customer, too.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) partner: Partner,
    pub(super) relationship: Relationship,
}

/// The others of a joint entry. A partner that is connected in any other way is never among them.
fn others(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    customer: CustomerId,
) -> db::Result<Vec<Other>> {
    let joint = customers::joint_with(conn, scope, entry)?;
    let mut others = Vec::new();
    for relationship in relationships::active_of_these(conn, &joint, customer)? {
        others.push(Other {
            partner: identity::find_partner(conn, relationship.partner_id)?,
            relationship,
        });
    }
    Ok(others)
}

/// All that stands, or has stood, between a partner and a company.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) entry: Entry,
    /// The shared record, once the company has accepted.
    pub(super) customer: Option<Customer>,
    /// Active and ended, the latest first.
    pub(super) relationships: Vec<Relationship>,
    /// By the names of `relationships`.
    pub(super) agreed: HashMap<ConsentId, Agreed>,
    /// By the names of `relationships`.
    pub(super) enders: HashMap<UserId, String>,
    /// The latest end first.
    pub(super) grants: Vec<Grant>,
    /// The latest first.
    pub(super) asks: Vec<Ask>,
    /// Who else is connected by the same consent.
    pub(super) others: Vec<Other>,
    /// Partners that could be asked for together with this one.
    pub(super) partners: Vec<Side>,
}

/// The sides of the partners that could join: there is an active partnership, and nobody of that side is
/// connected with the customer together with this partner.
fn sides_to_ask(conn: &mut Conn, scope: Scope, others: &[Other]) -> db::Result<Vec<Side>> {
    let mut sides = Vec::new();
    for own in Side::ALL {
        let across = own.other();
        let is_there = others
            .iter()
            .any(|other| other.relationship.kind == across.kind());
        if !is_there && partnerships::has_any(conn, scope, *own)? {
            sides.push(across);
        }
    }
    Ok(sides)
}

/// The whole record.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) fn record(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<Record> {
    let entry = customers::find(conn, scope, key)?;
    let asks = asks(conn, scope, entry.id)?;
    let (customer, relationships, grants) = match entry.customer_id {
        None => (None, Vec::new(), Vec::new()),
        Some(id) => (
            Some(customers::find_customer(conn, id)?),
            relationships::history(conn, scope, id)?,
            privileges::list(conn, scope, id)?,
        ),
    };
    let others = match entry.customer_id {
        None => Vec::new(),
        Some(id) => others(conn, scope, entry.id, id)?,
    };
    Ok(Record {
        partners: sides_to_ask(conn, scope, &others)?,
        others,
        agreed: agreed(conn, &relationships)?,
        enders: names_of_enders(conn, scope, &relationships)?,
        entry,
        customer,
        relationships,
        grants,
        asks,
    })
}
