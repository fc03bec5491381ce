//! Statements on subscriptions. Each starts from a scope, or tells nothing of whose they are.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, JoinOnDsl, OptionalExtension, QueryDsl,
    RunQueryDsl, SelectableHelper,
    dsl::sum,
    sql_types::{BigInt, Integer},
};

use super::model::{State, Subscription};
use crate::{
    db::{
        self, Conn, Sql, Tx, counted,
        ids::{CustomerId, SubscriptionId},
        schema::{plan_links, subscriptions},
        sql,
        types::Uuid,
    },
    identity::Scope,
    prices::{Link, PlanCode},
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

/// The add-ons that this seller has sold to a customer, that are alive, and that can stand on this plan.
///
/// # Errors
/// When the database does not answer.
pub fn standing_on(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    base: &PlanCode,
) -> db::Result<Vec<Subscription>> {
    Ok(subscriptions::table
        .inner_join(plan_links::table.on(plan_links::plan_id.eq(subscriptions::plan_id)))
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::partner_id.eq(scope.partner_id()))
        .filter(subscriptions::state.eq_any(State::ALIVE))
        .filter(plan_links::kind.eq(Link::Prerequisite))
        .filter(plan_links::product_id.eq(base.product_id.clone()))
        .filter(plan_links::sku_id.eq(base.sku_id.clone()))
        .order(subscriptions::id)
        .select(Subscription::as_select())
        .load(conn)?)
}

/// What a customer holds of a plan, over all sellers: how much, and never whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Licenses of those whose term runs: what counts against the bounds of a plan. Those in grace do not, or nobody could
    /// take up what has just ended before it stops working.
    pub licenses: i64,
    /// How many of these there are.
    pub subscriptions: i64,
    /// How many an add-on can stand on, with those in grace.
    pub alive: i64,
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
    let all = found.iter();
    let runs = all.filter(|(state, ..)| matches!(state, State::Active | State::Suspended));
    let (subscriptions, licenses) = runs.fold((0, 0), |(number, licenses), (_, one, sum)| {
        (number + one, licenses + sum.unwrap_or_default())
    });
    let alive = found
        .iter()
        .filter(|(state, ..)| State::ALIVE.contains(state));
    Ok(Held {
        licenses,
        subscriptions,
        alive: alive.map(|(_, number, _)| number).sum(),
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
        if held(conn, customer, &plan)?.alive > 0 {
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

/// How many of a customer's this partner sells that are to be renewed.
#[must_use]
pub fn number_renewing_for_customer(scope: Scope, customer: CustomerId) -> Sql<BigInt> {
    let rows = subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::state.eq(State::Active))
        .filter(subscriptions::auto_renew_enabled.eq(true))
        .filter(subscriptions::partner_id.eq(scope.partner_id()));
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
