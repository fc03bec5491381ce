//! Activity as a file: what the address shows, all pages of it, read and sent a thousand lines at a time.

use super::{
    model::{Action, ActivityLine, Actor, Line},
    queries::{self, Filter},
    view::{ListView, Named},
};
use crate::{
    db::{self, Db, keyset::Position},
    identity::{Request, Scope, View},
    web::{Answer, csv},
};

/// Lines that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "When (UTC)",
    "Who",
    "What",
    "Company",
    "Detail",
    "Invitation",
];

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// When the database does not answer.
pub async fn export(mut request: Request<View>) -> Answer {
    let view = ListView::of(request.query_string())?;
    let recorded = request.write(move |tx, by, now| {
        let named = Named::find(tx.conn(), by.scope, view.filters, now)?;
        let line = Line {
            partner: by.scope.partner_id(),
            actor: Actor::User(&by.staff),
            action: Action::ActivityExported,
            entry: None,
            company: "",
            invitation: None,
            detail: &named.words(),
            notify: None,
        };
        queries::record(tx, line, now)?;
        Ok::<_, db::Error>(named.filter)
    });
    let filter = recorded.await?;
    let (db, scope) = (request.db(), request.scope());
    let lines = move |position| next_lines(db.clone(), scope, filter.clone(), position);
    Ok(csv::stream("activity.csv", HEADER, Position::First, lines))
}

/// The lines from this place on, and the place behind them.
async fn next_lines(
    db: Db,
    scope: Scope,
    filter: Filter,
    position: Position,
) -> db::Result<(Vec<Vec<String>>, Option<Position>)> {
    let read = db.read(move |conn| queries::list(conn, scope, &filter, &position, CHUNK));
    let page = read.await?;
    let last = page.rows.last().filter(|_| page.has_next);
    let behind = last.map(|line| Position::After(line.cursor()));
    Ok((page.rows.iter().map(cells).collect(), behind))
}

fn cells(line: &ActivityLine) -> Vec<String> {
    vec![
        line.at.rfc3339(),
        line.actor_name.clone(),
        line.action.label().to_owned(),
        line.company.clone(),
        line.detail.clone(),
        line.invitation_id
            .map(|id| id.to_string())
            .unwrap_or_default(),
    ]
}
