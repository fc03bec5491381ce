//! For how many days the licenses of a seller's subscriptions work after their last term.

use std::collections::HashMap;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    db::{self, Conn, Tx, ids::PartnerId, schema::graces},
    identity::{self, Scope},
};

/// Most that a seller may grant (manage.md).
pub(crate) const MOST: i32 = 30;

/// What a seller grants; none where it has not said so.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn of(conn: &mut Conn, scope: Scope) -> db::Result<i32> {
    let said = graces::table.find(scope.partner_id()).select(graces::days);
    Ok(said.first(conn).optional()?.unwrap_or_default())
}

/// What each of these sellers grants; those that have not said so are missing.
pub(super) fn of_all(
    conn: &mut Conn,
    partners: &[PartnerId],
) -> db::Result<HashMap<PartnerId, i32>> {
    let found: Vec<(PartnerId, i32)> = graces::table
        .filter(db::is_one_of(conn, "graces.partner_id", partners))
        .select((graces::partner_id, graces::days))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Grants so many from now on, and returns how many it were: what is over already keeps what it has.
///
/// # Errors
/// When the row cannot be written.
pub(crate) fn replace(tx: &mut Tx<'_>, scope: Scope, days: i32) -> db::Result<i32> {
    identity::lock_partner(tx, scope)?;
    let before = of(tx.conn(), scope)?;
    let own = graces::table.find(scope.partner_id());
    let changed = diesel::update(own)
        .set(graces::days.eq(days))
        .execute(tx.conn())?;
    if changed == 0 {
        let first = (
            graces::partner_id.eq(scope.partner_id()),
            graces::days.eq(days),
        );
        diesel::insert_into(graces::table)
            .values(first)
            .execute(tx.conn())?;
    }
    Ok(before)
}
