//! Statements on subscriptions. Each starts from a scope, or tells nothing of whose they are.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    dsl::sum,
    sql_types::{BigInt, Integer},
};

use super::model::{State, Subscription};
use crate::{
    db::{
        self, Conn, Sql, Tx, counted,
        ids::{CustomerId, SubscriptionId},
        schema::subscriptions,
        sql,
        types::Uuid,
    },
    identity::Scope,
    prices::PlanCode,
};

/// Keeps what an order begins.
///
/// # Errors
/// When the row cannot be written.
pub fn insert(tx: &mut Tx<'_>, subscription: &Subscription) -> db::Result<()> {
    diesel::insert_into(subscriptions::table)
        .values(subscription)
        .execute(tx.conn())?;
    Ok(())
}

/// One that this partner sold or is reseller of record of.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub fn find(conn: &mut Conn, scope: Scope, id: SubscriptionId) -> db::Result<Subscription> {
    let own = subscriptions::partner_id.eq(scope.partner_id());
    let found: Option<Subscription> = subscriptions::table
        .filter(subscriptions::id.eq(id).and(own))
        .select(Subscription::as_select())
        .first(conn)
        .optional()?;
    match found {
        Some(found) => Ok(found),
        None => Ok(subscriptions::table
            .filter(subscriptions::id.eq(id))
            .filter(subscriptions::partner_id_on_record.eq(Some(scope.partner_id())))
            .select(Subscription::as_select())
            .first(conn)?),
    }
}

/// The others that this seller has sold to a customer, and that are alive.
///
/// # Errors
/// When the database does not answer.
pub fn alive_of(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
) -> db::Result<Vec<Subscription>> {
    Ok(subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::partner_id.eq(scope.partner_id()))
        .filter(subscriptions::state.eq_any(State::HELD))
        .order(subscriptions::id)
        .select(Subscription::as_select())
        .load(conn)?)
}

/// What a customer holds of a plan, over all sellers: how much, and never whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Licenses of those that it holds.
    pub licenses: i64,
    /// How many it holds.
    pub subscriptions: i64,
    /// How many it ever had.
    pub ever: i64,
}

/// What a customer holds of a plan. Exact for whoever holds the customer.
///
/// # Errors
/// When the database does not answer.
pub fn held(conn: &mut Conn, customer: CustomerId, plan: &PlanCode) -> db::Result<Held> {
    let found: Vec<(State, i64, Option<i64>)> = subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::product_id.eq(plan.product_id.clone()))
        .filter(subscriptions::sku_id.eq(plan.sku_id.clone()))
        .group_by(subscriptions::state)
        .select((
            subscriptions::state,
            diesel::dsl::count_star(),
            sum(subscriptions::quantity),
        ))
        .load(conn)?;
    let alive = |state: &State| State::HELD.contains(state);
    let of_alive = found.iter().filter(|(state, ..)| alive(state));
    let (subscriptions, licenses) = of_alive.fold((0, 0), |(number, licenses), (_, one, sum)| {
        (number + one, licenses + sum.unwrap_or_default())
    });
    Ok(Held {
        licenses,
        subscriptions,
        ever: found.iter().map(|(_, number, _)| number).sum(),
    })
}

/// Whether a customer holds one of these plans, from whomever. Exact for whoever holds the customer.
///
/// # Errors
/// When the database does not answer.
pub fn has_one_of(
    conn: &mut Conn,
    customer: CustomerId,
    plans: impl IntoIterator<Item = PlanCode>,
) -> db::Result<bool> {
    for plan in plans {
        if held(conn, customer, &plan)?.subscriptions > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many of a customer's subscriptions that are not over this partner sold or is reseller of record of.
#[must_use]
pub fn number_for_customer(conn: &Conn, scope: Scope, customer: CustomerId) -> Sql<BigInt> {
    let rows = subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::state.ne_all([State::Cancelled, State::Deleted]))
        .filter(is_seen(scope, db::no_index(conn)));
    counted(rows.select(1.into_sql::<Integer>()))
}

/// Whether this partner may see it, for rows that are found by another column.
pub(super) fn is_seen(scope: Scope, no_index: &'static str) -> Sql<diesel::sql_types::Bool> {
    sql("(")
        .sql(no_index)
        .sql("subscriptions.partner_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(" OR ")
        .sql(no_index)
        .sql("subscriptions.partner_id_on_record = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(")")
}
