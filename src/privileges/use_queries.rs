//! When privileges were used last, kept to the day.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::{
    grant::{Grant, IDLE_DAYS},
    model::GrantState,
    queries,
    roles::AdminRole,
};
use crate::{
    customers,
    db::{
        self, Conn, Tx,
        ids::{CustomerId, GrantId},
        schema::grants,
        types::Timestamp,
    },
    identity::Scope,
};

/// Whether an act that takes one of these roles uses this grant, and nobody has noted a use of today yet.
fn is_to_be_noted(grant: &Grant, roles: &[AdminRole], now: Timestamp) -> bool {
    let today = now.start_of_day();
    grant.is_in_force(now)
        && roles.iter().any(|role| grant.roles.holds(*role))
        && grant.last_used_at.is_none_or(|at| at < today)
}

/// Whether an act that takes one of these roles has a use to note: true at most once a day.
///
/// # Errors
/// When the database does not answer.
pub fn has_use_to_note(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    roles: &[AdminRole],
    now: Timestamp,
) -> db::Result<bool> {
    let grants = queries::list(conn, scope, customer)?;
    Ok(grants.iter().any(|it| is_to_be_noted(it, roles, now)))
}

/// Notes that an act that takes one of these roles was done, at most once a day for each grant: every other time nothing
/// is written. The caller holds the customer.
///
/// # Errors
/// When a row cannot be written.
pub fn note_use(
    tx: &mut Tx<'_>,
    scope: Scope,
    customer: CustomerId,
    roles: &[AdminRole],
    now: Timestamp,
) -> db::Result<()> {
    for grant in queries::list(tx.conn(), scope, customer)? {
        if !is_to_be_noted(&grant, roles, now) {
            continue;
        }
        let active = grants::table
            .find(grant.id)
            .filter(grants::state.eq(GrantState::Active));
        let set = (
            grants::last_used_at.eq(now),
            grants::idle_at.eq(now.plus(Duration::days(IDLE_DAYS))),
        );
        diesel::update(active).set(set).execute(tx.conn())?;
    }
    Ok(())
}

/// Notes up to `limit` grants that were not used for so long; how many there were.
pub(super) fn note_idle(tx: &mut Tx<'_>, limit: i64, now: Timestamp) -> db::Result<usize> {
    let due: Vec<(GrantId, CustomerId)> = grants::table
        .filter(grants::idle_at.le(now))
        .order((grants::idle_at, grants::id))
        .limit(limit)
        .select((grants::id, grants::customer_id))
        .load(tx.conn())?;
    customers::hold_all(tx, due.iter().map(|(_, customer)| *customer))?;
    for (id, _) in &due {
        // Still so: it may have been used meanwhile.
        let idle = grants::table.find(id).filter(grants::idle_at.le(now));
        diesel::update(idle)
            .set(grants::idle_at.eq(None::<Timestamp>))
            .execute(tx.conn())?;
    }
    Ok(due.len())
}
