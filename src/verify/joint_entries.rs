//! Joint entries without both relationships: one partner is told of the other's relationship, which has ended.

use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use super::{
    connected_entries::active_with,
    report::{PAGE, Report},
};
use crate::db::{
    self, Conn,
    ids::{CustomerId, EntryId, PartnerId},
    schema::{joint_entries, partners},
};

const TO_DO: &str = "The partner sees there who else is connected, which is not so any more. The row goes when that partner removes its relationship; or ask who runs this installation to delete it.";

/// The entry, whose, together with whom, and about which customer.
type Row = (EntryId, PartnerId, String, PartnerId, CustomerId);

pub(super) fn check(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    let mut last = None;
    loop {
        let (rows, end) = page(conn, last)?;
        let active = active_with(conn, rows.iter().map(|row| row.4).collect())?;
        for (entry, own, name, other, customer) in &rows {
            if [own, other]
                .iter()
                .any(|it| !active.contains(&(**it, *customer)))
            {
                let what = format!(
                    "Entry {entry} of {name} says that customer {customer} is connected together with partner {other}, and not both relationships are active."
                );
                report.found(what, TO_DO);
            }
        }
        report.looked_at(rows.len());
        match end {
            Some(_) => last = end,
            None => return Ok(()),
        }
    }
}

/// The joint rows of the next entries, by their keys, and the last of these.
fn page(conn: &mut Conn, last: Option<EntryId>) -> db::Result<(Vec<Row>, Option<EntryId>)> {
    let entries = joint_entries::table
        .select(joint_entries::entry_id)
        .distinct()
        .order(joint_entries::entry_id)
        .limit(PAGE);
    let entries: Vec<EntryId> = match last {
        Some(last) => entries
            .filter(joint_entries::entry_id.gt(last))
            .load(conn)?,
        None => entries.load(conn)?,
    };
    let end = entries.last().copied();
    let rows = joint_entries::table
        .inner_join(partners::table.on(partners::id.eq(joint_entries::partner_id)))
        .filter(joint_entries::entry_id.eq_any(entries))
        .order((joint_entries::entry_id, joint_entries::other_id))
        .select((
            joint_entries::entry_id,
            joint_entries::partner_id,
            partners::legal_name,
            joint_entries::other_id,
            joint_entries::customer_id,
        ))
        .load(conn)?;
    Ok((rows, end))
}
