//! The list as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.

use super::{
    events,
    list_filters::{self, ListView},
    list_queries,
    model::Person,
};
use crate::{
    customer_access::{CustomerRequest, SeeUsers},
    db::{
        self, Db,
        ids::{CustomerId, DirectoryUserId},
        keyset::Position,
    },
    licenses,
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "Display name",
    "First name",
    "Last name",
    "User name",
    "State",
    "Roles",
    "Usage location",
    "Contact address",
    "Since (UTC)",
    "Licenses",
];

/// The file. Recorded before the first byte leaves.
pub(super) async fn export(mut on: CustomerRequest<SeeUsers>) -> Answer {
    let mark = csv::Mark::of(on.request.query_string());
    let view = ListView {
        size: CHUNK,
        ..ListView::of(on.request.query_string())?.at_start()
    };
    let what = list_filters::words(&view);
    let recorded = on.write(move |tx, by, now| events::exported(tx, by, &what, now));
    recorded.await??;
    let (db, customer) = (on.request.db(), on.granted.customer);
    let name = format!("users-{}.csv", on.granted.entry.domain);
    let rows = move |view| next_rows(db.clone(), customer, view);
    Ok(csv::stream((&name, mark), HEADER, view, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    customer: CustomerId,
    view: ListView,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    db.read(move |conn| {
        let page = list_queries::page(conn, customer, &view)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|it| view.at(Position::After(list_queries::cursor(it, view.sort))));
        let users: Vec<DirectoryUserId> = page.rows.iter().map(|it| it.user.id).collect();
        let mut held = licenses::names_held_by(conn, &users)?;
        let cells = |person: &Person| {
            let held = held.remove(&person.user.id).unwrap_or_default();
            cells(person, &held)
        };
        Ok((page.rows.iter().map(cells).collect(), behind))
    })
    .await
}

fn cells(person: &Person, licenses: &[String]) -> Vec<String> {
    let user = &person.user;
    vec![
        user.display_name.clone(),
        user.first_name.clone(),
        user.last_name.clone(),
        user.user_name.clone(),
        user.state.label().to_owned(),
        person.roles.words(),
        user.usage_location.clone().unwrap_or_default(),
        user.contact_email.clone(),
        user.created_at.rfc3339(),
        licenses.join("; "),
    ]
}
