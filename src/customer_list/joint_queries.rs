//! The list of the customers that one consent connected with this partner and with another: read from the joint
//! entries, which hold the list's orders for the two, so that a page costs what a page of the whole list costs.

use diesel::{
    ExpressionMethods, IntoSql, JoinOnDsl, QueryDsl, SelectableHelper,
    dsl::InnerJoinOn,
    sql_types::{BigInt, Integer},
};

use super::model::{ListView, Sort};
use crate::{
    customer_tags,
    customers::{Entry, Standing},
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::{PartnerId, TagId},
        keyset::{Order, Page},
        schema::{customer_entries, joint_entries},
        search::Search,
    },
    identity::Scope,
    web::{list::Sort as _, page::COUNT_CAP},
};

type OfEntry = diesel::dsl::Eq<joint_entries::entry_id, customer_entries::id>;
type Source = InnerJoinOn<joint_entries::table, customer_entries::table, OfEntry>;
type Query<'q> = diesel::helper_types::IntoBoxed<'q, Source, MultiBackend>;

/// Whether any joint entry stands so: all are connected, for there is a row only while both relationships are active.
pub(super) fn has_any(standing: Option<Standing>) -> bool {
    standing.is_none_or(|standing| standing == Standing::Connected)
}

fn of<'q>(scope: Scope, other: PartnerId, search: &Search, tag: Option<TagId>) -> Query<'q> {
    let query = joint_entries::table
        .inner_join(customer_entries::table.on(joint_entries::entry_id.eq(customer_entries::id)))
        .into_boxed()
        .filter(joint_entries::partner_id.eq(scope.partner_id()))
        .filter(joint_entries::other_id.eq(other));
    let query = match tag {
        Some(tag) => query.filter(customer_tags::condition(tag)),
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
    other: PartnerId,
    search: &Search,
    view: &ListView,
) -> db::Result<Page<Entry>> {
    order(view).page(conn, &view.position, view.size, || {
        of(scope, other, search, view.filters.tag).select(Entry::as_select())
    })
}

fn order(view: &ListView) -> Order {
    Order {
        column: match view.sort {
            Sort::Name => "joint_entries.name_key",
            Sort::Domain => "joint_entries.domain",
            Sort::Since => "joint_entries.since",
        },
        kind: view.sort.kind(),
        id: "joint_entries.entry_id",
        descending: view.descending,
    }
}

/// How many there are, counted up to the cap and one.
pub(super) fn number(
    scope: Scope,
    other: PartnerId,
    search: &Search,
    tag: Option<TagId>,
) -> Sql<BigInt> {
    let rows = of(scope, other, search, tag).select(1.into_sql::<Integer>());
    counted(rows.limit(COUNT_CAP + 1))
}
