//! Statements on prices and plans that work on many at a time, which rows that were found through a scope have named.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use super::catalog::{Plan, Price, PriceKey, in_force};
use crate::db::{
    self, Conn,
    ids::PlanId,
    schema::{plans, prices},
    types::Timestamp,
};

/// The price in force of each key at its instant, for many at once; in the same order.
///
/// # Errors
/// When the database does not answer.
pub fn prices_in_force(
    conn: &mut Conn,
    wanted: &[(PriceKey, Timestamp)],
) -> db::Result<Vec<Option<Price>>> {
    let instants = wanted.iter().map(|(_, at)| *at);
    let Some((first, last)) = instants.clone().min().zip(instants.max()) else {
        return Ok(Vec::new());
    };
    let mut plans: Vec<PlanId> = wanted.iter().map(|(key, _)| key.plan_id).collect();
    plans.sort_unstable();
    plans.dedup();
    let lasts = prices::ends_at
        .is_null()
        .or(prices::ends_at.gt(first).assume_not_null());
    let found: Vec<Price> = prices::table
        .filter(db::is_one_of(conn, "prices.plan_id", &plans))
        .filter(prices::begins_at.le(last))
        .filter(lasts)
        .select(Price::as_select())
        .load(conn)?;
    let mut by_key: HashMap<PriceKey, Vec<Price>> = HashMap::new();
    for price in found {
        by_key.entry(price.key()).or_default().push(price);
    }
    let each = wanted.iter().map(|(key, at)| {
        let rows = by_key.get(key).map_or(&[][..], Vec::as_slice);
        in_force(rows, *at).cloned()
    });
    Ok(each.collect())
}

/// These plans, which rows that were found through a scope have named.
///
/// # Errors
/// When the database does not answer.
pub fn plans_of(conn: &mut Conn, keys: &[PlanId]) -> db::Result<HashMap<PlanId, Plan>> {
    let found: Vec<Plan> = plans::table
        .filter(db::is_one_of(conn, "plans.id", keys))
        .select(Plan::as_select())
        .load(conn)?;
    Ok(found.into_iter().map(|plan| (plan.id, plan)).collect())
}
