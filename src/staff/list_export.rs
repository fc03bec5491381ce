//! The list as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.

use super::{
    events,
    list_filters::{self, ListView},
    list_queries,
    model::Standing,
};
use crate::{
    db::{self, Db, keyset::Position, types::Timestamp},
    identity::{Request, Scope, User, View},
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "Name",
    "Email",
    "Roles",
    "State",
    "Invitation until (UTC)",
    "Since (UTC)",
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
    let what = list_filters::words(&view);
    let recorded = request.write(move |tx, by, now| events::exported(tx, by, &what, now));
    recorded.await?;
    let (db, scope, now) = (request.db(), request.scope(), request.now);
    let rows = move |view| next_rows(db.clone(), scope, view, now);
    Ok(csv::stream(("staff.csv", mark), HEADER, view, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    scope: Scope,
    view: ListView,
    now: Timestamp,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    db.read(move |conn| {
        let found = list_queries::page(conn, scope, &view)?;
        let last = found.page.rows.last().filter(|_| found.page.has_next);
        let behind = last.map(|user| view.at(Position::After(list_queries::cursor(user))));
        let standing = |user: &User| Standing::of(user, found.links.get(&user.id).copied(), now);
        let rows = found.page.rows.iter();
        let rows = rows.map(|user| cells(user, standing(user))).collect();
        Ok((rows, behind))
    })
    .await
}

fn cells(user: &User, standing: Standing) -> Vec<String> {
    let until = match standing {
        Standing::Invited(until) => until.rfc3339(),
        Standing::Active | Standing::Lapsed | Standing::Disabled => String::new(),
    };
    vec![
        user.name.clone(),
        user.email.clone(),
        user.roles.words(),
        standing.label().to_owned(),
        until,
        user.created_at.rfc3339(),
    ]
}
