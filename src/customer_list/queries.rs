//! Statements of the customer list. It reads the entries, and never writes them.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
    dsl::sql,
    sql_types::{Bool, Integer, Text},
};

use super::{
    joint_queries,
    model::{ListView, Sort},
};
use crate::{
    customers::{Entry, Standing},
    db::{
        self, Conn, MultiBackend,
        ids::EntryId,
        schema::customer_entries,
        search::{Condition, Search},
        types::{Timestamp, Timestamptz, Uuid},
    },
    identity::Scope,
    web::page::{COUNT_CAP, Cursor, Page, Place},
};

type Query<'q> = customer_entries::BoxedQuery<'q, MultiBackend>;

/// So many rows of the ordered index are looked at for each row of a page of a common text.
const STRETCH: i64 = 100;

/// What the text of the list finds at this partner.
pub(super) fn search(conn: &mut Conn, scope: Scope, view: &ListView) -> db::Result<Search> {
    Search::of(conn, scope.partner_id(), &view.folded_text())
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
    if let Some(other) = view.other {
        let page = joint_queries::list(conn, scope, other, search, view)?;
        return Ok(Found {
            page,
            by_key: false,
        });
    }
    let wanted = i64::try_from(view.size).unwrap_or(i64::MAX - 1) + 1;
    let end = if search.is_walk() {
        end_of_stretch(conn, search, view)?
    } else {
        None
    };
    let mut rows = load(conn, search, view, end.as_ref(), wanted)?;
    let by_key = end.is_some() && rows.len() <= view.size;
    if by_key {
        rows = load(conn, &search.by_key(), view, None, wanted)?;
    }
    let page = Page::from_rows(rows, view.size, &view.place);
    Ok(Found { page, by_key })
}

fn load(
    conn: &mut Conn,
    search: &Search,
    view: &ListView,
    end: Option<&Key>,
    wanted: i64,
) -> db::Result<Vec<Entry>> {
    let mut query = ordered(of(search, view.standing), view);
    if let Some(end) = end {
        query = query.filter(end.compared(view.sort, if is_rising(view) { "<=" } else { ">=" }));
    }
    Ok(query.limit(wanted).select(Entry::as_select()).load(conn)?)
}

/// The row at which a walk gives up; `None` when the list ends sooner.
fn end_of_stretch(conn: &mut Conn, search: &Search, view: &ListView) -> db::Result<Option<Key>> {
    let size = i64::try_from(view.size).unwrap_or(1);
    let query = ordered(of(&search.everything(), view.standing), view).offset(STRETCH * size);
    let entry: Option<Entry> = query.select(Entry::as_select()).first(conn).optional()?;
    Ok(entry.and_then(|entry| Key::of(&cursor(&entry, view.sort), view.sort)))
}

/// In the order of reading, from the place on.
fn ordered<'q>(query: Query<'q>, view: &ListView) -> Query<'q> {
    let (direction, beyond) = if is_rising(view) {
        ("ASC", ">")
    } else {
        ("DESC", "<")
    };
    let column = column(view.sort);
    let query = query.order(sql::<Text>(&format!(
        "customer_entries.{column} {direction}, customer_entries.id {direction}"
    )));
    match &view.place {
        Place::First => query,
        Place::After(cursor) | Place::Before(cursor) => match Key::of(cursor, view.sort) {
            Some(key) => query.filter(key.compared(view.sort, beyond)),
            None => query,
        },
    }
}

/// Whether rows are read with growing keys: towards the beginning of the list everything turns round.
pub(super) fn is_rising(view: &ListView) -> bool {
    view.descending == matches!(view.place, Place::Before(_))
}

pub(super) fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => "name_key",
        Sort::Domain => "domain",
        Sort::Since => "since",
    }
}

/// A place in one of the orders.
pub(super) enum Key {
    Text(String, EntryId),
    Time(Timestamp, EntryId),
}

impl Key {
    pub(super) fn of(cursor: &Cursor, sort: Sort) -> Option<Self> {
        let id = cursor.id.parse().ok()?;
        match sort {
            Sort::Name | Sort::Domain => Some(Self::Text(cursor.key.clone(), id)),
            Sort::Since => Some(Self::Time(Timestamp::parse(&cursor.key).ok()?, id)),
        }
    }

    /// Both columns at once, as the index has them: many rows may share a key, such as all of one import.
    fn compared(&self, sort: Sort, operator: &str) -> Condition {
        let column = column(sort);
        let begin = sql::<Bool>(&format!(
            "(customer_entries.{column}, customer_entries.id) {operator} ("
        ));
        match self {
            Self::Text(text, id) => Box::new(
                begin
                    .bind::<Text, _>(text.clone())
                    .sql(", ")
                    .bind::<Uuid, _>(*id)
                    .sql(")"),
            ),
            Self::Time(time, id) => Box::new(
                begin
                    .bind::<Timestamptz, _>(*time)
                    .sql(", ")
                    .bind::<Uuid, _>(*id)
                    .sql(")"),
            ),
        }
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

/// Whether the cursor of an address is one of this order.
pub(super) fn is_place(place: &Place, sort: Sort) -> bool {
    match place {
        Place::First => true,
        Place::After(cursor) | Place::Before(cursor) => Key::of(cursor, sort).is_some(),
    }
}

/// How many rows the list has, counted up to the cap and one, in the way in which its page was found.
pub(super) fn count(
    conn: &mut Conn,
    scope: Scope,
    search: &Search,
    view: &ListView,
    found: &Found,
) -> db::Result<i64> {
    if let Some(other) = view.other {
        return joint_queries::count(conn, scope, other, search, view.standing);
    }
    let standing = view.standing;
    let shown = |known: &&Standing| standing.map_or(known.is_listed(), |wanted| wanted == **known);
    let standings: Vec<&str> = Standing::ALL
        .iter()
        .filter(shown)
        .map(|known| known.as_str())
        .collect();
    match search.count_common(conn, &standings, COUNT_CAP + 1)? {
        Some(counted) => Ok(counted),
        None if found.by_key => capped(conn, &search.by_key(), standing),
        None => capped(conn, search, standing),
    }
}

fn capped(conn: &mut Conn, search: &Search, standing: Option<Standing>) -> db::Result<i64> {
    // No column at all: the index alone answers.
    let found: Vec<i32> = of(search, standing)
        .select(sql::<Integer>("1"))
        .limit(COUNT_CAP + 1)
        .load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(COUNT_CAP))
}
