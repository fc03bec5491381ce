//! The list of former customers as a file: all pages of what the address shows, read and sent a thousand rows at a time.

use super::{
    events::CustomersExported,
    former_model::{self, FormerView},
    former_queries::{self, Ended},
};
use crate::{
    activity,
    customers::Entry,
    db::{self, Db, keyset::Position, search::Search, types::Timestamp},
    identity::{Request, Scope, View},
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "Company name",
    "Primary domain",
    "Customer ID",
    "Left (UTC)",
    "Relationship as",
    "Ended by",
    "Reason",
    "Standing now",
];

/// The file. Recorded before the first byte leaves.
pub(super) async fn export(mut request: Request<View>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = FormerView {
        size: CHUNK,
        ..FormerView::of(request.query_string())?.at_start()
    };
    let (shown, text) = (former_model::words(&view), view.filters.folded_text());
    let recorded = request.write(move |tx, by, now| {
        let exported = CustomersExported {
            partner: by.scope.partner_id(),
            shown,
        };
        activity::record(tx, by, &exported, now)
    });
    recorded.await?;
    let search = request.read(move |conn, scope| Search::of(conn, scope.partner_id(), &text));
    let search = search.await?;
    let (db, scope) = (request.db(), request.scope());
    let rows = move |view| next_rows(db.clone(), scope, search.clone(), view);
    let name = "former-customers.csv";
    Ok(csv::stream((name, mark), HEADER, view, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    scope: Scope,
    search: Search,
    view: FormerView,
) -> db::Result<(Vec<Vec<String>>, Option<FormerView>)> {
    db.read(move |conn| {
        let (page, _) = former_queries::list(conn, &search, &view)?;
        let ended = former_queries::ended(conn, scope, &page.rows)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|it| view.at(Position::After(former_queries::cursor(it, view.sort))));
        let of = |entry: &Entry| entry.customer_id.and_then(|id| ended.get(&id));
        let lines = page.rows.iter().map(|entry| cells(entry, of(entry)));
        Ok((lines.collect(), behind))
    })
    .await
}

fn cells(entry: &Entry, ended: Option<&Ended>) -> Vec<String> {
    let customer_id = entry.customer_id.map(|id| id.to_string());
    vec![
        entry.name.clone(),
        entry.domain.clone(),
        customer_id.unwrap_or_default(),
        entry.left_at.map(Timestamp::rfc3339).unwrap_or_default(),
        ended.map_or("", |it| it.kind.label()).to_owned(),
        ended.map(Ended::by).unwrap_or_default(),
        ended.map(|it| it.reason.clone()).unwrap_or_default(),
        entry.standing_words(),
    ]
}
