//! What a partner has said of files with the same headings, for the next one.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use sha2::{Digest, Sha256};

use super::{columns::Columns, headings::key, kind::Upload, reader::Opening};
use crate::{
    db::{self, Conn, Tx, schema::column_choices, types::Timestamp},
    identity::Scope,
};

/// Stands for the headings of a file: what they say, in their order. Files without any are alike when they are as wide.
fn hash_of(opening: &Opening) -> String {
    let text = match opening.headings {
        0 => format!("{} columns", opening.width()),
        _ => {
            let keys: Vec<String> = opening.first.iter().map(|cell| key(cell)).collect();
            keys.join("\n")
        }
    };
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Which column is which by what was chosen before, where it was. Without headings that counts only for a file whose columns
/// do not tell by themselves.
pub(super) fn apply(
    conn: &mut Conn,
    scope: Scope,
    upload: &dyn Upload,
    opening: Opening,
) -> db::Result<Opening> {
    if opening.headings == 0 && opening.missing(upload).is_empty() {
        return Ok(opening);
    }
    let chosen: Option<String> = column_choices::table
        .find((scope.partner_id(), upload.kind(), hash_of(&opening)))
        .select(column_choices::places)
        .first(conn)
        .optional()?;
    let chosen = chosen
        .map(|text| serde_json::from_str::<Columns>(&text))
        .transpose();
    let unreadable = |error| db::Error::Accident(format!("chosen columns: {error}"));
    Ok(match chosen.map_err(unreadable)? {
        Some(columns) => opening.with(columns),
        None => opening,
    })
}

/// Remembers them. A later choice takes the place of an earlier one. Of two first ones at the same moment the second is told
/// that it was too late, and can be sent again.
pub(super) fn remember(
    tx: &mut Tx<'_>,
    scope: Scope,
    upload: &dyn Upload,
    opening: &Opening,
    now: Timestamp,
) -> db::Result<()> {
    let text = serde_json::to_string(&opening.columns);
    let text = text.map_err(|error| db::Error::Accident(error.to_string()))?;
    let key = (scope.partner_id(), upload.kind(), hash_of(opening));
    let values = (
        column_choices::places.eq(text),
        column_choices::chosen_at.eq(now),
    );
    let changed = diesel::update(column_choices::table.find(key.clone())).set(values.clone());
    if changed.execute(tx.conn())? == 1 {
        return Ok(());
    }
    let key = (
        column_choices::partner_id.eq(key.0),
        column_choices::kind.eq(key.1),
        column_choices::headings_hash.eq(key.2),
    );
    diesel::insert_into(column_choices::table)
        .values((key, values))
        .execute(tx.conn())?;
    Ok(())
}
