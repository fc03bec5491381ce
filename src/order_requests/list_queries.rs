//! Statements of the list, and of the numbers beside it.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{BigInt, Bool, Integer, Text},
};

use super::{
    list_model::{Side, Wanted},
    model::{OrderRequest, State},
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::{CustomerId, PartnerId},
        keyset::{Kind, Order, Page, Position},
        schema::order_requests,
        sql,
        types::Timestamp,
    },
    identity::Scope,
    orders,
    text::folded,
};

type Query<'q> = order_requests::BoxedQuery<'q, MultiBackend>;

/// Numbers are exact up to here.
pub(super) const CAP: i64 = 1_000;

const LATEST_FIRST: Order = Order {
    column: "order_requests.asked_at",
    kind: Kind::Time,
    id: "order_requests.id",
    descending: true,
};

/// The names of the partners across.
pub(super) type Names = HashMap<PartnerId, String>;

fn of<'q>(scope: Scope, side: Side) -> Query<'q> {
    let all = order_requests::table.into_boxed();
    match side {
        Side::Provider => all.filter(order_requests::provider_id.eq(scope.partner_id())),
        Side::Reseller => all.filter(order_requests::partner_id.eq(scope.partner_id())),
    }
}

/// With `%`, `_` and `\` finding themselves.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in folded(text.trim()).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// One page, the latest first, and the partners that it names.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    (side, wanted): (Side, &Wanted),
    place: &Position,
    size: usize,
) -> db::Result<(Page<OrderRequest>, Names)> {
    let page: Page<OrderRequest> = LATEST_FIRST.page(conn, place, size, || {
        let own = of(scope, side);
        let own = match wanted.state {
            Some(state) => own.filter(order_requests::state.eq(state)),
            None => own,
        };
        let own = match wanted.text.trim() {
            "" => own,
            text => own.filter(
                sql::<Bool>("order_requests.customer_key LIKE ")
                    .bind::<Text, _>(pattern(text))
                    .sql(" ESCAPE '\\'"),
            ),
        };
        own.select(OrderRequest::as_select())
    })?;
    let own = scope.partner_id();
    let mut named: Vec<PartnerId> = page.rows.iter().map(|row| row.across(own)).collect();
    named.sort_unstable();
    named.dedup();
    let names = orders::names(conn, &named)?;
    Ok((page, names))
}

/// How many wait, counted up to one more than the cap: those that came to a partner, or those that it sent.
#[must_use]
pub(crate) fn number_waiting(scope: Scope, came: bool) -> Sql<BigInt> {
    let side = match came {
        true => Side::Provider,
        false => Side::Reseller,
    };
    let open = of(scope, side).filter(order_requests::state.eq(State::Open));
    counted(open.select(1.into_sql::<Integer>()).limit(CAP + 1))
}

/// When the oldest of those that wait at a provider was sent.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn oldest_waiting(conn: &mut Conn, scope: Scope) -> db::Result<Option<Timestamp>> {
    Ok(of(scope, Side::Provider)
        .filter(order_requests::state.eq(State::Open))
        .order((order_requests::asked_at, order_requests::id))
        .select(order_requests::asked_at)
        .first(conn)
        .optional()?)
}

/// How many open ones a partner has for a customer, on either side.
#[must_use]
pub(crate) fn number_for_customer(scope: Scope, customer: CustomerId) -> Sql<BigInt> {
    let own = order_requests::partner_id
        .eq(scope.partner_id())
        .or(order_requests::provider_id.eq(scope.partner_id()));
    let open = order_requests::table
        .filter(order_requests::customer_id.eq(customer))
        .filter(order_requests::state.eq(State::Open).and(own));
    counted(open.select(1.into_sql::<Integer>()))
}

/// How many open ones a reseller has at a provider.
#[must_use]
pub(crate) fn number_between(reseller: PartnerId, provider: PartnerId) -> Sql<BigInt> {
    let open = order_requests::table
        .filter(order_requests::partner_id.eq(reseller))
        .filter(order_requests::state.eq(State::Open))
        .filter(order_requests::provider_id.eq(provider));
    counted(open.select(1.into_sql::<Integer>()))
}
