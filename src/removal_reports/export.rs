//! A report as a file: a line for each of its lines, read and sent a thousand at a time. What is said of the whole removal
//! stands in each, so that lines of several files can be put together.

use actix_web::HttpResponse;

use super::{
    model::{Line, Report},
    queries,
};
use crate::{
    db::{self, Db},
    web::csv,
};

/// Lines that are in memory at once.
const CHUNK: i64 = 1_000;

const HEADER: &[&str] = &[
    "Company name",
    "Domain",
    "Removed (UTC)",
    "Removed by",
    "Reason",
    "What became of it",
    "What",
    "Code",
    "Name",
    "Before",
    "After",
];

/// The file.
pub(super) fn file(db: Db, report: Report, mark: csv::Mark) -> HttpResponse {
    let rows = move |place| next_rows(db.clone(), report.clone(), place);
    csv::stream(("removal-report.csv", mark), HEADER, 1, rows)
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    report: Report,
    place: i32,
) -> db::Result<(Vec<Vec<String>>, Option<i32>)> {
    db.read(move |conn| {
        let lines = queries::lines(conn, report.id, place, CHUNK)?;
        let last = lines.last().map_or(report.line_count, |line| line.place);
        let behind = (last < report.line_count).then_some(last.saturating_add(1));
        Ok((
            lines.iter().map(|line| cells(&report, line)).collect(),
            behind,
        ))
    })
    .await
}

fn cells(report: &Report, line: &Line) -> Vec<String> {
    vec![
        report.company.clone(),
        report.domain.clone(),
        report.removed_at.rfc3339(),
        report.by_name.clone(),
        report.reason.clone(),
        line.fate.word().to_owned(),
        line.what.label().to_owned(),
        line.code.clone(),
        line.name.clone(),
        line.detail.clone(),
        line.outcome.clone(),
    ]
}
