//! Activity as a page.

use askama::Template;

use super::{
    model::ActivityLine,
    queries,
    view::{ListView, Named},
};
use crate::{
    db::{self, keyset::Page},
    identity::{Layout, Request, View},
    paths::Paths,
    translations::staff,
    web::{
        Answer,
        form::{Choice, FieldErrors},
        list::{Chip, Pager},
    },
};

/// A line as the page shows it.
struct Row {
    at: String,
    at_iso: String,
    who: String,
    what: &'static str,
    company: String,
    company_href: Option<String>,
    detail: String,
    invitation_href: Option<String>,
}

impl Row {
    fn of(line: &ActivityLine, paths: &Paths) -> Self {
        Self {
            at: line.at.words(),
            at_iso: line.at.rfc3339(),
            who: line.actor_name.clone(),
            what: line.action.label(),
            company: line.company.clone(),
            company_href: line.entry_id.map(|id| paths.customer(id.uuid())),
            detail: line.detail.clone(),
            invitation_href: line.invitation_id.map(|id| paths.invitation(id)),
        }
    }
}

#[derive(Template)]
#[template(path = "activity/list.html")]
struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// Kept by the form although it has no field there.
    customer: String,
    people: Vec<Choice>,
    actions: Vec<Choice>,
    spans: Vec<Choice>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    pager: Pager,
    export: String,
    is_narrowed: bool,
}

/// Who did what, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(mut request: Request<View>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let read = request.read(move |conn, scope| {
        let named = Named::find(conn, scope, view.filters.clone(), now)?;
        let page = queries::list(conn, scope, &named.filter, &view.position, view.size)?;
        Ok::<_, db::Error>((view.at(page.position.clone()), named, page))
    });
    let (view, named, page) = read.await?;
    let shown = |layout: Layout| ListPage::new(layout.in_section("activity"), &view, &named, &page);
    request.page(shown).await
}

impl ListPage {
    fn new(layout: Layout, view: &ListView, named: &Named, page: &Page<ActivityLine>) -> Self {
        let path = layout.paths.activity();
        let customer = view.filters.customer.map(|key| key.to_string());
        let shown = format!("{} on this page", staff::lines(page.rows.len()));
        let rows = page.rows.iter();
        Self {
            errors: FieldErrors::default(),
            customer: customer.unwrap_or_default(),
            people: named.people(),
            actions: named.actions(),
            spans: named.spans(),
            chips: view.chips(&path, named.active()),
            rows: rows.map(|line| Row::of(line, &layout.paths)).collect(),
            pager: view.pager(&path, page, ActivityLine::cursor, shown),
            export: view.at_start().address(&layout.paths.activity_csv()),
            is_narrowed: view.is_narrowed(),
            layout,
        }
    }
}
