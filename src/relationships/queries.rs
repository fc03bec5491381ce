//! Statements on relationships and consents.

use std::collections::HashSet;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use super::model::{Consent, Relationship, STATEMENTS_VERSION, State};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{ConsentId, CustomerId, InvitationId, PartnerId, RelationshipId, UserId},
        schema::{consents, relationships},
        types::Timestamp,
    },
    identity::{RelationshipKind, Scope},
};

/// Keeps what the customer agreed to.
///
/// # Errors
/// `Duplicate` when the invitation was answered already.
pub fn insert_consent(tx: &mut Tx<'_>, consent: &Consent) -> db::Result<()> {
    diesel::insert_into(consents::table)
        .values(consent)
        .execute(tx.conn())?;
    Ok(())
}

/// The consent behind a relationship that was found through a scope.
pub fn consent(conn: &mut Conn, id: ConsentId) -> db::Result<Consent> {
    Ok(consents::table
        .find(id)
        .select(Consent::as_select())
        .first(conn)?)
}

/// The consent that answered an invitation that was found through a scope or its link.
pub fn consent_of_invitation(
    conn: &mut Conn,
    invitation: InvitationId,
) -> db::Result<Option<Consent>> {
    let answer = consents::table.filter(consents::invitation_id.eq(invitation));
    Ok(answer.select(Consent::as_select()).first(conn).optional()?)
}

pub(super) fn insert(tx: &mut Tx<'_>, relationship: &Relationship) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(relationships::table)
            .values(relationship)
            .execute(conn)
    })?;
    Ok(())
}

/// The active relationships between this partner and a customer: one of a kind.
pub fn active_of(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
) -> db::Result<Vec<Relationship>> {
    Ok(relationships::table
        .filter(
            relationships::partner_id
                .eq(scope.partner_id())
                .and(relationships::customer_id.eq(customer)),
        )
        .filter(relationships::state.eq(State::Active))
        .order((relationships::started_at.desc(), relationships::id.desc()))
        .select(Relationship::as_select())
        .load(conn)?)
}

/// Which partners have an active relationship of a seller with which of these customers, which rows that were found through
/// a scope have named.
///
/// # Errors
/// When the database does not answer.
pub fn sellers_of(
    conn: &mut Conn,
    keys: &[CustomerId],
) -> db::Result<HashSet<(PartnerId, CustomerId)>> {
    let found: Vec<(PartnerId, CustomerId)> = relationships::table
        .filter(db::is_one_of(conn, "relationships.customer_id", keys))
        .filter(relationships::state.eq(State::Active))
        .filter(relationships::kind.ne(RelationshipKind::IndirectReseller))
        .select((relationships::partner_id, relationships::customer_id))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

pub(super) fn active_of_kind(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    kind: RelationshipKind,
) -> db::Result<Option<Relationship>> {
    Ok(active_of(conn, scope, customer)?
        .into_iter()
        .find(|relationship| relationship.kind == kind))
}

/// Ends those of these relationships that are still active; returns how many.
pub(super) fn end(
    tx: &mut Tx<'_>,
    scope: Scope,
    these: &[RelationshipId],
    by: UserId,
    reason: &str,
    now: Timestamp,
) -> db::Result<usize> {
    let active = relationships::table
        .filter(
            relationships::partner_id
                .eq(scope.partner_id())
                .and(relationships::id.eq_any(these.to_vec())),
        )
        .filter(relationships::state.eq(State::Active));
    let set = (
        relationships::state.eq(State::Ended),
        relationships::ended_at.eq(now),
        relationships::ended_by.eq(by),
        relationships::end_reason.eq(reason),
        relationships::statements_version.eq(STATEMENTS_VERSION),
    );
    Ok(diesel::update(active).set(set).execute(tx.conn())?)
}
