//! The list as a page.

use askama::Template;

use super::{
    model::{ListView, Names},
    named, others,
    queries::{self, Shown},
};
use crate::{
    customers::{Entry, Standing},
    db::types::Timestamp,
    domains::ConsentRules,
    identity::{KeepNotes, Layout, Partner, Request, View},
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
    /// Some of its tags, and how many more it has.
    tags: Vec<String>,
    more_tags: usize,
    /// Whether it has a relationship: then tags can be given to it, and it can be asked for privileges.
    is_connected: bool,
    /// The key by which it is selected.
    key: uuid::Uuid,
}

/// Tags that a row shows.
const TAGS_OF_ROW: usize = 2;

impl Row {
    fn of(entry: &Entry, shown: &Shown, paths: &Paths) -> Self {
        let tags = shown.tags.of(entry.id);
        let may_ask = matches!(entry.standing, Standing::Imported | Standing::Former);
        let customer_id = entry.customer_id.map(|id| id.to_string());
        Self {
            href: paths.record(entry.customer_id, entry.id),
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            doubt: shown.doubts.of(entry),
            customer_id: customer_id.unwrap_or_default(),
            tone: entry.standing.tone(),
            standing: short(entry.standing),
            more: more(entry),
            since: entry.since,
            request: may_ask.then(|| paths.customer_invitation(entry.page_key())),
            tags: tags.iter().take(TAGS_OF_ROW).cloned().collect(),
            more_tags: tags.len().saturating_sub(TAGS_OF_ROW),
            is_connected: entry.standing == Standing::Connected,
            key: entry.page_key(),
        }
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
    /// The tags that the list can be filtered by; none where there are none.
    tags: Vec<Choice>,
    /// Whether this person may give tags.
    may_tag: bool,
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
    let may_tag = request.by.with::<KeepNotes>().is_some();
    let page = |layout: Layout| ListPage {
        may_tag,
        ..ListPage::new(layout.in_section("customers"), &shown, &own)
    };
    request.page(page).await
}

/// The parameter of the filter by partner: a typed name, or a chosen key.
fn others_name(is_typed: bool) -> &'static str {
    if is_typed { "with" } else { "partner" }
}

impl ListPage {
    /// Whether any of the rows can be asked for a relationship together with others, by this person.
    fn can_ask(&self) -> bool {
        self.layout.denied.is_none() && self.rows.iter().any(|row| row.request.is_some())
    }

    /// Whether any of the rows can be asked for privileges, by this person.
    fn can_ask_for_privileges(&self) -> bool {
        self.layout.denied.is_none() && self.rows.iter().any(|row| row.is_connected)
    }

    /// Whether tags can be given to any of the rows, by this person.
    fn can_tag(&self) -> bool {
        self.may_tag && self.rows.iter().any(|row| row.is_connected)
    }

    /// Whether any of the rows has a tag.
    fn shows_tags(&self) -> bool {
        self.rows.iter().any(|row| !row.tags.is_empty())
    }

    /// Whether a row can be ticked.
    fn can_tick(&self, row: &Row) -> bool {
        (self.can_ask() && row.request.is_some())
            || ((self.can_ask_for_privileges() || self.can_tag()) && row.is_connected)
    }

    fn new(layout: Layout, shown: &Shown, own: &Partner) -> Self {
        let (view, page, path) = (&shown.view, &shown.page, layout.paths.customers());
        let others = &shown.others;
        let cursor = |entry: &Entry| queries::cursor(entry, view.sort);
        let row = |entry: &Entry| Row::of(entry, shown, &layout.paths);
        let rows = page.rows.iter().map(row);
        Self {
            errors: FieldErrors::default(),
            text: view.filters.text.clone(),
            standings: standings(view.filters.standing),
            others_label: others::label(own),
            others: others.pick.clone(),
            others_name: others_name(others.pick.is_typed),
            tags: tags_of(shown),
            may_tag: false,
            sizes: view.sizes(),
            hidden: view.hidden(),
            chips: view.chips(&path, view.filters.active(names(shown))),
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

/// The names of the partner and the tag that the list is filtered by.
fn names(shown: &Shown) -> Names<'_> {
    let tag = shown.view.filters.tag;
    Names {
        other: &shown.others.name,
        tag: tag.map_or("", |id| shown.tags.name(id)),
    }
}

/// The tags to choose from.
fn tags_of(shown: &Shown) -> Vec<Choice> {
    if shown.tags.all.is_empty() {
        return Vec::new();
    }
    let present = shown.view.filters.tag.map(|id| id.to_string());
    let each = shown.tags.all.iter();
    list::choices(
        "All",
        &present.unwrap_or_default(),
        each.map(|tag| (tag.id.to_string(), tag.name.clone())),
    )
}
