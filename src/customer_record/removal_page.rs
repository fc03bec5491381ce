//! The page that asks before a relationship is removed, and the one that finds none.

use askama::Template;

use super::{
    leaving::{self, Leaving},
    queries::Record,
    removal_form::{More, RemovalForm},
    views::{OtherView, ended},
};
use crate::{
    customer_access::{Head, Tab},
    db::{
        ids::{GrantId, InvitationId, RelationshipId},
        types::Timestamp,
    },
    identity::Layout,
    relationships::{STATEMENTS, State},
    text::thousands,
    web::form::FieldErrors,
};

/// So many rows of a long list are shown; the others are counted.
pub(super) const SHOWN: i64 = 20;

/// What ends.
struct EndingView {
    id: RelationshipId,
    kind: &'static str,
    since: Timestamp,
}

/// Privileges.
struct StayingView {
    id: GrantId,
    name: String,
    roles: String,
    until: Timestamp,
    /// Whether they are extended by themselves then.
    is_extended: bool,
}

/// The beginning of a list: what each row is called, and what is said of it.
struct Rows {
    rows: Vec<(String, String)>,
    /// How many more there are, in words; empty where these are all.
    more: String,
}

impl Rows {
    fn of(rows: Vec<(String, String)>, all: i64) -> Self {
        let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Self {
            more: match all.saturating_sub(shown) {
                more if more > 0 => format!("and {} more", thousands(more)),
                _ => String::new(),
            },
            rows,
        }
    }
}

/// What is known of the users and the licenses.
struct DirectoryView {
    users: String,
    licenses: Rows,
}

#[derive(Template)]
#[template(path = "customer_record/removal.html")]
pub(super) struct RemovalPage {
    layout: Layout,
    errors: FieldErrors,
    record: Head,
    ending: Vec<EndingView>,
    staying: Vec<StayingView>,
    others: Vec<OtherView>,
    /// The key, and whether the customer can accept it.
    open_ask: Option<(InvitationId, bool)>,
    /// Subscriptions that stay, carts and order requests that go; empty where there are none.
    subscriptions: String,
    subscription_rows: Rows,
    carts: String,
    requests: String,
    request_rows: Rows,
    /// Nothing where it may not be read.
    directory: Option<DirectoryView>,
    /// What can be switched off, in words; empty where there is nothing.
    renewing: String,
    renewing_number: i64,
    more: More,
    statements: &'static [&'static str],
    stated: bool,
    reason: String,
    confirm_domain: String,
    domain_help: String,
    /// The verb and the name.
    button: String,
}

impl RemovalPage {
    pub(super) fn new(
        layout: Layout,
        (found, leaving): (&Record, &Leaving),
        form: &RemovalForm,
        errors: FieldErrors,
        now: Timestamp,
    ) -> Self {
        let active = found.relationships_in(State::Active);
        let live = found.live_grants(now);
        Self {
            layout: layout.in_section("customers"),
            errors,
            record: Head::with_grants(&found.entry, Tab::Account, &found.grants, now),
            ending: active
                .map(|past| EndingView::new(&past.relationship))
                .collect(),
            staying: live
                .map(|grant| StayingView {
                    id: grant.id,
                    is_extended: grant.auto_extend,
                    name: grant.name.clone(),
                    roles: grant.roles.words(),
                    until: grant.ends_at,
                })
                .collect(),
            others: OtherView::all(found),
            open_ask: open_ask(found, now),
            subscriptions: leaving.subscriptions_words(),
            subscription_rows: subscriptions(leaving),
            carts: leaving.carts_words(),
            requests: leaving.requests_words(),
            request_rows: requests(leaving),
            directory: directory(leaving),
            renewing: renewing(leaving.renewing),
            renewing_number: leaving.renewing,
            more: form.more(),
            statements: STATEMENTS,
            stated: form.states(),
            reason: form.reason.clone(),
            confirm_domain: form.confirm_domain.clone(),
            domain_help: format!("To confirm, type {}", found.entry.domain),
            button: format!("Remove relationship with {}", found.entry.name),
        }
    }
}

impl EndingView {
    fn new(row: &crate::relationships::Relationship) -> Self {
        Self {
            id: row.id,
            kind: row.kind.label(),
            since: row.started_at,
        }
    }
}

fn subscriptions(leaving: &Leaving) -> Rows {
    let rows = leaving.subscriptions.page.rows.iter();
    let rows = rows.map(|row| {
        let said = format!(
            "{}. {}",
            Leaving::of_subscription(row),
            leaving.kept_by(row)
        );
        (row.name().to_owned(), said)
    });
    Rows::of(rows.collect(), leaving.subscriptions_number)
}

fn requests(leaving: &Leaving) -> Rows {
    let rows = leaving.requests.iter();
    let rows = rows.map(|it| (it.title.clone(), leaving.of_request(it)));
    Rows::of(rows.collect(), leaving.requests_number)
}

fn directory(leaving: &Leaving) -> Option<DirectoryView> {
    let known = leaving.directory.as_ref()?;
    let shown = usize::try_from(SHOWN).unwrap_or(0);
    let rows = known.licenses.iter().take(shown);
    let rows = rows.map(|it| (it.name.clone(), leaving::of_license(it)));
    let all = i64::try_from(known.licenses.len()).unwrap_or(i64::MAX);
    Some(DirectoryView {
        users: known.users.of("user", "users"),
        licenses: Rows::of(rows.collect(), all),
    })
}

fn renewing(number: i64) -> String {
    match number {
        0 => String::new(),
        1 => "Let the subscription that we sell and that is set to renew end with its term"
            .to_owned(),
        many => format!(
            "Let the {} subscriptions that we sell and that are set to renew end with their terms",
            thousands(many)
        ),
    }
}

/// There is nothing to remove.
#[derive(Template)]
#[template(path = "customer_record/removed.html")]
pub(super) struct RemovedPage {
    layout: Layout,
    record: Head,
    /// When the last one ended, by whom, and why.
    ended: Option<(Timestamp, String, String)>,
    open_ask: Option<(InvitationId, bool)>,
    /// Whether somebody has just tried to remove it.
    tried: bool,
}

impl RemovedPage {
    pub(super) fn new(layout: Layout, found: &Record, tried: bool, now: Timestamp) -> Self {
        let ended = found
            .relationships_in(State::Ended)
            .max_by_key(|past| past.relationship.ended_at)
            .and_then(ended);
        Self {
            layout: layout.in_section("customers"),
            record: Head::with_grants(&found.entry, Tab::Account, &found.grants, now),
            ended,
            open_ask: open_ask(found, now),
            tried,
        }
    }
}

fn open_ask(found: &Record, now: Timestamp) -> Option<(InvitationId, bool)> {
    let ask = found.asks.iter().find(|ask| ask.is_open(now))?;
    Some((ask.id, !ask.is_draft()))
}
