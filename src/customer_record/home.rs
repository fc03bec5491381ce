//! The home of a record: how the customer stands, what is waiting, and what one may do now.

use actix_web::web::Path;
use askama::Template;

use super::{
    acts::Acts,
    queries::{self, Own, Record},
    views::{self, AskView, CompanyView, OtherView, RelationshipView},
    waiting::{Waiting, waiting},
};
use crate::{
    activity::{self, EventKinds, EventView, Filter, LoggedEvent},
    customer_access::{Between, CustomerAct, Head, SeeUsers, Tab},
    customers::Responsible,
    db::{self, Conn, ids::CustomerId, keyset::Position, types::Timestamp},
    directory::{self, Names},
    domains::ConsentRules,
    identity::{Layout, Request, Scope, View},
    paths::Paths,
    relationships::State,
    web::{Answer, address, page::Total},
};

/// Lines of activity that are shown.
const LAST: usize = 5;

/// All that the page shows.
struct Found {
    record: Record,
    between: Between,
    own: Own,
    /// None where they may not be seen.
    users: Option<Total>,
    last: Vec<LoggedEvent>,
    /// Of the users whom these lines tell of.
    names: Names,
}

fn read(conn: &mut Conn, scope: Scope, key: uuid::Uuid, now: Timestamp) -> db::Result<Found> {
    let record = queries::record(conn, scope, key)?;
    let between = record.between(now);
    let customer = record.entry.customer_id;
    let customer = customer.filter(|_| SeeUsers::NEEDS.are_met_by(&between));
    let own = queries::own(conn, scope, record.entry.id)?;
    let filter = Filter {
        entry: Some(record.entry.id),
        ..Filter::default()
    };
    let last = activity::list(conn, scope, &filter, &Position::First, LAST)?;
    Ok(Found {
        names: Names::of(conn, scope, &last.rows, now)?,
        users: match customer {
            Some(customer) => Some(directory::number_of_users(conn, customer)?),
            None => None,
        },
        record,
        between,
        own,
        last: last.rows,
    })
}

/// Privileges in force.
struct GrantView {
    roles: String,
    until: Timestamp,
}

/// A tag, and the customers that have it.
struct TagView {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "customer_record/home.html")]
struct HomePage {
    layout: Layout,
    record: Head,
    tone: &'static str,
    standing: String,
    since: Timestamp,
    waiting: Vec<Waiting>,
    company: CompanyView,
    active: Vec<RelationshipView>,
    others: Vec<OtherView>,
    /// Labels of the ways to ask for another partner, too.
    adding: Vec<&'static str>,
    open_ask: Option<AskView>,
    grants: Vec<GrantView>,
    privileges_in_force: crate::translations::Text,
    /// How many there are, where they may be seen.
    users: Option<String>,
    responsible: Option<Responsible>,
    own: Own,
    tags: Vec<TagView>,
    last: Vec<EventView>,
    acts: Acts,
}

/// The record's home.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub async fn home(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let rules = request.part::<ConsentRules>()?;
    let found = request.read(move |conn, scope| read(conn, scope, key, now));
    let found = found.await?;
    let between = &found.between;
    let head = Head::new(&found.record.entry, Tab::Home, between);
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let kinds = *request.part::<EventKinds>()?.get_ref();
    let acts = Acts::of(&mut request, &found.record.entry, between).await?;
    let page = |layout| page(layout, head, found, acts, kinds, &rules, now);
    request.page(page).await
}

fn page(
    layout: Layout,
    record: Head,
    found: Found,
    acts: Acts,
    kinds: EventKinds,
    rules: &ConsentRules,
    now: Timestamp,
) -> HomePage {
    let rows = &found.record;
    let active = rows.relationships_in(State::Active);
    let in_force = rows.grants.iter().filter(|grant| grant.is_in_force(now));
    let grants: Vec<GrantView> = in_force
        .map(|grant| GrantView {
            roles: grant.roles.words(),
            until: grant.ends_at,
        })
        .collect();
    HomePage {
        tone: rows.entry.standing.tone(),
        standing: rows.entry.standing_words(),
        since: rows.entry.since,
        waiting: waiting(rows, &acts, &layout.paths, now),
        company: views::company(rows, rules),
        active: active
            .map(|row| views::relationship(rows, rules, row))
            .collect(),
        others: OtherView::all(rows),
        adding: rows
            .partners
            .iter()
            .map(|side| views::adding(*side))
            .collect(),
        open_ask: views::open_ask(&rows.asks, now),
        privileges_in_force: crate::translations::staff::grants_in_force(grants.len()),
        grants,
        tags: tags(&found.own, &layout.paths),
        last: found
            .last
            .into_iter()
            .map(|event| found.names.view(kinds, event, &layout.paths))
            .collect(),
        users: found.users.map(|total| total.of("user", "users")),
        responsible: rows.responsible.clone(),
        own: found.own,
        acts,
        record,
        layout: layout.in_section("customers"),
    }
}

fn tags(own: &Own, paths: &Paths) -> Vec<TagView> {
    let list = paths.customers();
    let view = |tag: &crate::customer_tags::Tag| TagView {
        name: tag.name.clone(),
        href: address::with(&list, &[("tag", tag.id.to_string())]),
    };
    own.tags.iter().map(view).collect()
}
