//! The list as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.

use super::{
    events::ListExported,
    model::{self, ListView},
    queries::{self, Row},
    words::Standing,
};
use crate::{
    activity,
    db::{self, Db, keyset::Position, types::Timestamp},
    identity::{Request, Scope, View},
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "Name",
    "Company name",
    "Primary domain",
    "Customer ID",
    "Roles",
    "From (UTC)",
    "Until (UTC)",
    "State",
    "Ended at (UTC)",
    "Ended by",
    "Automatic extension",
    "Last used (UTC)",
    "Reseller relationship",
];

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn export(mut request: Request<View>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = ListView {
        size: CHUNK,
        ..ListView::of(request.query_string())?.at_start()
    };
    let part = view.filters.part;
    let recorded = request.write(move |tx, by, now| {
        let exported = ListExported {
            partner: by.scope.partner_id(),
            shown: part.label(),
        };
        activity::record(tx, by, &exported, now)
    });
    recorded.await?;
    let (db, scope, now) = (request.db(), request.scope(), request.now);
    let rows = move |view| next_rows(db.clone(), scope, view, now);
    Ok(csv::stream(("privileges.csv", mark), HEADER, view, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    scope: Scope,
    view: ListView,
    now: Timestamp,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    db.read(move |conn| {
        let page = queries::list(conn, scope, &view, now)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|row| view.at(Position::After(model::cursor(&row.grant, view.sort))));
        let lines = page.rows.iter().map(|row| cells(row, now));
        Ok((lines.collect(), behind))
    })
    .await
}

fn cells(row: &Row, now: Timestamp) -> Vec<String> {
    let Row { grant, company } = row;
    let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    vec![
        grant.name.clone(),
        company.0.clone(),
        company.1.clone(),
        grant.customer_id.to_string(),
        grant.roles.words(),
        grant.starts_at.rfc3339(),
        grant.ends_at.rfc3339(),
        Standing::of(grant, now).state.to_owned(),
        grant.ended_at.map(Timestamp::rfc3339).unwrap_or_default(),
        grant
            .end_cause
            .map_or("", |cause| cause.as_str())
            .to_owned(),
        yes(grant.auto_extend),
        grant
            .last_used_at
            .map(Timestamp::rfc3339)
            .unwrap_or_default(),
        yes(grant.has_relationship),
    ]
}
