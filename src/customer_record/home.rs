//! The home of a record: how the customer stands, what is waiting, and what one may do now.

use actix_web::web::Path;
use askama::Template;

use super::{
    queries::{self, Own, Record},
    views::{self, AskView, CompanyView, OtherView, RelationshipView},
    waiting::{Waiting, waiting},
};
use crate::{
    activity::{self, EventKinds, EventView, Filter, LoggedEvent},
    customer_access::{
        Annotate, Between, Blocked, CustomerAct, Head, ManageBillTo, ManageProfile, ManageUsers,
        SeeUsers, Tab, why_blocked,
    },
    customers::Entry,
    db::{self, Conn, ids::CustomerId, keyset::Position, types::Timestamp},
    domains::ConsentRules,
    error::AppError,
    identity::{Layout, Request, Scope, View},
    paths::Paths,
    relationships::State,
    web::{Answer, address},
};

/// Lines of activity that are shown.
const LAST: usize = 5;

/// All that the page shows.
struct Found {
    record: Record,
    own: Own,
    last: Vec<LoggedEvent>,
}

fn read(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<Found> {
    let record = queries::record(conn, scope, key)?;
    let own = queries::own(conn, scope, record.entry.id)?;
    let filter = Filter {
        entry: Some(record.entry.id),
        ..Filter::default()
    };
    let last = activity::list(conn, scope, &filter, &Position::First, LAST)?;
    Ok(Found {
        record,
        own,
        last: last.rows,
    })
}

/// Acts that take the same: what each is called and where it is done, and why they cannot be done now.
struct Acts {
    id: &'static str,
    acts: Vec<(&'static str, String)>,
    blocked: Option<Blocked>,
}

impl Acts {
    /// What they are called.
    fn names(&self) -> String {
        let names: Vec<&str> = self.acts.iter().map(|(label, _)| *label).collect();
        names.join("; ")
    }

    async fn of<A: CustomerAct>(
        request: &mut Request<View>,
        (entry, between): (&Entry, &Between),
        id: &'static str,
        acts: Vec<(&'static str, String)>,
    ) -> Result<Self, AppError> {
        let blocked = why_blocked::<A, _>(request, entry, between).await?;
        Ok(Self { id, acts, blocked })
    }
}

/// What can be done to a customer, in the order in which it is done most.
async fn acts(
    request: &mut Request<View>,
    entry: &Entry,
    between: &Between,
) -> Result<Vec<Acts>, AppError> {
    let (paths, key) = (request.paths().clone(), entry.page_key());
    let own = vec![
        ("Add a note", paths.customer_notes(key)),
        ("Change the tags", paths.customer_tags(key)),
        (
            "Choose the responsible person",
            paths.customer_responsible(key),
        ),
    ];
    let bill_to = vec![("Change bill-to and contact", paths.customer_bill_to(key))];
    let see = vec![("See the users", paths.customer_users(key))];
    let users = vec![("Add and change users", paths.customer_users(key))];
    let customers = vec![
        ("Change the company profile", paths.customer_profile(key)),
        ("Add and verify domains", paths.customer_domains(key)),
    ];
    let on = (entry, between);
    Ok(vec![
        Acts::of::<Annotate>(request, on, "annotate", own).await?,
        Acts::of::<ManageBillTo>(request, on, "bill-to", bill_to).await?,
        Acts::of::<SeeUsers>(request, on, "see", see).await?,
        Acts::of::<ManageUsers>(request, on, "manage", users).await?,
        Acts::of::<ManageProfile>(request, on, "profile", customers).await?,
    ])
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
    own: Own,
    tags: Vec<TagView>,
    last: Vec<EventView>,
    acts: Vec<Acts>,
}

impl HomePage {
    fn can_do_anything(&self) -> bool {
        self.acts.iter().any(|group| group.blocked.is_none())
    }
}

/// The record's home.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub async fn home(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let rules = request.part::<ConsentRules>()?;
    let found = request.read(move |conn, scope| read(conn, scope, key));
    let found = found.await?;
    let between = found.record.between(now);
    let head = Head::new(&found.record.entry, Tab::Home, &between);
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let kinds = *request.part::<EventKinds>()?.get_ref();
    let acts = acts(&mut request, &found.record.entry, &between).await?;
    let page = |layout| HomePage {
        acts,
        ..page(layout, head, found, kinds, &rules, now)
    };
    request.page(page).await
}

fn page(
    layout: Layout,
    record: Head,
    found: Found,
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
        waiting: waiting(rows, &found.own, &layout.paths, now),
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
            .map(|event| kinds.view(event, &layout.paths))
            .collect(),
        own: found.own,
        acts: Vec::new(),
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
