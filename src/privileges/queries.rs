//! Statements on grants.

use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{Grant, GrantState};
use crate::{
    db::{self, Conn, Tx, ids::CustomerId, schema::grants, types::Timestamp},
    identity::Scope,
};

/// Begins a grant, in the transaction of the consent.
pub fn insert(tx: &mut Tx<'_>, grant: &Grant) -> db::Result<()> {
    diesel::insert_into(grants::table)
        .values(grant)
        .execute(tx.conn())?;
    Ok(())
}

/// This partner's grants over a customer, past ones too, the latest end first.
pub fn list(conn: &mut Conn, scope: Scope, customer: CustomerId) -> db::Result<Vec<Grant>> {
    Ok(grants::table
        .filter(
            grants::partner_id
                .eq(scope.partner_id())
                .and(grants::customer_id.eq(customer)),
        )
        .order((grants::ends_at.desc(), grants::id.desc()))
        .limit(200)
        .select(Grant::as_select())
        .load(conn)?)
}

/// Holds what this partner has over a customer, until the transaction ends: it is neither ended nor extended meanwhile.
/// What it comes to is read afterwards, with [`list`].
///
/// # Errors
/// When the database does not answer.
pub fn hold(tx: &mut Tx<'_>, scope: Scope, customer: CustomerId) -> db::Result<()> {
    let active = grants::table
        .filter(
            grants::partner_id
                .eq(scope.partner_id())
                .and(grants::customer_id.eq(customer)),
        )
        .filter(grants::state.eq(GrantState::Active));
    // A change to the same value takes the row's lock on PostgreSQL; SQLite has one writer anyway.
    diesel::update(active)
        .set(grants::state.eq(grants::state))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends up to `limit` grants whose time is over, and returns them. Concurrent callers get different grants.
pub(super) fn expire(tx: &mut Tx<'_>, limit: i64, now: Timestamp) -> db::Result<Vec<Grant>> {
    let over: Vec<Grant> = grants::table
        .filter(
            grants::state
                .eq(GrantState::Active)
                .and(grants::ends_at.le(now)),
        )
        .order((grants::ends_at, grants::id))
        .limit(limit)
        .select(Grant::as_select())
        .load(tx.conn())?;
    let mut ended = Vec::with_capacity(over.len());
    for grant in over {
        let active = grants::table
            .find(grant.id)
            .filter(grants::state.eq(GrantState::Active));
        let set = (
            grants::state.eq(GrantState::Expired),
            grants::ended_at.eq(grant.ends_at),
        );
        if diesel::update(active).set(set).execute(tx.conn())? == 1 {
            ended.push(grant);
        }
    }
    Ok(ended)
}
