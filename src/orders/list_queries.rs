//! Statements of the lists of orders.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Bool};

use super::order::Order;
use crate::{
    db::{
        self, Conn, MultiBackend, Sql,
        ids::{CustomerId, PartnerId},
        keyset::{Kind, Order as Sorted, Page, Position},
        schema::{orders, partners},
        sql,
        types::Uuid,
    },
    identity::Scope,
};

type Query<'q> = orders::BoxedQuery<'q, MultiBackend>;

const LATEST_FIRST: Sorted = Sorted {
    column: "orders.ordered_at",
    kind: Kind::Time,
    id: "orders.id",
    descending: true,
};

/// Whose orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Those for one customer that this partner placed or is reseller of record of.
    Customer(CustomerId),
    /// Those that it placed.
    Seller,
    /// Those that it is reseller of record of.
    Reseller,
}

/// Whether this partner may see it, for rows that are found by another column.
fn is_seen(scope: Scope, no_index: &'static str) -> Sql<Bool> {
    sql("(")
        .sql(no_index)
        .sql("orders.partner_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(" OR ")
        .sql(no_index)
        .sql("orders.partner_id_on_record = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(")")
}

fn of<'q>(scope: Scope, whose: Of, no_index: &'static str) -> Query<'q> {
    let all = orders::table.into_boxed();
    match whose {
        Of::Customer(customer) => all
            .filter(orders::customer_id.eq(customer))
            .filter(is_seen(scope, no_index)),
        Of::Seller => all.filter(orders::partner_id.eq(scope.partner_id())),
        Of::Reseller => all.filter(orders::partner_id_on_record.eq(Some(scope.partner_id()))),
    }
}

/// The names of the partners that orders name.
pub(crate) type Names = HashMap<PartnerId, String>;

/// One page, the latest first, and the partners that it names.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    whose: Of,
    place: &Position,
    size: usize,
) -> db::Result<(Page<Order>, Names)> {
    let no_index = db::no_index(conn);
    let page: Page<Order> = LATEST_FIRST.page(conn, place, size, || {
        of(scope, whose, no_index).select(Order::as_select())
    })?;
    let sellers = page.rows.iter().map(|order| order.partner_id);
    let resellers = page
        .rows
        .iter()
        .filter_map(|order| order.partner_id_on_record);
    let mut named: Vec<PartnerId> = sellers.chain(resellers).collect();
    named.sort_unstable();
    named.dedup();
    let names = names(conn, &named)?;
    Ok((page, names))
}

/// The names of these partners, which rows that were found through a scope have named.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn names(conn: &mut Conn, keys: &[PartnerId]) -> db::Result<Names> {
    if keys.is_empty() {
        return Ok(Names::new());
    }
    let found: Vec<(PartnerId, String)> = partners::table
        .filter(db::is_one_of(conn, "partners.id", keys))
        .select((partners::id, partners::legal_name))
        .load(conn)?;
    Ok(found.into_iter().collect())
}
