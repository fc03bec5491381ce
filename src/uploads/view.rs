//! A batch as its pages show it.

use chrono::Duration;

use super::{
    column_form::ColumnsView,
    intake::rows_words,
    kind::Upload,
    model::{Batch, BatchRow, CUT_SHORT, RowState, State, Verdict},
    place::Place,
};
use crate::{
    db::{keyset::Kind, types::Timestamp},
    paths::Paths,
    web::{
        address::Question,
        form::Choice,
        list::{self, Filters, ListView, Pager, Sort},
        page::{Page, thousands},
    },
};

/// The order of the rows: that of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ByLine;

impl Sort for ByLine {
    const EACH: &'static [Self] = &[Self];
    const USUAL: Self = Self;

    fn name(self) -> &'static str {
        "line"
    }

    fn heading(self) -> &'static str {
        "Line"
    }

    fn kind(self) -> Kind {
        Kind::Number
    }
}

/// Which rows are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RowsWanted {
    pub(crate) verdict: Option<Verdict>,
    /// The row whose message is shown, by its line.
    pub(crate) row: Option<i32>,
}

impl Filters for RowsWanted {
    type Sort = ByLine;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            verdict: question.choice("verdict"),
            row: question.choice("row"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let row = self.row.map(|line| line.to_string());
        vec![
            (
                "verdict",
                self.verdict.map_or("", Verdict::as_str).to_owned(),
            ),
            ("row", row.unwrap_or_default()),
        ]
    }
}

/// The part of the rows that is shown.
pub(crate) type RowsQuery = ListView<RowsWanted>;

/// The same rows, with the message of another one, or of none.
fn with_row(query: &RowsQuery, row: Option<i32>) -> RowsQuery {
    let mut query = query.clone();
    query.filters.row = row;
    query
}

/// The first rows, and the message of one of them.
pub(crate) fn first_rows(row: Option<i32>) -> RowsQuery {
    with_row(&ListView::usual(RowsWanted::default()), row)
}

/// What the page is about, in words and numbers.
pub(crate) struct Summary {
    pub(crate) state: State,
    /// The version that this shows: Confirm sends it back.
    pub(crate) version: i32,
    pub(crate) tone: &'static str,
    pub(crate) label: &'static str,
    pub(crate) file_name: String,
    /// Which portal wrote the file, where that matters.
    pub(crate) portal: &'static str,
    /// Encoding, delimiter and headings, in words.
    pub(crate) read_as: String,
    /// The form to say what the columns hold, in a preview.
    pub(crate) columns: Option<ColumnsView>,
    pub(crate) created: (String, String),
    pub(crate) note: String,
    /// How far it is, of a hundred.
    pub(crate) percent: i64,
    pub(crate) progress: String,
    pub(crate) rows_left: i32,
    pub(crate) rows_left_words: String,
    pub(crate) rows_done_words: String,
    pub(crate) rows_skipped: i32,
    pub(crate) rows_skipped_words: String,
    pub(crate) confirm: String,
    pub(crate) stop: String,
    pub(crate) remove: String,
}

impl Summary {
    pub(crate) fn of(upload: &dyn Upload, batch: &Batch, paths: &Paths, now: Timestamp) -> Self {
        let [confirm, stop, remove] = upload.acts(paths, batch.place());
        let state = batch.state_now(now);
        let note = if state == State::Failed && batch.note.is_empty() {
            CUT_SHORT.to_owned()
        } else {
            batch.note.clone()
        };
        Self {
            state,
            version: batch.version,
            tone: tone(state),
            label: label(state),
            file_name: batch.file_name.clone(),
            portal: "",
            read_as: batch.opening().map(|it| it.words()).unwrap_or_default(),
            columns: ColumnsView::of(upload, batch, paths),
            created: (batch.created_at.rfc3339(), batch.created_at.words()),
            note,
            percent: percent(batch),
            progress: progress(batch, now),
            rows_left: batch.rows_left(),
            rows_left_words: rows_words(batch.rows_left()),
            rows_done_words: rows_words(batch.rows_done),
            rows_skipped: batch.rows_skipped,
            rows_skipped_words: rows_words(batch.rows_skipped),
            confirm,
            stop,
            remove,
        }
    }

    /// Whether the page has to be looked at again soon.
    pub(crate) fn is_moving(&self) -> bool {
        matches!(self.state, State::Reading | State::Running)
    }
}

pub(crate) fn label(state: State) -> &'static str {
    match state {
        State::Reading => "Being read",
        State::Preview => "To be confirmed",
        State::Running => "Running",
        State::Stopped => "Stopped",
        State::Done => "Done",
        State::Failed => "Not read",
    }
}

pub(crate) fn tone(state: State) -> &'static str {
    match state {
        State::Reading | State::Preview | State::Running => "waiting",
        State::Stopped | State::Failed => "attention",
        State::Done => "good",
    }
}

fn percent(batch: &Batch) -> i64 {
    let (done, all) = match batch.state {
        State::Reading => (batch.read_bytes, batch.total_bytes),
        _ => (
            i64::from(batch.rows_done + batch.rows_skipped),
            i64::from(batch.rows_good),
        ),
    };
    (done.saturating_mul(100) / all.max(1)).clamp(0, 100)
}

fn progress(batch: &Batch, now: Timestamp) -> String {
    let so_far = match batch.state {
        State::Reading => format!("{} read so far", rows_words(batch.rows_read)),
        _ => format!(
            "{} of {}",
            thousands(i64::from(batch.rows_done + batch.rows_skipped)),
            rows_words(batch.rows_good)
        ),
    };
    match batch.time_left(now) {
        Some(left) => format!("{so_far}, {} left", duration_words(left)),
        None => so_far,
    }
}

/// `about 40 seconds`.
pub(crate) fn duration_words(duration: Duration) -> String {
    match duration.num_seconds() {
        ..5 => "a few seconds".to_owned(),
        seconds @ 5..90 => format!("about {seconds} seconds"),
        seconds => format!("about {} minutes", (seconds + 30) / 60),
    }
}

/// A row of the table.
pub(crate) struct RowView {
    pub(crate) line: i32,
    pub(crate) cells: [String; 3],
    pub(crate) tone: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) why: String,
    /// What came of it: label and address.
    pub(crate) link: Option<(&'static str, String)>,
    /// The same page with the message of this row.
    pub(crate) message: Option<String>,
}

impl RowView {
    fn of(
        row: &BatchRow,
        upload: &dyn Upload,
        place: Place,
        path: &str,
        query: &RowsQuery,
        paths: &Paths,
    ) -> Self {
        let words = upload.words();
        let (tone, verdict) = match row.state {
            RowState::Done => ("good", words.done),
            RowState::Skipped => ("ended", row.verdict.label()),
            RowState::Waiting | RowState::Left => (row.verdict.tone(), row.verdict.label()),
        };
        let is_to_send = words.has_messages && row.state == RowState::Waiting;
        Self {
            line: row.line,
            cells: upload.cells(row),
            tone,
            verdict,
            why: row.why.clone(),
            link: upload.link(paths, place, row),
            message: is_to_send.then(|| {
                let message = with_row(query, Some(row.line)).address(path);
                format!("{message}#message")
            }),
        }
    }
}

/// The rows with their filter and pager.
pub(crate) struct RowsView {
    pub(crate) action: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) rows: Vec<RowView>,
    pub(crate) pager: Pager,
    pub(crate) columns: [&'static str; 3],
}

impl RowsView {
    pub(crate) fn new(
        upload: &dyn Upload,
        place: Place,
        counts: &[(Verdict, i64)],
        page: &Page<BatchRow>,
        query: &RowsQuery,
        paths: &Paths,
    ) -> Self {
        let path = upload.page(paths, place);
        let present = query.filters.verdict.map_or("", Verdict::as_str);
        let all: i64 = counts.iter().map(|(_, count)| count).sum();
        let each = counts.iter().map(|(verdict, count)| {
            let label = format!("{} ({})", verdict.label(), thousands(*count));
            (verdict.as_str(), label)
        });
        let all = format!("All rows ({})", thousands(all));
        let shown = match (page.rows.first(), page.rows.last()) {
            (Some(first), Some(last)) => format!(
                "Lines {} to {}",
                thousands(first.line.into()),
                thousands(last.line.into())
            ),
            _ => String::new(),
        };
        Self {
            choices: list::choices(&all, present, each),
            rows: page
                .rows
                .iter()
                .map(|row| RowView::of(row, upload, place, &path, query, paths))
                .collect(),
            pager: with_row(query, None).pager(&path, page, BatchRow::cursor, shown),
            columns: upload.words().columns,
            action: path,
        }
    }
}

/// A batch in a list of them.
pub(crate) struct ListedBatch {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) tone: &'static str,
    pub(crate) state: &'static str,
    pub(crate) rows: String,
    pub(crate) done: String,
    pub(crate) created: (String, String),
}

impl ListedBatch {
    pub(crate) fn of(upload: &dyn Upload, batch: &Batch, paths: &Paths, now: Timestamp) -> Self {
        let state = batch.state_now(now);
        Self {
            href: upload.page(paths, batch.place()),
            name: batch.file_name.clone(),
            tone: tone(state),
            state: label(state),
            rows: thousands(batch.rows_read.into()),
            done: thousands(batch.rows_done.into()),
            created: (batch.created_at.rfc3339(), batch.created_at.words()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_it_takes_is_said_in_words() {
        for (seconds, words) in [
            (0, "a few seconds"),
            (40, "about 40 seconds"),
            (100, "about 2 minutes"),
            (3_600, "about 60 minutes"),
        ] {
            assert_eq!(duration_words(Duration::seconds(seconds)), words);
        }
    }
}
