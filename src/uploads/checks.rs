//! What a row says, checked value by value, before the database is asked.

use super::{
    cells::Fields,
    cells::shown,
    column::Column,
    kind::Upload,
    model::{BatchRow, RowState, Verdict},
    reader::Row,
};
use crate::{db::ids::BatchId, domains::ConsentRules};

/// Most characters of a cell that are kept of a row that makes no sense.
const KEPT: usize = 200;

/// The row with its values checked; what depends on the partner's own list is judged afterwards.
pub(crate) fn checked(
    batch: BatchId,
    upload: &dyn Upload,
    rules: &ConsentRules,
    row: &Row,
) -> BatchRow {
    let line = i32::try_from(row.line).unwrap_or(i32::MAX);
    let fields = match &row.fields {
        Ok(fields) => fields,
        Err(why) => return unreadable(batch, upload, line, &Fields::default(), why),
    };
    match upload.check(fields, rules) {
        Ok(values) => BatchRow {
            batch_id: batch,
            line,
            ..values
        },
        Err(why) if row.is_hidden => unreadable(batch, upload, line, &Fields::default(), &why),
        Err(why) => unreadable(batch, upload, line, fields, &why),
    }
}

fn unreadable(
    batch: BatchId,
    upload: &dyn Upload,
    line: i32,
    fields: &Fields,
    why: &str,
) -> BatchRow {
    let [company, domain] = upload.named(fields).map(|name| shown(&name, KEPT));
    let kept = |column: Column| shown(fields.get(column), KEPT);
    let either = |one: Column, other: Column| match kept(one) {
        nothing if nothing.is_empty() => kept(other),
        value => value,
    };
    BatchRow {
        batch_id: batch,
        line,
        external_id: kept(Column::ExternalId),
        contact: either(Column::Contact, Column::DisplayName),
        email: either(Column::Email, Column::UserName),
        verdict: Verdict::Unreadable,
        why: why.to_owned(),
        state: RowState::Left,
        ..BatchRow::sound(company, domain)
    }
}

/// What is wrong with which cell.
pub(crate) fn in_cell(what: &str) -> impl Fn(String) -> String + '_ {
    move |why| format!("{what}: {why}")
}
