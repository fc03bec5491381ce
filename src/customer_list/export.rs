//! The list as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.

use actix_web::{
    HttpRequest,
    web::{Bytes, Data},
};
use futures_util::{StreamExt, stream};

use super::{doubts::Doubts, model::ListView, others::name_of, queries};
use crate::{
    activity::{self, Action, Actor, Line},
    clock::Clock,
    customers::Entry,
    db::{self, Db, search::Search},
    domains::ConsentRules,
    error::AppError,
    identity::{Authorized, Scope, View},
    partnerships,
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: [&str; 6] = [
    "Company name",
    "Primary domain",
    "Customer ID",
    "Relationship",
    "Since (UTC)",
    "Verification",
];

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// When the database does not answer.
pub async fn export(
    viewer: Authorized<View>,
    db: Data<Db>,
    clock: Data<Clock>,
    rules: Data<ConsentRules>,
    request: HttpRequest,
) -> Answer {
    let view = ListView {
        size: CHUNK,
        ..ListView::of(request.query_string())?.at_start()
    };
    let (now, scope, asked) = (clock.now(), viewer.scope, view.clone());
    db.write(move |tx| {
        let known = partnerships::known(tx.conn(), scope)?;
        let other = asked.other.map(|id| name_of(&known, id));
        let words = asked.words(other.unwrap_or_default());
        let line = Line {
            partner: viewer.scope.partner_id(),
            actor: Actor::User(&viewer.staff),
            action: Action::CustomersExported,
            entry: None,
            company: "",
            invitation: None,
            detail: &words,
            notify: None,
        };
        activity::record(tx, line, now)
    })
    .await
    .map_err(AppError::from)?;
    let asked = view.clone();
    let search = db
        .read(move |conn| queries::search(conn, scope, &asked))
        .await
        .map_err(AppError::from)?;
    let header = csv::lines([HEADER.map(str::to_owned).to_vec()]);
    let rows = stream::try_unfold(Some(view), move |view| {
        next_rows(db.clone(), rules.clone(), scope, search.clone(), view)
    });
    let body = stream::once(async { Ok(Bytes::from(header)) }).chain(rows);
    Ok(csv::answer("customers.csv", body.boxed_local()))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Data<Db>,
    rules: Data<ConsentRules>,
    scope: Scope,
    search: Search,
    view: Option<ListView>,
) -> db::Result<Option<(Bytes, Option<ListView>)>> {
    let Some(view) = view else { return Ok(None) };
    let (view, page, doubts) = db
        .read(move |conn| {
            let page = queries::list(conn, scope, &search, &view)?.page;
            let doubts = Doubts::of_all(conn, &rules, &page.rows)?;
            Ok::<_, db::Error>((view, page, doubts))
        })
        .await?;
    let last = page.rows.last().filter(|_| page.has_next);
    let behind = last.map(|entry| view.after(queries::cursor(entry, view.sort)));
    let lines = csv::lines(page.rows.iter().map(|entry| cells(entry, &doubts)));
    Ok(Some((Bytes::from(lines), behind)))
}

fn cells(entry: &Entry, doubts: &Doubts) -> Vec<String> {
    vec![
        entry.name.clone(),
        entry.domain.clone(),
        entry
            .customer_id
            .map(|id| id.to_string())
            .unwrap_or_default(),
        entry.standing_words(),
        entry.since.rfc3339(),
        doubts.in_words(entry),
    ]
}
