//! Statements on the rows of a batch that was found through its partner's scope, or that a worker holds.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper, dsl::count_star,
};

use super::model::{BatchRow, RowState, Verdict};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{BatchId, DirectoryUserId, EntryId, InvitationId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::batch_rows,
    },
    language::Language,
};

/// Adds a row.
pub(crate) fn insert(tx: &mut Tx<'_>, row: &BatchRow) -> db::Result<()> {
    diesel::insert_into(batch_rows::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The last line that has a row.
pub(super) fn last_line(conn: &mut Conn, batch: BatchId) -> db::Result<i32> {
    let last: Option<i32> = batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .order(batch_rows::line.desc())
        .select(batch_rows::line)
        .first(conn)
        .optional()?;
    Ok(last.unwrap_or(0))
}

/// How many rows there are of each verdict, in the order of declaration.
pub(crate) fn by_verdict(conn: &mut Conn, batch: BatchId) -> db::Result<Vec<(Verdict, i64)>> {
    let mut counts: Vec<(Verdict, i64)> = batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .group_by(batch_rows::verdict)
        .select((batch_rows::verdict, count_star()))
        .load(conn)?;
    counts.sort();
    Ok(counts)
}

/// The language that every row to be carried out names.
pub(crate) fn common_language(conn: &mut Conn, batch: BatchId) -> db::Result<Option<Language>> {
    let languages: Vec<Option<Language>> = batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .filter(batch_rows::state.eq(RowState::Waiting))
        .select(batch_rows::language)
        .distinct()
        .limit(2)
        .load(conn)?;
    Ok(match languages.as_slice() {
        [language] => *language,
        _ => None,
    })
}

/// The order of the file; the lines of one batch are numbers of which each is there once.
const BY_LINE: Order = Order {
    column: "batch_rows.line",
    kind: Kind::Number,
    id: "batch_rows.line",
    descending: false,
};

/// One page of rows, in the order of the file.
pub(crate) fn list(
    conn: &mut Conn,
    batch: BatchId,
    verdict: Option<Verdict>,
    position: &Position,
    size: usize,
) -> db::Result<Page<BatchRow>> {
    BY_LINE.page(conn, position, size, || {
        let rows = batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .select(BatchRow::as_select())
            .into_boxed();
        match verdict {
            Some(verdict) => rows.filter(batch_rows::verdict.eq(verdict)),
            None => rows,
        }
    })
}

impl BatchRow {
    /// The place of this row in the list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            key: self.line.to_string(),
            id: String::new(),
        }
    }
}

/// The next rows to be carried out.
pub(crate) fn waiting(conn: &mut Conn, batch: BatchId, limit: i64) -> db::Result<Vec<BatchRow>> {
    let of_batch = batch_rows::table.filter(batch_rows::batch_id.eq(batch));
    // First the line numbers from the index, then the rows: otherwise SQLite scans all rows that are done already.
    let lines: Vec<i32> = of_batch
        .filter(batch_rows::state.eq(RowState::Waiting))
        .select(batch_rows::line)
        .order(batch_rows::line)
        .limit(limit)
        .load(conn)?;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Ok(Vec::new());
    };
    Ok(of_batch
        .filter(batch_rows::line.between(*first, *last))
        .filter(batch_rows::state.eq(RowState::Waiting))
        .order(batch_rows::line)
        .select(BatchRow::as_select())
        .load(conn)?)
}

/// The first row to be carried out from this line on.
pub(crate) fn waiting_from(
    conn: &mut Conn,
    batch: BatchId,
    line: i32,
) -> db::Result<Option<BatchRow>> {
    Ok(batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .filter(batch_rows::state.eq(RowState::Waiting))
        .filter(batch_rows::line.ge(line))
        .order(batch_rows::line.asc())
        .select(BatchRow::as_select())
        .first(conn)
        .optional()?)
}

/// The last row to be carried out before this line.
pub(crate) fn waiting_before(
    conn: &mut Conn,
    batch: BatchId,
    line: i32,
) -> db::Result<Option<BatchRow>> {
    Ok(batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .filter(batch_rows::state.eq(RowState::Waiting))
        .filter(batch_rows::line.lt(line))
        .order(batch_rows::line.desc())
        .select(BatchRow::as_select())
        .first(conn)
        .optional()?)
}

/// The rows of these lines.
pub(crate) fn of_lines(
    conn: &mut Conn,
    batch: BatchId,
    lines: &[i32],
) -> db::Result<Vec<BatchRow>> {
    Ok(batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .filter(batch_rows::line.eq_any(lines.to_vec()))
        .order(batch_rows::line)
        .select(BatchRow::as_select())
        .load(conn)?)
}

/// Keeps another verdict on a row that is kept already, while its file is being read.
pub(crate) fn judge_again(tx: &mut Tx<'_>, row: &BatchRow) -> db::Result<()> {
    let set = (
        batch_rows::verdict.eq(row.verdict),
        batch_rows::why.eq(&row.why),
        batch_rows::state.eq(row.state),
        batch_rows::external_id.eq(&row.external_id),
        batch_rows::more.eq(&row.more),
    );
    diesel::update(batch_rows::table.find((row.batch_id, row.line)))
        .set(set)
        .execute(tx.conn())?;
    Ok(())
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) why: String,
    pub(crate) state: RowState,
    pub(crate) entry: Option<EntryId>,
    pub(crate) invitation: Option<InvitationId>,
    pub(crate) user: Option<DirectoryUserId>,
}

/// Stores the outcome of a row, once.
pub(crate) fn mark(tx: &mut Tx<'_>, row: &BatchRow, outcome: &Outcome) -> db::Result<bool> {
    let guarded = batch_rows::table
        .find((row.batch_id, row.line))
        .filter(batch_rows::state.eq(RowState::Waiting));
    let set = (
        batch_rows::verdict.eq(outcome.verdict),
        batch_rows::why.eq(&outcome.why),
        batch_rows::state.eq(outcome.state),
        batch_rows::entry_id.eq(outcome.entry),
        batch_rows::invitation_id.eq(outcome.invitation),
        batch_rows::user_id.eq(outcome.user),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}
