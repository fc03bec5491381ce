//! Statements on the one row.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::db::{self, Conn, Tx, schema::installation, types::Timestamp};

/// The key of the row.
const ROW: i32 = 1;

/// The fingerprint of the keys that this database belongs to; none before its first start.
pub fn fingerprint(conn: &mut Conn) -> db::Result<Option<String>> {
    Ok(installation::table
        .find(ROW)
        .select(installation::keys_fingerprint)
        .first(conn)
        .optional()?)
}

/// The database belongs to these keys from now on.
pub(super) fn remember(tx: &mut Tx<'_>, fingerprint: &str, now: Timestamp) -> db::Result<()> {
    let row = installation::table.find(ROW);
    let changed = diesel::update(row)
        .set((
            installation::keys_fingerprint.eq(fingerprint),
            installation::keys_since.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 {
        diesel::insert_into(installation::table)
            .values((
                installation::id.eq(ROW),
                installation::keys_fingerprint.eq(fingerprint),
                installation::keys_since.eq(now),
                installation::created_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
