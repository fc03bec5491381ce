//! The list as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.

use actix_web::web::Data;

use super::{
    doubts::Doubts,
    events::CustomersExported,
    model::{self, ListView, Names},
    others::name_of,
    queries,
};
use crate::{
    activity, customer_tags,
    customers::Entry,
    db::{self, Db, keyset::Position, search::Search},
    domains::ConsentRules,
    identity::{Request, Scope, View},
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "Company name",
    "Primary domain",
    "Customer ID",
    "Relationship",
    "Since (UTC)",
    "Verification",
    "Tags",
];

/// The file. Recorded before the first byte leaves.
pub async fn export(mut request: Request<View>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = ListView {
        size: CHUNK,
        ..ListView::of(request.query_string())?.at_start()
    };
    let asked = view.clone();
    let recorded = request.write(move |tx, by, now| {
        let other = match asked.filters.other {
            Some(id) => name_of(tx.conn(), by.scope, id)?,
            None => String::new(),
        };
        let tags = customer_tags::of_entries(tx.conn(), by.scope, &[])?;
        let names = Names {
            other: &other,
            tag: asked.filters.tag.map_or("", |id| tags.name(id)),
        };
        let exported = CustomersExported {
            partner: by.scope.partner_id(),
            shown: model::words(&asked, names),
        };
        activity::record(tx, by, &exported, now)
    });
    recorded.await?;
    let text = view.filters.folded_text();
    let search = request.read(move |conn, scope| Search::of(conn, scope.partner_id(), &text));
    let search = search.await?;
    let (db, rules, scope) = (
        request.db(),
        request.part::<ConsentRules>()?,
        request.scope(),
    );
    let rows = move |view| next_rows(db.clone(), rules.clone(), scope, search.clone(), view);
    Ok(csv::stream(("customers.csv", mark), HEADER, view, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    rules: Data<ConsentRules>,
    scope: Scope,
    search: Search,
    view: ListView,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    db.read(move |conn| {
        let page = queries::list(conn, scope, &search, &view)?.page;
        let doubts = Doubts::of_all(conn, &rules, &page.rows)?;
        let tags = customer_tags::of_entries(conn, scope, &page.rows)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|it| view.at(Position::After(queries::cursor(it, view.sort))));
        let lines = page
            .rows
            .iter()
            .map(|entry| cells(entry, &doubts, tags.of(entry.id)));
        Ok((lines.collect(), behind))
    })
    .await
}

fn cells(entry: &Entry, doubts: &Doubts, tags: &[String]) -> Vec<String> {
    let customer_id = entry.customer_id.map(|id| id.to_string());
    vec![
        entry.name.clone(),
        entry.domain.clone(),
        customer_id.unwrap_or_default(),
        entry.standing_words(),
        entry.since.rfc3339(),
        doubts.in_words(entry),
        tags.join("; "),
    ]
}
