//! The list of the customers with one tag: read from the given tags, which hold the list's orders, so that a page costs
//! what a page of the whole list costs. Tags are given to connected customers alone, so that nearly all listed ones
//! stand so.

use diesel::{
    ExpressionMethods, IntoSql, JoinOnDsl, QueryDsl, SelectableHelper,
    dsl::InnerJoinOn,
    sql_types::{BigInt, Integer},
};

use super::model::{ListView, Sort};
use crate::{
    customers::{Entry, Standing},
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::TagId,
        keyset::{Order, Page},
        schema::{customer_entries, entry_tags},
        search::Search,
    },
    identity::Scope,
    web::{list::Sort as _, page::COUNT_CAP},
};

type OfEntry = diesel::dsl::Eq<entry_tags::entry_id, customer_entries::id>;
type Source = InnerJoinOn<entry_tags::table, customer_entries::table, OfEntry>;
type Query<'q> = diesel::helper_types::IntoBoxed<'q, Source, MultiBackend>;

/// Whether any customer with a tag stands so: a tag is given to customers alone, and what is only imported is none.
pub(super) fn has_any(standing: Option<Standing>) -> bool {
    standing != Some(Standing::Imported)
}

fn of<'q>(scope: Scope, tag: TagId, search: &Search, standing: Option<Standing>) -> Query<'q> {
    let is_listed = standing.is_none_or(Standing::is_listed);
    let query = entry_tags::table
        .inner_join(customer_entries::table.on(entry_tags::entry_id.eq(customer_entries::id)))
        .into_boxed()
        .filter(entry_tags::partner_id.eq(scope.partner_id()))
        .filter(entry_tags::tag_id.eq(tag))
        .filter(entry_tags::listed.eq(is_listed));
    let query = match standing.filter(|standing| standing.is_listed()) {
        Some(standing) => query.filter(customer_entries::standing.eq(standing)),
        None => query,
    };
    match search.narrowed() {
        Some(condition) => query.filter(condition),
        None => query,
    }
}

/// One page.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    tag: TagId,
    search: &Search,
    view: &ListView,
) -> db::Result<Page<Entry>> {
    order(view).page(conn, &view.position, view.size, || {
        of(scope, tag, search, view.filters.standing).select(Entry::as_select())
    })
}

fn order(view: &ListView) -> Order {
    Order {
        column: match view.sort {
            Sort::Name => "entry_tags.name_key",
            Sort::Domain => "entry_tags.domain",
            Sort::Since => "entry_tags.since",
        },
        kind: view.sort.kind(),
        id: "entry_tags.entry_id",
        descending: view.descending,
    }
}

/// How many there are, counted up to the cap and one.
pub(super) fn number(
    scope: Scope,
    tag: TagId,
    search: &Search,
    standing: Option<Standing>,
) -> Sql<BigInt> {
    let rows = of(scope, tag, search, standing).select(1.into_sql::<Integer>());
    counted(rows.limit(COUNT_CAP + 1))
}
