//! Statements of the customer list. It reads the entries, and never writes them.

use diesel::{
    ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::Integer,
};

use super::{
    doubts::Doubts,
    joint_queries,
    model::{ListView, Sort},
    others::Others,
    tag_queries,
};
use crate::{
    customer_tags::{self, Tags},
    customers::{self, Entry, Standing},
    db::{
        self, Conn, MultiBackend, counted,
        keyset::{Cursor, Order, Page, Position},
        schema::customer_entries,
        search::Search,
    },
    domains::ConsentRules,
    identity::Scope,
    web::{
        list::Sort as _,
        page::{COUNT_CAP, Total},
    },
};

type Query<'q> = customer_entries::BoxedQuery<'q, MultiBackend>;

/// So many rows of the ordered index are looked at for each row of a page of a common text.
const STRETCH: i64 = 100;

/// What the page shows of the list.
pub(super) struct Shown {
    /// At the place where the page was found.
    pub(super) view: ListView,
    pub(super) page: Page<Entry>,
    pub(super) total: Total,
    /// The partners that the list can be filtered by.
    pub(super) others: Others,
    pub(super) doubts: Doubts,
    pub(super) tags: Tags,
}

/// Reads it.
pub(super) fn shown(
    conn: &mut Conn,
    scope: Scope,
    rules: &ConsentRules,
    view: &ListView,
) -> db::Result<Shown> {
    let search = Search::of(conn, scope.partner_id(), &view.filters.folded_text())?;
    let found = list(conn, scope, &search, view)?;
    Ok(Shown {
        total: count(conn, scope, &search, view, &found)?,
        others: Others::read(conn, scope, &view.filters)?,
        doubts: Doubts::of_all(conn, rules, &found.page.rows)?,
        tags: customer_tags::of_entries(conn, scope, &found.page.rows)?,
        view: view.at(found.page.position.clone()),
        page: found.page,
    })
}

/// The entries that the list is of. The search confines them to its partner.
fn of<'q>(search: &Search, standing: Option<Standing>) -> Query<'q> {
    let query = customer_entries::table
        .filter(search.condition())
        .into_boxed();
    match standing {
        Some(standing) => query.filter(customer_entries::standing.eq(standing)),
        None => query.filter(customer_entries::listed.eq(true)),
    }
}

/// One page, and how it was found.
pub(super) struct Found {
    pub(super) page: Page<Entry>,
    /// Whether walking the list did not fill it.
    by_key: bool,
}

/// One page.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    search: &Search,
    view: &ListView,
) -> db::Result<Found> {
    if let Some(other) = view.filters.other {
        let page = match joint_queries::has_any(view.filters.standing) {
            true => joint_queries::list(conn, scope, other, search, view)?,
            false => Page::from_rows(Vec::new(), view.size, &Position::First),
        };
        return Ok(Found {
            page,
            by_key: false,
        });
    }
    if let Some(tag) = view.filters.tag {
        let page = match tag_queries::has_any(view.filters.standing) {
            true => tag_queries::list(conn, scope, tag, search, view)?,
            false => Page::from_rows(Vec::new(), view.size, &Position::First),
        };
        return Ok(Found {
            page,
            by_key: false,
        });
    }
    let (order, place, size) = (order(view), &view.position, view.size);
    let rows = |search: &Search| of(search, view.filters.standing).select(Entry::as_select());
    let end = match search.is_walk() {
        true => end_of_stretch(conn, search, view)?,
        false => None,
    };
    let by_key = end.is_some();
    if let Some(end) = end {
        let stretch = order.up_to(rows(search), place, &end);
        let page = order.page_at(conn, place, size, stretch)?;
        if page.goes_on() {
            return Ok(Found {
                page,
                by_key: false,
            });
        }
    }
    let search = if by_key { &search.by_key() } else { search };
    let page = order.page(conn, place, size, || rows(search))?;
    Ok(Found { page, by_key })
}

/// The row at which a walk gives up; `None` when the list ends sooner.
fn end_of_stretch(conn: &mut Conn, search: &Search, view: &ListView) -> db::Result<Option<Cursor>> {
    let size = i64::try_from(view.size).unwrap_or(1);
    let all = of(&search.everything(), view.filters.standing).select(Entry::as_select());
    let query = order(view).from(all, &view.position).offset(STRETCH * size);
    let entry: Option<Entry> = query.first(conn).optional()?;
    Ok(entry.map(|entry| cursor(&entry, view.sort)))
}

fn order(view: &ListView) -> Order {
    Order {
        column: match view.sort {
            Sort::Name => "customer_entries.name_key",
            Sort::Domain => "customer_entries.domain",
            Sort::Since => "customer_entries.since",
        },
        kind: view.sort.kind(),
        id: "customer_entries.id",
        descending: view.descending,
    }
}

/// The place of an entry in the list.
pub(super) fn cursor(entry: &Entry, sort: Sort) -> Cursor {
    Cursor {
        key: match sort {
            Sort::Name => entry.name_key.clone(),
            Sort::Domain => entry.domain.clone(),
            Sort::Since => entry.since.rfc3339(),
        },
        id: entry.id.to_string(),
    }
}

/// How many rows the list has: exactly where only a standing is chosen, otherwise counted up to the cap and one, in the
/// way in which its page was found.
fn count(
    conn: &mut Conn,
    scope: Scope,
    search: &Search,
    view: &ListView,
    found: &Found,
) -> db::Result<Total> {
    if let Some(other) = view.filters.other {
        if !joint_queries::has_any(view.filters.standing) {
            return Ok(Total::exact(0));
        }
        let number = joint_queries::number(scope, other, search, view.filters.tag);
        let [number] = db::numbers(conn, [number])?;
        return Ok(Total::capped(number));
    }
    if let Some(tag) = view.filters.tag {
        if !tag_queries::has_any(view.filters.standing) {
            return Ok(Total::exact(0));
        }
        let number = tag_queries::number(scope, tag, search, view.filters.standing);
        let [number] = db::numbers(conn, [number])?;
        return Ok(Total::capped(number));
    }
    let standing = view.filters.standing;
    if search.is_everything() {
        let [number] = db::numbers(conn, [customers::number_of_entries(scope, standing)])?;
        return Ok(Total::exact(number));
    }
    let shown = |known: &&Standing| standing.map_or(known.is_listed(), |wanted| wanted == **known);
    let standings: Vec<&str> = Standing::ALL
        .iter()
        .filter(shown)
        .map(|known| known.as_str())
        .collect();
    if let Some(number) = search.count_common(conn, &standings, COUNT_CAP + 1)? {
        return Ok(Total::capped(number));
    }
    let by_key = found.by_key.then(|| search.by_key());
    // No column at all: the index alone answers.
    let rows = of(by_key.as_ref().unwrap_or(search), standing).select(1.into_sql::<Integer>());
    let [number] = db::numbers(conn, [counted(rows.limit(COUNT_CAP + 1))])?;
    Ok(Total::capped(number))
}
