//! Activity as a page.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{
    model::ActivityLine,
    queries,
    view::{ListView, Wanted},
};
use crate::{
    clock::Clock,
    db::{self, Db},
    error::AppError,
    identity::{Authorized, Layout, View},
    paths::Paths,
    web::{
        Answer,
        form::{Choice, FieldErrors},
        html,
        page::Page,
    },
};

const SIZE: usize = 50;

/// An active filter, and the list without it.
struct Chip {
    label: String,
    href: String,
}

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
    shown: String,
    previous: Option<String>,
    next: Option<String>,
    export: String,
    is_narrowed: bool,
}

/// Who did what, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    viewer: Authorized<View>,
    layout: Layout,
    db: Data<Db>,
    clock: Data<Clock>,
    request: HttpRequest,
) -> Answer {
    let (view, now, scope) = (
        ListView::of(request.query_string())?,
        clock.now(),
        viewer.scope,
    );
    let (wanted, page) = db
        .read(move |conn| {
            let mut wanted = Wanted::find(conn, scope, view, now)?;
            let page = queries::list(conn, scope, &wanted.filter, &wanted.view.place, SIZE)?;
            wanted.view = wanted.view.at(page.position.clone());
            Ok::<_, db::Error>((wanted, page))
        })
        .await
        .map_err(AppError::from)?;
    html(&ListPage::new(
        layout.in_section("activity"),
        &wanted,
        &page,
    ))
}

impl ListPage {
    fn new(layout: Layout, wanted: &Wanted, page: &Page<ActivityLine>) -> Self {
        let (view, path) = (&wanted.view, layout.paths.activity());
        let first = page.rows.first().filter(|_| page.has_previous);
        let last = page.rows.last().filter(|_| page.has_next);
        let chip = |(label, without): (String, ListView)| Chip {
            label,
            href: without.address(&path),
        };
        Self {
            errors: FieldErrors::default(),
            customer: view.customer.map(|key| key.to_string()).unwrap_or_default(),
            people: wanted.people(),
            actions: wanted.actions(),
            spans: wanted.spans(),
            chips: wanted.chips().into_iter().map(chip).collect(),
            rows: page
                .rows
                .iter()
                .map(|line| Row::of(line, &layout.paths))
                .collect(),
            shown: shown(page.rows.len()),
            previous: first.map(|line| view.before(line.cursor()).address(&path)),
            next: last.map(|line| view.after(line.cursor()).address(&path)),
            export: view.at_start().address(&layout.paths.activity_csv()),
            is_narrowed: view.is_narrowed(),
            layout,
        }
    }
}

fn shown(rows: usize) -> String {
    match rows {
        1 => "1 line on this page".to_owned(),
        rows => format!("{rows} lines on this page"),
    }
}
