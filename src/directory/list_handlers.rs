//! The lists: users that are there, and users that can be restored.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    list_filters::{DeletedView, ListView},
    list_queries::{self, Found},
    may::blocked,
    model::Person,
    ticks::{Ticked, TickedForm, Ticks},
    user_name::domains_for_users,
};
use crate::{
    customer_access::{
        AssignLicenses, Blocked, CustomerRequest, Granted, Head, ManageUsers, SeeUsers, Tab,
    },
    db::{self, ids::DirectoryUserId, types::Timestamp},
    domains::ConsentRules,
    identity::Layout,
    paths::Paths,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        list::{self, Chip, Heading, Pager},
        see_other,
    },
};

/// A user as a list shows them.
struct Row {
    id: DirectoryUserId,
    href: String,
    name: String,
    user_name: String,
    tone: &'static str,
    state: &'static str,
    roles: String,
    location: String,
    /// Until when a deleted one can be restored.
    until: Option<Timestamp>,
}

impl Row {
    fn new(person: &Person, customer: uuid::Uuid, paths: &Paths) -> Self {
        let user = &person.user;
        Self {
            id: user.id,
            href: paths.user(customer, user.id),
            name: user.display_name.clone(),
            user_name: user.user_name.clone(),
            tone: user.state.tone(),
            state: user.state.label(),
            roles: person.roles.words(),
            location: user.location_words(),
            until: user.restorable_until(),
        }
    }
}

#[derive(Template)]
#[template(path = "directory/list.html")]
struct ListPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    text: String,
    states: Vec<Choice>,
    roles: Vec<Choice>,
    sizes: Vec<Choice>,
    /// Kept by the form although nobody sees them: order and direction.
    hidden: Vec<(&'static str, &'static str)>,
    chips: Vec<Chip>,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    total: String,
    pager: Pager,
    export: String,
    is_narrowed: bool,
    /// Why nothing can be changed.
    blocked: Option<Blocked>,
    /// Whether licenses can be assigned to those that are ticked.
    is_assignable: bool,
    ticked: Ticked,
    /// Whether users can be added at all.
    has_domain: bool,
}

/// The users that are there.
pub(super) async fn list(on: CustomerRequest<SeeUsers>) -> Answer {
    let view = ListView::of(on.request.query_string())?;
    show(on, view, Ticks::default()).await
}

/// The same with those who are ticked. Where nobody is, the list has an address of its own.
pub(super) async fn tick(on: CustomerRequest<SeeUsers>, Form(form): Form<TickedForm>) -> Answer {
    let view = ListView::of(&form.question(on.request.query_string()))?;
    let ticks = form.ticks();
    if ticks.is_empty() {
        return Ok(see_other(&unticked(&on, &view)));
    }
    show(on, view, ticks).await
}

/// The list that the address shows when it is opened: the ticks are in none.
pub(super) async fn untick(on: CustomerRequest<SeeUsers>) -> Answer {
    let view = ListView::of(on.request.query_string())?;
    Ok(see_other(&unticked(&on, &view)))
}

/// The address of the list without ticks.
fn unticked(on: &CustomerRequest<SeeUsers>, view: &ListView) -> String {
    let key = on.granted.entry.page_key();
    view.address(&on.request.paths().customer_users(key))
}

/// Where the list's other pages are, and its file.
fn addresses(by: &Granted<SeeUsers>, paths: &Paths, key: uuid::Uuid) -> (String, String) {
    let can_tick = by.allows::<ManageUsers>() || by.allows::<AssignLicenses>();
    let pages = match can_tick {
        true => paths.users_selection(key),
        false => paths.customer_users(key),
    };
    (pages, paths.customer_users_csv(key))
}

async fn show(mut on: CustomerRequest<SeeUsers>, view: ListView, ticks: Ticks) -> Answer {
    let rules = on.request.part::<ConsentRules>()?;
    let read = on.read(move |conn, by| {
        let found = list_queries::list(conn, by.customer, &view)?;
        let has_domain = !domains_for_users(conn, &rules, by.customer)?.is_empty();
        let shown: Vec<_> = found.page.rows.iter().map(|it| it.user.id).collect();
        let ticked = Ticked::read(conn, by.customer, &ticks, &shown)?;
        let view = view.at(found.page.position.clone());
        Ok::<_, db::Error>((view, found, has_domain, ticked))
    });
    let (view, found, has_domain, mut ticked) = read.await?;
    ticked.unticked = unticked(&on, &view);
    let status = match ticked.over {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let by = on.granted;
    let page = |layout: Layout| ListPage::new(layout, &by, &view, &found, has_domain, ticked);
    on.request.page_with(status, page).await
}

impl ListPage {
    fn new(
        layout: Layout,
        by: &Granted<SeeUsers>,
        view: &ListView,
        found: &Found,
        has_domain: bool,
        ticked: Ticked,
    ) -> Self {
        let record = Head::new(&by.entry, Tab::Users, by.between());
        let (page, (path, csv)) = (&found.page, addresses(by, &layout.paths, record.key));
        let cursor = |person: &Person| list_queries::cursor(person, view.sort);
        let row = |person: &Person| Row::new(person, record.key, &layout.paths);
        Self {
            errors: ticked.errors(),
            text: view.filters.text.clone(),
            states: view.filters.states(),
            roles: view.filters.roles(),
            sizes: view.sizes(),
            hidden: view.hidden(),
            chips: view.chips(&path, view.filters.active()),
            headings: view.headings(&path),
            rows: page.rows.iter().map(row).collect(),
            total: found.total.of("user", "users"),
            pager: view.pager(&path, page, cursor, list::shown(page, found.total)),
            export: view.at_start().address(&csv),
            is_narrowed: view.is_narrowed(),
            blocked: blocked::<_, ManageUsers>(by, &layout),
            is_assignable: by.allows::<AssignLicenses>(),
            ticked,
            has_domain,
            layout: layout.in_section("customers"),
            record,
        }
    }

    /// Whether anything can be done with those that are ticked: then whatever leads to another page sends them along.
    fn can_tick(&self) -> bool {
        self.blocked.is_none() || self.is_assignable
    }

    /// How many are ticked on other pages.
    fn elsewhere(&self) -> String {
        match self.ticked.elsewhere.len() {
            1 => "1 user is ticked on other pages".to_owned(),
            many => format!("{many} users are ticked on other pages"),
        }
    }
}

#[derive(Template)]
#[template(path = "directory/deleted.html")]
struct DeletedPage {
    layout: Layout,
    record: Head,
    text: String,
    rows: Vec<Row>,
    total: String,
    pager: Pager,
    is_narrowed: bool,
    blocked: Option<Blocked>,
}

/// The users that can be restored.
pub(super) async fn deleted(mut on: CustomerRequest<SeeUsers>) -> Answer {
    let (view, now) = (DeletedView::of(on.request.query_string())?, on.request.now);
    let read = on.read(move |conn, by| {
        let found = list_queries::deleted(conn, by.customer, &view, now)?;
        Ok::<_, db::Error>((view.at(found.page.position.clone()), found))
    });
    let (view, found) = read.await?;
    let by = on.granted;
    let page = |layout: Layout| DeletedPage::new(layout, &by, &view, &found);
    on.request.page(page).await
}

impl DeletedPage {
    fn new(layout: Layout, by: &Granted<SeeUsers>, view: &DeletedView, found: &Found) -> Self {
        let record = Head::new(&by.entry, Tab::Users, by.between());
        let path = layout.paths.deleted_users(record.key);
        let page = &found.page;
        let row = |person: &Person| Row::new(person, record.key, &layout.paths);
        let counted = list::shown(page, found.total);
        Self {
            text: view.filters.text.clone(),
            rows: page.rows.iter().map(row).collect(),
            total: found.total.of("deleted user", "deleted users"),
            pager: view.pager(&path, page, list_queries::deleted_cursor, counted),
            is_narrowed: view.is_narrowed(),
            blocked: blocked::<_, ManageUsers>(by, &layout),
            layout: layout.in_section("customers"),
            record,
        }
    }
}
