//! All tags of a partner, each with how many customers have it.

use askama::Template;

use super::{model::Tag, queries};
use crate::{
    db,
    identity::{Denied, KeepNotes, Layout, Request, View},
    paths::Paths,
    text,
    web::{
        Answer,
        address::{self, Question},
        list::{self, ByName, Filters, ListView, Pager},
        page::{Cursor, Page, Total},
    },
};

/// Nothing is asked for: all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Everything;

impl Filters for Everything {
    type Sort = ByName;

    fn read(_: &mut Question<'_>) -> Self {
        Self
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

struct Row {
    name: String,
    href: String,
    number: String,
    customers: String,
}

impl Row {
    fn new(tag: &Tag, number: i64, paths: &Paths) -> Self {
        let customers = [("tag", tag.id.to_string())];
        Self {
            name: tag.name.clone(),
            href: paths.tag(tag.id),
            number: Total::capped(number).of("customer", "customers"),
            customers: address::with(&paths.customers(), &customers),
        }
    }
}

#[derive(Template)]
#[template(path = "customer_tags/list.html")]
struct TagsPage {
    layout: Layout,
    rows: Vec<Row>,
    pager: Pager,
    denied: Option<Denied>,
}

/// All tags.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::<Everything>::of(request.query_string())?;
    let (place, size) = (view.position.clone(), view.size);
    let read = request.read(move |conn, scope| {
        let page = queries::list(conn, scope, &place, size)?;
        let numbers = queries::numbers_of(conn, &page.rows)?;
        let all = queries::number(conn, scope)?;
        Ok::<_, db::Error>((page, numbers, all))
    });
    let (page, numbers, all) = read.await?;
    let denied = request.denied::<KeepNotes>().await?;
    request
        .page(|layout| TagsPage::new(layout, &view, &page, &numbers, all, denied))
        .await
}

impl TagsPage {
    fn new(
        layout: Layout,
        view: &ListView<Everything>,
        page: &Page<Tag>,
        numbers: &[i64],
        all: i64,
        denied: Option<Denied>,
    ) -> Self {
        let rows = page.rows.iter().zip(numbers);
        let cursor = |tag: &Tag| Cursor {
            key: text::folded(&tag.name),
            id: tag.id.to_string(),
        };
        let shown = list::shown(page, Total::exact(all));
        Self {
            rows: rows
                .map(|(tag, number)| Row::new(tag, *number, &layout.paths))
                .collect(),
            pager: view.pager(&layout.paths.tags(), page, cursor, shown),
            denied,
            layout: layout.in_section("customers"),
        }
    }
}
