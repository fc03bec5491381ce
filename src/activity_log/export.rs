//! Activity as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.

use super::{
    events::ActivityExported,
    filters::{ListView, Named},
    kinds::KINDS,
};
use crate::{
    activity::{self, Filter, LoggedEvent},
    db::{self, Db, ids::InvitationKind, keyset::Position},
    identity::{Request, Scope, View},
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "When (UTC)",
    "Who",
    "What",
    "Company",
    "Detail",
    "Invitation",
    "Changes",
];

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn export(mut request: Request<View>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = ListView::of(request.query_string())?;
    let recorded = request.write(move |tx, by, now| {
        let named = Named::find(tx.conn(), by.scope, view.filters, now)?;
        let exported = ActivityExported {
            partner: by.scope.partner_id(),
            shown: named.words(),
        };
        activity::record(tx, by, &exported, now)?;
        Ok::<_, db::Error>(named.filter)
    });
    let filter = recorded.await?;
    let (db, scope) = (request.db(), request.scope());
    let rows = move |position| next_rows(db.clone(), scope, filter.clone(), position);
    Ok(csv::stream(
        ("activity.csv", mark),
        HEADER,
        Position::First,
        rows,
    ))
}

/// The rows from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    scope: Scope,
    filter: Filter,
    position: Position,
) -> db::Result<(Vec<Vec<String>>, Option<Position>)> {
    let read = db.read(move |conn| activity::list(conn, scope, &filter, &position, CHUNK));
    let page = read.await?;
    let last = page.rows.last().filter(|_| page.has_next);
    let behind = last.map(|event| Position::After(event.cursor()));
    Ok((page.rows.iter().map(cells).collect(), behind))
}

fn cells(event: &LoggedEvent) -> Vec<String> {
    let invitation = event.subject::<InvitationKind>().map(|id| id.to_string());
    vec![
        event.at.rfc3339(),
        event.actor_name.clone(),
        KINDS.label(&event.action),
        event.company.clone(),
        event.detail.clone(),
        invitation.unwrap_or_default(),
        event.changes.words().join("; "),
    ]
}
