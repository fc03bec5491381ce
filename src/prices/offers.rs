//! What a seller can sell to a customer now: plans on sale in its country, each with its prices in force there.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{Bool, Text},
};

use super::{
    catalog::{Plan, Price, PriceKey, in_force},
    list_queries::holds,
    terms::Segment,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql,
        ids::PlanId,
        schema::{plans, price_places, prices},
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::Scope,
};

/// For which customer.
#[derive(Debug, Clone)]
pub struct OffersFor {
    /// Its country.
    pub market: String,
    /// In which currency.
    pub currency: String,
    /// What it is.
    pub segment: Segment,
    /// What the name or the ID of a plan holds; empty where any does.
    pub text: String,
}

/// A plan, and its prices in force for the customer.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The plan.
    pub plan: Plan,
    /// One for each term and billing.
    pub prices: Vec<Price>,
}

/// The first ones by name, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub fn offers_for(
    conn: &mut Conn,
    scope: Scope,
    wanted: &OffersFor,
    most: usize,
    now: Timestamp,
) -> db::Result<(Vec<Offer>, bool)> {
    let own = plans::table
        .into_boxed::<MultiBackend>()
        .filter(plans::partner_id.eq(scope.partner_id()))
        .filter(
            plans::end_of_sale_at
                .is_null()
                .or(plans::end_of_sale_at.gt(now).assume_not_null()),
        )
        .filter(is_priced(wanted, now))
        .filter(is_sold_in(&wanted.market));
    let own = match wanted.text.trim() {
        "" => own,
        text => own.filter(holds(text)),
    };
    let limit = i64::try_from(most).unwrap_or(i64::MAX - 1) + 1;
    let mut found: Vec<Plan> = own
        .order((plans::title_key, plans::id))
        .limit(limit)
        .select(Plan::as_select())
        .load(conn)?;
    let has_more = found.len() > most;
    found.truncate(most);
    let ids: Vec<PlanId> = found.iter().map(|plan| plan.id).collect();
    let mut prices = prices_of(conn, &ids, wanted, now)?;
    let offer = |plan: Plan| Offer {
        prices: prices.remove(&plan.id).unwrap_or_default(),
        plan,
    };
    Ok((found.into_iter().map(offer).collect(), has_more))
}

fn is_priced(wanted: &OffersFor, now: Timestamp) -> Sql<Bool> {
    sql("EXISTS (SELECT 1 FROM prices WHERE prices.plan_id = plans.id AND prices.market = ")
        .bind::<Text, _>(wanted.market.clone())
        .sql(" AND prices.currency = ")
        .bind::<Text, _>(wanted.currency.clone())
        .sql(" AND prices.segment = ")
        .bind::<Text, _>(wanted.segment)
        .sql(" AND prices.begins_at <= ")
        .bind::<Timestamptz, _>(now)
        .sql(" AND (prices.ends_at IS NULL OR prices.ends_at > ")
        .bind::<Timestamptz, _>(now)
        .sql("))")
}

/// A plan that names no countries is sold in all.
fn is_sold_in(market: &str) -> Sql<Bool> {
    sql("(NOT EXISTS (SELECT 1 FROM plan_countries WHERE plan_countries.plan_id = plans.id) OR EXISTS (SELECT 1 FROM plan_countries WHERE plan_countries.plan_id = plans.id AND plan_countries.country = ")
        .bind::<Text, _>(market.to_owned())
        .sql("))")
}

fn prices_of(
    conn: &mut Conn,
    plans: &[PlanId],
    wanted: &OffersFor,
    now: Timestamp,
) -> db::Result<HashMap<PlanId, Vec<Price>>> {
    if plans.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<Price> = prices::table
        .filter(db::is_one_of(conn, "prices.plan_id", plans))
        .filter(prices::market.eq(&wanted.market))
        .filter(prices::currency.eq(&wanted.currency))
        .filter(prices::segment.eq(wanted.segment))
        .filter(prices::begins_at.le(now))
        .filter(
            prices::ends_at
                .is_null()
                .or(prices::ends_at.gt(now).assume_not_null()),
        )
        .order((
            prices::term_duration,
            prices::billing_plan,
            prices::begins_at,
            prices::id,
        ))
        .select(Price::as_select())
        .load(conn)?;
    let mut by_key: HashMap<PriceKey, Vec<Price>> = HashMap::new();
    for price in &found {
        by_key.entry(price.key()).or_default().push(price.clone());
    }
    let mut by_plan: HashMap<PlanId, Vec<Price>> = HashMap::new();
    for price in found {
        let same = by_key.get(&price.key()).map_or(&[][..], Vec::as_slice);
        if in_force(same, now).is_some_and(|first| first.id == price.id) {
            by_plan.entry(price.plan_id).or_default().push(price);
        }
    }
    Ok(by_plan)
}

/// The currencies in which a seller has prices for a country.
///
/// # Errors
/// When the database does not answer.
pub fn currencies_of(conn: &mut Conn, scope: Scope, market: &str) -> db::Result<Vec<String>> {
    Ok(price_places::table
        .filter(price_places::partner_id.eq(scope.partner_id()))
        .filter(price_places::market.eq(market))
        .order(price_places::currency)
        .select(price_places::currency)
        .distinct()
        .load(conn)?)
}
