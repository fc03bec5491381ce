//! Activity as a file: what the address shows, all pages of it, read and sent a thousand lines at a time.

use actix_web::{
    HttpRequest,
    web::{Bytes, Data},
};
use futures_util::{StreamExt, stream};

use super::{
    model::{Action, ActivityLine, Actor, Line},
    queries::{self, Filter},
    view::{ListView, Wanted},
};
use crate::{
    clock::Clock,
    db::{self, Db},
    error::AppError,
    identity::{Authorized, Scope, View},
    web::{Answer, csv, page::Place},
};

/// Lines that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: [&str; 6] = [
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
pub async fn export(
    viewer: Authorized<View>,
    db: Data<Db>,
    clock: Data<Clock>,
    request: HttpRequest,
) -> Answer {
    let (view, now, scope) = (
        ListView::of(request.query_string())?,
        clock.now(),
        viewer.scope,
    );
    let filter = db
        .write(move |tx| {
            let wanted = Wanted::find(tx.conn(), scope, view, now)?;
            let line = Line {
                partner: scope.partner_id(),
                actor: Actor::User(&viewer.staff),
                action: Action::ActivityExported,
                entry: None,
                company: "",
                invitation: None,
                detail: &wanted.words(),
                notify: None,
            };
            queries::record(tx, line, now)?;
            Ok::<_, db::Error>(wanted.filter)
        })
        .await
        .map_err(AppError::from)?;
    let header = csv::lines([HEADER.map(str::to_owned).to_vec()]);
    let rows = stream::try_unfold(Some(Place::First), move |place| {
        next_lines(db.clone(), scope, filter.clone(), place)
    });
    let body = stream::once(async { Ok(Bytes::from(header)) }).chain(rows);
    Ok(csv::answer("activity.csv", body.boxed_local()))
}

/// The lines from this place on, and the place behind them.
async fn next_lines(
    db: Data<Db>,
    scope: Scope,
    filter: Filter,
    place: Option<Place>,
) -> db::Result<Option<(Bytes, Option<Place>)>> {
    let Some(place) = place else { return Ok(None) };
    let page = db
        .read(move |conn| queries::list(conn, scope, &filter, &place, CHUNK))
        .await?;
    let last = page.rows.last().filter(|_| page.has_next);
    let behind = last.map(|line| Place::After(line.cursor()));
    let lines = csv::lines(page.rows.iter().map(cells));
    Ok(Some((Bytes::from(lines), behind)))
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
