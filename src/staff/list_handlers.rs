//! The list of a partner's own people.

use askama::Template;

use super::{
    list_filters::ListView,
    list_queries::{self, Found},
    model::Standing,
};
use crate::{
    db::{self, types::Timestamp},
    identity::{Denied, Layout, ManageStaff, Request, User, View},
    paths::Paths,
    web::{
        Answer,
        form::{Choice, FieldErrors},
        list::{self, Chip, Pager},
        page::Total,
    },
};

/// Somebody as the list shows them.
struct Row {
    href: String,
    name: String,
    email: String,
    roles: String,
    standing: Standing,
    is_undelivered: bool,
    since: Timestamp,
}

impl Row {
    fn of(user: &User, found: &Found, paths: &Paths, now: Timestamp) -> Self {
        let link = found.links.get(&user.id).copied();
        Self {
            href: paths.colleague(user.id),
            name: user.name.clone(),
            email: user.email.clone(),
            roles: user.roles.words(),
            standing: Standing::of(user, link, now),
            is_undelivered: found.undelivered.contains(&user.id),
            since: user.created_at,
        }
    }
}

#[derive(Template)]
#[template(path = "staff/list.html")]
struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    text: String,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    total: String,
    pager: Pager,
    export: String,
    /// Why this person cannot change anything.
    denied: Option<Denied>,
}

/// The list.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::of(request.query_string())?;
    let asked = view.clone();
    let read = request.read(move |conn, scope| {
        let found = list_queries::page(conn, scope, &asked)?;
        let total = list_queries::total(conn, scope, &asked)?;
        Ok::<_, db::Error>((found, total))
    });
    let (found, total) = read.await?;
    let (denied, now) = (request.denied::<ManageStaff>().await?, request.now);
    request
        .page(|layout| ListPage::new(layout, &view, &found, total, denied, now))
        .await
}

impl ListPage {
    fn new(
        layout: Layout,
        view: &ListView,
        found: &Found,
        total: Total,
        denied: Option<Denied>,
        now: Timestamp,
    ) -> Self {
        let path = layout.paths.staff();
        let view = view.at(found.page.position.clone());
        let row = |user: &User| Row::of(user, found, &layout.paths, now);
        let shown = list::shown(&found.page, total);
        Self {
            errors: FieldErrors::default(),
            text: view.filters.text.clone(),
            roles: view.filters.roles(),
            states: view.filters.states(),
            chips: view.chips(&path, view.filters.active()),
            rows: found.page.rows.iter().map(row).collect(),
            total: total.of("person", "people"),
            pager: view.pager(&path, &found.page, list_queries::cursor, shown),
            export: view.at_start().address(&layout.paths.staff_csv()),
            denied,
            layout: layout.in_section("staff"),
        }
    }
}
