//! The list as a page.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{
    doubts::Doubts,
    model::{ListView, Sort},
    others::{Others, name_of},
    queries,
};
use crate::{
    customers::{Entry, Standing},
    db::{self, Db},
    domains::ConsentRules,
    error::AppError,
    identity::{Authorized, Layout, View},
    partnerships,
    paths::Paths,
    web::{
        Answer,
        form::{Choice, FieldErrors},
        html,
        page::{Page, Place, Total, thousands},
    },
};

/// A column that sorts.
struct Heading {
    label: &'static str,
    href: String,
    sorted: &'static str,
}

/// An active filter, and the list without it.
struct Chip {
    label: String,
    href: String,
}

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
    since: String,
    since_iso: String,
    /// Where to ask, when there is no relationship and no open ask.
    request: Option<String>,
    /// The key by which it is selected.
    key: uuid::Uuid,
}

impl Row {
    fn of(entry: &Entry, doubt: Option<String>, paths: &Paths) -> Self {
        let may_ask = matches!(entry.standing, Standing::Imported | Standing::Former);
        Self {
            href: paths.record(entry.customer_id, entry.id),
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            doubt,
            customer_id: entry
                .customer_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            tone: entry.standing.tone(),
            standing: short(entry.standing),
            more: more(entry),
            since: entry.since.day(),
            since_iso: entry.since.rfc3339(),
            request: may_ask.then(|| paths.customer_invitation(entry.page_key())),
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

#[derive(Template)]
#[template(path = "customer_list/list.html")]
struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    text: String,
    standings: Vec<Choice>,
    others_label: &'static str,
    /// The partners that the list can be filtered by; none where there is no partnership.
    others: Vec<Choice>,
    sizes: Vec<Choice>,
    /// Kept by the form although nobody sees them: order and direction.
    hidden: Vec<(&'static str, String)>,
    chips: Vec<Chip>,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    total: String,
    shown: String,
    previous: Option<String>,
    next: Option<String>,
    export: String,
    is_narrowed: bool,
}

/// The list.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    viewer: Authorized<View>,
    layout: Layout,
    db: Data<Db>,
    rules: Data<ConsentRules>,
    request: HttpRequest,
) -> Answer {
    let view = ListView::of(request.query_string())?;
    let scope = viewer.scope;
    let own = viewer.staff.partner.clone();
    let (view, page, total, others, doubts) = db
        .read(move |conn| {
            let search = queries::search(conn, scope, &view)?;
            let found = queries::list(conn, scope, &search, &view)?;
            let view = view.at(found.page.position.clone());
            let total = queries::count(conn, scope, &search, &view, &found)?;
            let others = partnerships::known(conn, scope)?;
            let doubts = Doubts::of_all(conn, &rules, &found.page.rows)?;
            Ok::<_, db::Error>((view, found.page, total, others, doubts))
        })
        .await
        .map_err(AppError::from)?;
    html(&ListPage::new(
        layout.in_section("customers"),
        &view,
        &page,
        total,
        &Others { own, known: others },
        &doubts,
    ))
}

impl ListPage {
    /// Whether any of the rows can be asked together with others.
    fn can_select(&self) -> bool {
        self.rows.iter().any(|row| row.request.is_some())
    }

    fn new(
        layout: Layout,
        view: &ListView,
        page: &Page<Entry>,
        total: Total,
        others: &Others,
        doubts: &Doubts,
    ) -> Self {
        let path = layout.paths.customers();
        let beside = |entry: Option<&Entry>| entry.map(|entry| queries::cursor(entry, view.sort));
        let previous = beside(page.rows.first().filter(|_| page.has_previous));
        let next = beside(page.rows.last().filter(|_| page.has_next));
        Self {
            errors: FieldErrors::default(),
            text: view.text.clone(),
            standings: standings(view),
            others_label: others.label(),
            others: others.choices(view),
            sizes: sizes(view),
            hidden: hidden(view),
            chips: chips(view, others, &path),
            headings: headings(view, &path),
            rows: page
                .rows
                .iter()
                .map(|entry| Row::of(entry, doubts.of(entry), &layout.paths))
                .collect(),
            total: total.of("customer", "customers"),
            shown: shown(view, page.rows.len(), total),
            previous: previous.map(|cursor| view.before(cursor).address(&path)),
            next: next.map(|cursor| view.after(cursor).address(&path)),
            export: view.at_start().address(&layout.paths.customers_csv()),
            is_narrowed: view.is_narrowed(),
            layout,
        }
    }
}

fn standings(view: &ListView) -> Vec<Choice> {
    let present = view.standing.map_or("", Standing::as_str);
    let all = Choice::new("", "All in the list", present);
    let each = Standing::ALL
        .iter()
        .map(|standing| Choice::new(standing.as_str(), standing.label(), present));
    std::iter::once(all).chain(each).collect()
}

fn sizes(view: &ListView) -> Vec<Choice> {
    let present = view.size.to_string();
    ListView::sizes()
        .iter()
        .map(|size| Choice::new(&size.to_string(), size.to_string(), &present))
        .collect()
}

fn hidden(view: &ListView) -> Vec<(&'static str, String)> {
    let dir = if view.descending { "desc" } else { "asc" };
    vec![
        ("sort", view.sort.as_str().to_owned()),
        ("dir", dir.to_owned()),
    ]
}

fn chips(view: &ListView, others: &Others, path: &str) -> Vec<Chip> {
    let text = (!view.text.is_empty()).then(|| Chip {
        label: format!("Search: {}", view.text),
        href: view.without_text().address(path),
    });
    let standing = view.standing.map(|standing| Chip {
        label: standing.label().to_owned(),
        href: view.without_standing().address(path),
    });
    let other = view.other.map(|id| Chip {
        label: format!("Together with: {}", name_of(&others.known, id)),
        href: view.without_other().address(path),
    });
    text.into_iter().chain(standing).chain(other).collect()
}

fn headings(view: &ListView, path: &str) -> Vec<Heading> {
    let heading = |label, sort| Heading {
        label,
        href: view.sorted_by(sort).address(path),
        sorted: view.order_of(sort),
    };
    vec![
        heading("Company name", Sort::Name),
        heading("Primary domain", Sort::Domain),
        heading("Since", Sort::Since),
    ]
}

fn shown(view: &ListView, rows: usize, total: Total) -> String {
    let rows = thousands(i64::try_from(rows).unwrap_or(i64::MAX));
    match view.place {
        Place::First => format!("1 to {rows} of {}", total),
        Place::After(_) | Place::Before(_) => {
            format!("{rows} of {} on this page", total)
        }
    }
}
