//! Statements of the list of former customers: those that had a relationship and have none any more, also while they are
//! asked again. Each order is a partial index over them alone.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, JoinOnDsl, NullableExpressionMethods,
    OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Integer,
};

use super::former_model::{FormerView, Sort};
use crate::{
    customers::Entry,
    db::{
        self, Conn, MultiBackend, counted,
        ids::CustomerId,
        keyset::{Cursor, Order, Page},
        schema::{customer_entries, relationships, users},
        search::Search,
        types::Timestamp,
    },
    identity::{RelationshipKind, Scope},
    relationships::State,
    web::{
        list::Sort as _,
        page::{COUNT_CAP, Total},
    },
};

type Query<'q> = customer_entries::BoxedQuery<'q, MultiBackend>;

/// So many rows of the ordered index are looked at for each row of a page of a common text.
const STRETCH: i64 = 100;

/// The search confines them to its partner.
fn of<'q>(search: &Search) -> Query<'q> {
    customer_entries::table
        .filter(search.condition())
        .filter(customer_entries::left_at.is_not_null())
        .into_boxed()
}

fn order(view: &FormerView) -> Order {
    Order {
        column: match view.sort {
            Sort::Name => "customer_entries.name_key",
            Sort::Left => "customer_entries.left_at",
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
            Sort::Left => entry.left_at.map(Timestamp::rfc3339).unwrap_or_default(),
        },
        id: entry.id.to_string(),
    }
}

/// One page, and whether it was found by key because walking the list did not fill it.
pub(super) fn list(
    conn: &mut Conn,
    search: &Search,
    view: &FormerView,
) -> db::Result<(Page<Entry>, bool)> {
    let (order, place, size) = (order(view), &view.position, view.size);
    let rows = |search: &Search| of(search).select(Entry::as_select());
    let end = match search.is_walk() {
        true => end_of_stretch(conn, search, view)?,
        false => None,
    };
    if let Some(end) = end {
        let stretch = order.up_to(rows(search), place, &end);
        let page = order.page_at(conn, place, size, stretch)?;
        if page.goes_on() {
            return Ok((page, false));
        }
        let by_key = search.by_key();
        return Ok((order.page(conn, place, size, || rows(&by_key))?, true));
    }
    Ok((order.page(conn, place, size, || rows(search))?, false))
}

/// The row at which a walk gives up; `None` when the list ends sooner.
fn end_of_stretch(
    conn: &mut Conn,
    search: &Search,
    view: &FormerView,
) -> db::Result<Option<Cursor>> {
    let size = i64::try_from(view.size).unwrap_or(1);
    let all = of(&search.everything()).select(Entry::as_select());
    let query = order(view).from(all, &view.position).offset(STRETCH * size);
    let entry: Option<Entry> = query.first(conn).optional()?;
    Ok(entry.map(|entry| cursor(&entry, view.sort)))
}

/// How many rows the list has, counted up to the cap and one, in the way in which its page was found.
pub(super) fn count(conn: &mut Conn, search: &Search, is_by_key: bool) -> db::Result<Total> {
    if let Some(number) = search.count_common_left(conn, COUNT_CAP + 1)? {
        return Ok(Total::capped(number));
    }
    let by_key = is_by_key.then(|| search.by_key());
    // No column at all: the index alone answers.
    let rows = of(by_key.as_ref().unwrap_or(search)).select(1.into_sql::<Integer>());
    let [number] = db::numbers(conn, [counted(rows.limit(COUNT_CAP + 1))])?;
    Ok(Total::capped(number))
}

/// How the last relationship with a customer ended.
#[derive(Debug, Clone)]
pub(super) struct Ended {
    pub(super) kind: RelationshipKind,
    at: Option<Timestamp>,
    is_own: bool,
    /// Who of the partner's staff did; nobody where the customer did.
    ender: Option<String>,
    pub(super) reason: String,
}

impl Ended {
    /// By whom, in words.
    pub(super) fn by(&self) -> String {
        match (self.is_own, &self.ender) {
            (false, _) => "The customer".to_owned(),
            (true, Some(name)) => name.clone(),
            (true, None) => "A former colleague".to_owned(),
        }
    }
}

/// How the last one with each of these customers ended.
pub(super) fn ended(
    conn: &mut Conn,
    scope: Scope,
    entries: &[Entry],
) -> db::Result<HashMap<CustomerId, Ended>> {
    let keys: Vec<CustomerId> = entries.iter().filter_map(|it| it.customer_id).collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let ender = users::table.on(users::id
        .nullable()
        .eq(relationships::ended_by)
        .and(users::partner_id.eq(scope.partner_id())));
    type Found = (
        CustomerId,
        RelationshipKind,
        Option<Timestamp>,
        bool,
        Option<String>,
        String,
    );
    let rows: Vec<Found> = relationships::table
        .left_join(ender)
        .filter(relationships::partner_id.eq(scope.partner_id()))
        .filter(db::is_one_of(conn, "relationships.customer_id", &keys))
        .filter(relationships::state.eq(State::Ended))
        .select((
            relationships::customer_id,
            relationships::kind,
            relationships::ended_at,
            relationships::ended_by.is_not_null(),
            users::name.nullable(),
            relationships::end_reason,
        ))
        .load(conn)?;
    let mut last: HashMap<CustomerId, Ended> = HashMap::new();
    for (customer, kind, at, is_own, ender, reason) in rows {
        let row = Ended {
            kind,
            at,
            is_own,
            ender,
            reason,
        };
        match last.get(&customer) {
            Some(known) if known.at >= row.at => {}
            _ => drop(last.insert(customer, row)),
        }
    }
    Ok(last)
}
