//! The list of former customers as a page.

use std::collections::{HashMap, HashSet};

use askama::Template;

use super::{
    former_model::FormerView,
    former_queries::{self, Ended},
};
use crate::{
    customers::{Entry, Standing},
    db::{
        self, Conn,
        ids::{CustomerId, EntryId},
        keyset::Page,
        search::Search,
        types::Timestamp,
    },
    identity::{Layout, Request, Scope, View},
    paths::Paths,
    removal_reports,
    web::{
        Answer,
        form::{Choice, FieldErrors},
        list::{self, Chip, Heading, Pager},
        page::Total,
    },
};

/// What the page shows of the list.
struct Shown {
    /// At the place where the page was found.
    view: FormerView,
    page: Page<Entry>,
    total: Total,
    ended: HashMap<CustomerId, Ended>,
    /// Those of which a report is kept.
    reported: HashSet<EntryId>,
}

fn shown(conn: &mut Conn, scope: Scope, view: &FormerView) -> db::Result<Shown> {
    let search = Search::of(conn, scope.partner_id(), &view.filters.folded_text())?;
    let (page, is_by_key) = former_queries::list(conn, &search, view)?;
    let entries: Vec<EntryId> = page.rows.iter().map(|entry| entry.id).collect();
    Ok(Shown {
        total: former_queries::count(conn, &search, is_by_key)?,
        ended: former_queries::ended(conn, scope, &page.rows)?,
        reported: removal_reports::reported(conn, scope, &entries)?,
        view: view.at(page.position.clone()),
        page,
    })
}

/// A row as the page shows it.
struct Row {
    href: String,
    name: String,
    domain: String,
    customer_id: String,
    /// As what, and by whom it was ended.
    kind: &'static str,
    by: String,
    left_at: Timestamp,
    is_asked: bool,
    /// The report, where one is kept.
    report: Option<String>,
}

impl Row {
    fn of(entry: &Entry, shown: &Shown, paths: &Paths) -> Option<Self> {
        let (customer, left_at) = (entry.customer_id?, entry.left_at?);
        let ended = shown.ended.get(&customer);
        let report = shown.reported.contains(&entry.id);
        Some(Self {
            href: paths.customer(entry.page_key()),
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            customer_id: customer.to_string(),
            kind: ended.map_or("", |it| it.kind.label()),
            by: ended.map(Ended::by).unwrap_or_default(),
            left_at,
            is_asked: entry.standing == Standing::Invited,
            report: report.then(|| paths.removal_report(entry.page_key())),
        })
    }
}

#[derive(Template)]
#[template(path = "customer_list/former.html")]
struct FormerPage {
    layout: Layout,
    errors: FieldErrors,
    text: String,
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
}

impl FormerPage {
    fn new(layout: Layout, shown: &Shown) -> Self {
        let (view, page) = (&shown.view, &shown.page);
        let path = layout.paths.former_customers();
        let cursor = |entry: &Entry| former_queries::cursor(entry, view.sort);
        let row = |entry: &Entry| Row::of(entry, shown, &layout.paths);
        Self {
            errors: FieldErrors::default(),
            text: view.filters.text.clone(),
            sizes: view.sizes(),
            hidden: view.hidden(),
            chips: view.chips(&path, view.filters.active()),
            headings: view.headings(&path),
            rows: page.rows.iter().filter_map(row).collect(),
            total: shown.total.of("former customer", "former customers"),
            pager: view.pager(&path, page, cursor, list::shown(page, shown.total)),
            export: (view.at_start()).address(&layout.paths.former_customers_csv()),
            is_narrowed: view.is_narrowed(),
            layout: layout.in_section("customers"),
        }
    }
}

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = FormerView::of(request.query_string())?;
    let shown = request.read(move |conn, scope| shown(conn, scope, &view));
    let shown = shown.await?;
    request.page(|layout| FormerPage::new(layout, &shown)).await
}
