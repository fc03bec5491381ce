//! Statements on bill-to data. Every one starts from a scope, or from an entry that was found through one.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::bill_to_model::BillTo;
use crate::{
    db::{
        self, Conn, Tx,
        ids::EntryId,
        schema::{bill_to, users},
    },
    identity::Scope,
};

/// What is kept of a customer, and the name of who changed it last.
///
/// # Errors
/// When the database does not answer.
pub fn bill_to_of(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
) -> db::Result<Option<(BillTo, String)>> {
    Ok(bill_to::table
        .inner_join(users::table)
        .filter(bill_to::entry_id.eq(entry))
        .filter(bill_to::partner_id.eq(scope.partner_id()))
        .select((BillTo::as_select(), users::name))
        .first(conn)
        .optional()?)
}

/// Keeps the first. `Duplicate` when somebody else was first; the transaction goes on.
pub(super) fn insert(tx: &mut Tx<'_>, row: &BillTo) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(bill_to::table)
            .values(row)
            .execute(conn)
    })?;
    Ok(())
}

/// Changes it, if nobody else has since `version`.
pub(super) fn update(tx: &mut Tx<'_>, row: &BillTo, version: i32) -> db::Result<bool> {
    let unchanged = bill_to::table
        .find(row.entry_id)
        .filter(bill_to::partner_id.eq(row.partner_id))
        .filter(bill_to::version.eq(version));
    let set = (
        &row.words,
        bill_to::version.eq(bill_to::version + 1),
        bill_to::changed_by.eq(row.changed_by),
        bill_to::changed_at.eq(row.changed_at),
    );
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}
