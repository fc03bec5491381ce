//! The pages of uploads of users.

use askama::Template;

use super::{
    kind::{self, BY_HEADINGS},
    settings::{Settings, SettingsForm},
};
use crate::{
    customer_access::{
        Blocked, CustomerAct, CustomerRequest, Granted, Head, ManageAdmins, ManageUsers, Tab,
    },
    db::{self, ids::BatchId, types::Timestamp},
    directory::{self, UserRole},
    domains::ConsentRules,
    error::AppError,
    identity::{Layout, country_name},
    uploads::{
        self, Batch, BatchRow, ListedBatch, RowsQuery, RowsView, State, Summary, Upload, Verdict,
    },
    web::{
        form::{Choice, FieldErrors},
        page::Page,
    },
};

/// The value of the choice that the columns stand in a known order.
pub(super) const IN_ORDER: &str = "microsoft_365";

/// What the page is made of that uploads begin on.
pub(super) struct SoFar {
    batches: Vec<Batch>,
    has_domain: bool,
    now: Timestamp,
}

/// Looks it up.
pub(super) async fn so_far<A: CustomerAct>(on: &mut CustomerRequest<A>) -> Result<SoFar, AppError> {
    let (rules, now) = (on.request.part::<ConsentRules>()?, on.request.now);
    let read = on.read(move |conn, by| {
        let (scope, kind, customer) = (by.by.scope, BY_HEADINGS.kind(), by.customer);
        Ok::<_, db::Error>(SoFar {
            batches: uploads::latest(conn, scope, kind, Some(customer), 10)?,
            has_domain: !directory::domains_for_users(conn, &rules, customer)?.is_empty(),
            now,
        })
    });
    Ok(read.await?)
}

#[derive(Template)]
#[template(path = "user_import/new.html")]
pub(super) struct NewPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    orders: Vec<Choice>,
    encodings: Vec<Choice>,
    lines: Vec<ListedBatch>,
    /// Why nothing can be uploaded.
    blocked: Option<Blocked>,
    has_domain: bool,
}

impl NewPage {
    pub(super) fn new<A: CustomerAct>(
        layout: Layout,
        by: &Granted<A>,
        about: &SoFar,
        (order, encoding): (&str, &str),
        errors: FieldErrors,
    ) -> Self {
        let lines = about.batches.iter();
        let lines = lines.map(|it| ListedBatch::of(&BY_HEADINGS, it, &layout.paths, about.now));
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors,
            orders: vec![
                Choice::new("", "Told by their headings", order),
                Choice::new(
                    IN_ORDER,
                    "In the order of the Microsoft 365 admin center's template, whatever the language",
                    order,
                ),
            ],
            encodings: uploads::encodings_at_first(encoding),
            lines: lines.collect(),
            blocked: directory::blocked::<_, ManageUsers>(by, &layout),
            has_domain: about.has_domain,
            layout: layout.in_section("customers"),
        }
    }
}

/// What the page of one upload is made of.
pub(super) struct Found {
    batch: Batch,
    pub(super) settings: Settings,
    counts: Vec<(Verdict, i64)>,
    page: Page<BatchRow>,
    query: RowsQuery,
    now: Timestamp,
}

/// Looks it up.
pub(super) async fn look_up<A: CustomerAct>(
    on: &mut CustomerRequest<A>,
    id: BatchId,
    query: RowsQuery,
) -> Result<Found, AppError> {
    let now = on.request.now;
    let read = on.read(move |conn, by| {
        let batch = kind::find(conn, by, id)?;
        let (verdict, position) = (query.filters.verdict, &query.position);
        Ok::<_, db::Error>(Found {
            settings: batch.settings()?,
            counts: uploads::by_verdict(conn, id)?,
            page: uploads::list_rows(conn, id, verdict, position, query.size)?,
            batch,
            query,
            now,
        })
    });
    Ok(read.await?)
}

#[derive(Template)]
#[template(path = "user_import/show.html")]
pub(super) struct ImportPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    pub(super) about: Summary,
    rows: RowsView,
    locations: Vec<Choice>,
    roles: Vec<Choice>,
    /// What was set for rows that say nothing of it: location and roles, once it was confirmed.
    confirmed: Option<(String, String)>,
    /// Headings of columns that were not read.
    unread: String,
    start: String,
    blocked: Option<Blocked>,
    /// Why roles cannot be given here.
    no_roles: Option<Blocked>,
}

impl ImportPage {
    pub(super) fn new<A: CustomerAct>(
        layout: Layout,
        by: &Granted<A>,
        found: &Found,
        form: &SettingsForm,
        errors: FieldErrors,
    ) -> Self {
        let (batch, paths) = (&found.batch, layout.paths.clone());
        let is_begun = matches!(batch.state, State::Running | State::Stopped | State::Done);
        let (place, counts) = (batch.place(), &found.counts);
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors,
            about: Summary::of(&BY_HEADINGS, batch, &paths, found.now),
            rows: RowsView::new(
                &BY_HEADINGS,
                place,
                counts,
                &found.page,
                &found.query,
                &paths,
            ),
            locations: form.locations(),
            roles: form.roles(),
            confirmed: is_begun.then(|| words(&found.settings)),
            unread: found.settings.unread.join(", "),
            start: BY_HEADINGS.start(&paths, place),
            blocked: directory::blocked::<_, ManageUsers>(by, &layout),
            no_roles: directory::blocked::<_, ManageAdmins>(by, &layout),
            layout: layout.in_section("customers"),
        }
    }
}

/// Location and roles of rows that name none.
fn words(settings: &Settings) -> (String, String) {
    let location = settings.usage_location.as_deref().map(country_name);
    let roles: Vec<&str> = settings
        .roles
        .iter()
        .map(|role| UserRole::label(*role))
        .collect();
    let roles = match roles.is_empty() {
        true => "User".to_owned(),
        false => roles.join(", "),
    };
    (location.unwrap_or_else(|| "Not known".to_owned()), roles)
}
