//! The list as a page.

use askama::Template;

use super::{
    doubts::Doubts,
    model::ListView,
    named, others,
    queries::{self, Shown},
};
use crate::{
    customers::{Entry, Standing},
    db::types::Timestamp,
    domains::ConsentRules,
    identity::{Layout, Partner, Request, View},
    paths::Paths,
    web::{
        Answer,
        form::{Choice, FieldErrors, Pick},
        list::{self, Chip, Heading, Pager},
    },
};

/// A row as the page shows it.
struct Row {
    href: String,
    name: String,
    domain: String,
    /// Why the domain proves nothing about the company that accepted.
    doubt: Option<String>,
    customer_id: String,
    tone: &'static str,
    standing: &'static str,
    /// The rest of the badge's words.
    more: String,
    since: Timestamp,
    /// Where to ask, when there is no relationship and no open ask.
    request: Option<String>,
    is_connected: bool,
    /// The key by which it is selected.
    key: uuid::Uuid,
}

impl Row {
    fn of(entry: &Entry, doubts: &Doubts, paths: &Paths) -> Self {
        let may_ask = matches!(entry.standing, Standing::Imported | Standing::Former);
        let customer_id = entry.customer_id.map(|id| id.to_string());
        Self {
            href: paths.record(entry.customer_id, entry.id),
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            doubt: doubts.of(entry),
            customer_id: customer_id.unwrap_or_default(),
            tone: entry.standing.tone(),
            standing: short(entry.standing),
            more: more(entry),
            since: entry.since,
            request: may_ask.then(|| paths.customer_invitation(entry.page_key())),
            is_connected: entry.standing == Standing::Connected,
            key: entry.page_key(),
        }
    }
}

impl Row {
    /// Whether it can be asked for something: for a relationship or, once there is one, for privileges.
    fn can_select(&self) -> bool {
        self.request.is_some() || self.is_connected
    }
}

/// The badge in a narrow column; [`more`] stands below it.
fn short(standing: Standing) -> &'static str {
    match standing {
        Standing::Connected => "Reseller relationship",
        Standing::Invited => "Invited",
        Standing::Imported => "Imported",
        Standing::Former => "Ended",
    }
}

fn more(entry: &Entry) -> String {
    match (entry.standing, entry.imported_from) {
        (Standing::Connected, _) => String::new(),
        (Standing::Invited, _) => "No answer yet".to_owned(),
        (Standing::Imported, Some(portal)) => {
            format!("No reseller relationship yet; from {}", portal.label())
        }
        (Standing::Imported, None) => "No reseller relationship yet".to_owned(),
        (Standing::Former, _) => "No relationship any more".to_owned(),
    }
}

fn standings(present: Option<Standing>) -> Vec<Choice> {
    let all = Standing::ALL.iter().map(|it| (it.as_str(), it.label()));
    list::choices("All in the list", present.map_or("", Standing::as_str), all)
}

#[derive(Template)]
#[template(path = "customer_list/list.html")]
struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    text: String,
    standings: Vec<Choice>,
    others_label: &'static str,
    /// The partners that the list can be filtered by; none where there is no partnership.
    others: Pick,
    /// What that field is called in the address.
    others_name: &'static str,
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

/// The list.
pub async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::of(request.query_string())?;
    if !view.filters.named.is_empty() {
        return named::find(request, view).await;
    }
    let rules = request.part::<ConsentRules>()?;
    let shown = request.read(move |conn, scope| queries::shown(conn, scope, &rules, &view));
    let shown = shown.await?;
    let own = request.by.staff.partner.clone();
    let page = |layout: Layout| ListPage::new(layout.in_section("customers"), &shown, &own);
    request.page(page).await
}

/// The parameter of the filter by partner: a typed name, or a chosen key.
fn others_name(is_typed: bool) -> &'static str {
    if is_typed { "with" } else { "partner" }
}

impl ListPage {
    /// Whether any of the rows can be asked together with others.
    fn can_select(&self) -> bool {
        self.rows.iter().any(|row| row.can_select())
    }

    fn new(layout: Layout, shown: &Shown, own: &Partner) -> Self {
        let (view, page, path) = (&shown.view, &shown.page, layout.paths.customers());
        let others = &shown.others;
        let cursor = |entry: &Entry| queries::cursor(entry, view.sort);
        let row = |entry| Row::of(entry, &shown.doubts, &layout.paths);
        let rows = page.rows.iter().map(row);
        Self {
            errors: FieldErrors::default(),
            text: view.filters.text.clone(),
            standings: standings(view.filters.standing),
            others_label: others::label(own),
            others: others.pick.clone(),
            others_name: others_name(others.pick.is_typed),
            sizes: view.sizes(),
            hidden: view.hidden(),
            chips: view.chips(&path, view.filters.active(&others.name)),
            headings: view.headings(&path),
            rows: rows.collect(),
            total: shown.total.of("customer", "customers"),
            pager: view.pager(&path, page, cursor, list::shown(page, shown.total)),
            export: view.at_start().address(&layout.paths.customers_csv()),
            is_narrowed: view.is_narrowed(),
            layout,
        }
    }
}
