//! The list of a seller as a whole: how often it was changed, and by which upload.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    db::{self, Conn, Tx, ids::BatchId, schema::price_lists},
    identity::Scope,
};

/// How often the list was changed.
pub fn version(conn: &mut Conn, scope: Scope) -> db::Result<i32> {
    let found: Option<i32> = price_lists::table
        .find(scope.partner_id())
        .select(price_lists::version)
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or(0))
}

/// The upload that changed it last.
pub fn changed_by(conn: &mut Conn, scope: Scope) -> db::Result<Option<BatchId>> {
    let found: Option<Option<BatchId>> = price_lists::table
        .find(scope.partner_id())
        .select(price_lists::batch_id)
        .first(conn)
        .optional()?;
    Ok(found.flatten())
}

/// Whether this upload is the one that changes the list: held until the transaction ends, so that no other one begins.
pub fn is_changed_by(tx: &mut Tx<'_>, scope: Scope, batch: BatchId) -> db::Result<bool> {
    let guarded = price_lists::table
        .find(scope.partner_id())
        .filter(price_lists::batch_id.eq(Some(batch)));
    let held = diesel::update(guarded).set(price_lists::batch_id.eq(Some(batch)));
    Ok(held.execute(tx.conn())? == 1)
}

/// An upload begins to change the list of this version; false when another one was first.
pub fn begin_change(
    tx: &mut Tx<'_>,
    scope: Scope,
    version: i32,
    batch: BatchId,
) -> db::Result<bool> {
    if version == 0 {
        let row = (
            price_lists::partner_id.eq(scope.partner_id()),
            price_lists::version.eq(1),
            price_lists::batch_id.eq(Some(batch)),
        );
        return match tx.attempt(|conn| {
            diesel::insert_into(price_lists::table)
                .values(row)
                .execute(conn)
        }) {
            Err(db::Error::Duplicate) => Ok(false),
            other => other.map(|_| true),
        };
    }
    let guarded = price_lists::table
        .find(scope.partner_id())
        .filter(price_lists::version.eq(version));
    let set = (
        price_lists::version.eq(version + 1),
        price_lists::batch_id.eq(Some(batch)),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// An upload has changed the list for now: what was read meanwhile was read of another list.
pub fn end_change(tx: &mut Tx<'_>, scope: Scope, batch: BatchId) -> db::Result<()> {
    let guarded = price_lists::table
        .find(scope.partner_id())
        .filter(price_lists::batch_id.eq(Some(batch)));
    diesel::update(guarded)
        .set(price_lists::version.eq(price_lists::version + 1))
        .execute(tx.conn())?;
    Ok(())
}
