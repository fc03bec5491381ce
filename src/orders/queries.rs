//! Statements on orders. Each starts from a scope, or from an order that was found by one.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper, sql_types::BigInt,
};

use super::{
    number::{BEFORE_THE_FIRST, Number},
    order::{Kind, Order, OrderLine},
};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{CustomerId, OrderId, OrderLineId, OrderPress, PartnerId, PlanId, SubscriptionId},
        schema::{order_lines, order_numbers, orders},
        sql,
        types::Timestamp,
    },
    identity::Scope,
};

/// The next number of this seller. The caller holds the partner, so there is no gap and none is given twice.
pub(super) fn next_number(tx: &mut Tx<'_>, scope: Scope) -> db::Result<Number> {
    let own = order_numbers::table.find(scope.partner_id());
    let raised = diesel::update(own)
        .set(order_numbers::last.eq(sql::<BigInt>("last + 1")))
        .execute(tx.conn())?;
    if raised == 0 {
        let first = (
            order_numbers::partner_id.eq(scope.partner_id()),
            order_numbers::last.eq(BEFORE_THE_FIRST + 1),
        );
        diesel::insert_into(order_numbers::table)
            .values(first)
            .execute(tx.conn())?;
    }
    Ok(Number(
        own.select(order_numbers::last).first::<i64>(tx.conn())?,
    ))
}

pub(super) fn insert(tx: &mut Tx<'_>, order: &Order) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(orders::table)
            .values(order)
            .execute(conn)
    })?;
    Ok(())
}

pub(super) fn insert_line(tx: &mut Tx<'_>, line: &OrderLine) -> db::Result<()> {
    diesel::insert_into(order_lines::table)
        .values(line)
        .execute(tx.conn())?;
    Ok(())
}

/// The order of this seller that was pressed with this key.
///
/// # Errors
/// When the database does not answer.
pub fn by_key(conn: &mut Conn, scope: Scope, key: OrderPress) -> db::Result<Option<Order>> {
    Ok(orders::table
        .filter(orders::partner_id.eq(scope.partner_id()))
        .filter(orders::key.eq(key))
        .select(Order::as_select())
        .first(conn)
        .optional()?)
}

/// An order that this partner may see, by its key.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub fn find(conn: &mut Conn, scope: Scope, id: OrderId) -> db::Result<Order> {
    let own = orders::partner_id.eq(scope.partner_id());
    let found: Option<Order> = orders::table
        .filter(orders::id.eq(id).and(own))
        .select(Order::as_select())
        .first(conn)
        .optional()?;
    match found {
        Some(order) => Ok(order),
        None => Ok(orders::table
            .filter(orders::id.eq(id))
            .filter(orders::partner_id_on_record.eq(Some(scope.partner_id())))
            .select(Order::as_select())
            .first(conn)?),
    }
}

/// An order that this partner may see, by its number: its own, or else the only one that it is reseller of record of.
pub(super) fn by_number(conn: &mut Conn, scope: Scope, number: Number) -> db::Result<Order> {
    let own: Option<Order> = orders::table
        .filter(orders::partner_id.eq(scope.partner_id()))
        .filter(orders::number.eq(number.0))
        .select(Order::as_select())
        .first(conn)
        .optional()?;
    if let Some(order) = own {
        return Ok(order);
    }
    let mut found: Vec<Order> = orders::table
        .filter(orders::partner_id_on_record.eq(Some(scope.partner_id())))
        .filter(orders::number.eq(number.0))
        .limit(2)
        .select(Order::as_select())
        .load(conn)?;
    match (found.pop(), found.pop()) {
        (Some(order), None) => Ok(order),
        _ => Err(db::Error::NotFound),
    }
}

/// The lines of an order that was found through a scope.
///
/// # Errors
/// When the database does not answer.
pub fn lines_of(conn: &mut Conn, order: OrderId) -> db::Result<Vec<OrderLine>> {
    Ok(order_lines::table
        .filter(order_lines::order_id.eq(order))
        .order(order_lines::place)
        .select(OrderLine::as_select())
        .load(conn)?)
}

/// The lines that began or changed a subscription that was found through a scope, the latest first, each with its order.
///
/// # Errors
/// When the database does not answer.
pub fn lines_of_subscription(
    conn: &mut Conn,
    subscription: SubscriptionId,
    most: i64,
) -> db::Result<Vec<(OrderLine, Order)>> {
    Ok(order_lines::table
        .inner_join(orders::table.on(orders::id.eq(order_lines::order_id)))
        .filter(order_lines::subscription_id.eq(subscription))
        .order((order_lines::subscription_id.desc(), order_lines::id.desc()))
        .limit(most)
        .select((OrderLine::as_select(), Order::as_select()))
        .load(conn)?)
}

/// The lines of the term of a subscription that ends on this day, each with its order, in the order of time: what was bought
/// or renewed for it, added in it, and given back.
///
/// # Errors
/// When the database does not answer.
pub fn lines_of_term(
    conn: &mut Conn,
    subscription: SubscriptionId,
    ends_on: Timestamp,
) -> db::Result<Vec<(OrderLine, Order)>> {
    Ok(order_lines::table
        .inner_join(orders::table.on(orders::id.eq(order_lines::order_id)))
        .filter(order_lines::subscription_id.eq(subscription))
        .filter(order_lines::ends_on.eq(ends_on))
        .order((orders::ordered_at, order_lines::id))
        .select((OrderLine::as_select(), Order::as_select()))
        .load(conn)?)
}

/// For which reseller of record each of these lines was ordered, which were found through a scope.
///
/// # Errors
/// When the database does not answer.
pub fn resellers_of(
    conn: &mut Conn,
    lines: &[OrderLineId],
) -> db::Result<HashMap<OrderLineId, Option<PartnerId>>> {
    if lines.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(OrderLineId, Option<PartnerId>)> = order_lines::table
        .inner_join(orders::table.on(orders::id.eq(order_lines::order_id)))
        .filter(db::is_one_of(conn, "order_lines.id", lines))
        .select((order_lines::id, orders::partner_id_on_record))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Which of these plans this seller ordered anew for a customer since an instant, and in which order last.
///
/// # Errors
/// When the database does not answer.
pub fn ordered_since(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    plans: &[PlanId],
    since: Timestamp,
) -> db::Result<Vec<(PlanId, Number)>> {
    if plans.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<(PlanId, i64)> = order_lines::table
        .inner_join(orders::table.on(orders::id.eq(order_lines::order_id)))
        .filter(orders::customer_id.eq(customer))
        .filter(orders::ordered_at.gt(since))
        .filter(orders::partner_id.eq(scope.partner_id()))
        .filter(orders::kind.eq(Kind::New))
        .filter(db::is_one_of(conn, "order_lines.plan_id", plans))
        .order((orders::ordered_at.desc(), orders::id.desc()))
        .select((order_lines::plan_id, orders::number))
        .load(conn)?;
    Ok(found
        .into_iter()
        .map(|(plan, number)| (plan, Number(number)))
        .collect())
}
