//! Prices by the place that they are for, as files that are a whole list ask for them.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use super::{
    catalog::{Plan, Price},
    terms::Segment,
};
use crate::{
    db::{
        self, Conn, MultiBackend,
        ids::{PlanId, PriceId},
        schema::{plans, prices},
        types::Timestamp,
    },
    identity::Scope,
};

type OfPrices<'q> = prices::BoxedQuery<'q, MultiBackend>;

/// For which customers a price is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PricePlace {
    market: String,
    currency: String,
    segment: Segment,
}

impl PricePlace {
    /// Of `DE EUR commercial`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        Some(Self {
            market: words.next()?.to_owned(),
            currency: words.next()?.to_owned(),
            segment: words.next()?.parse().ok()?,
        })
    }
}

impl Price {
    /// For which customers it is.
    #[must_use]
    pub fn place(&self) -> PricePlace {
        PricePlace {
            market: self.market.clone(),
            currency: self.currency.clone(),
            segment: self.segment,
        }
    }
}

/// Those of a seller's prices in a place that have not ended, by the index of places.
fn lasting<'q>(scope: Scope, place: &PricePlace, now: Timestamp) -> OfPrices<'q> {
    prices::table
        .filter(prices::partner_id.eq(scope.partner_id()))
        .filter(prices::market.eq(place.market.clone()))
        .filter(prices::currency.eq(place.currency.clone()))
        .filter(prices::segment.eq(place.segment))
        .filter(
            prices::ends_at
                .is_null()
                .or(prices::ends_at.gt(now).assume_not_null()),
        )
        .into_boxed()
}

/// Some of them with their plans, in force or to come, behind the one with this key.
pub fn lasting_of_place(
    conn: &mut Conn,
    scope: Scope,
    place: &PricePlace,
    now: Timestamp,
    behind: Option<PriceId>,
    limit: usize,
) -> db::Result<Vec<(Price, Plan)>> {
    let all = lasting(scope, place, now).filter(
        prices::ends_at.is_null().or(prices::ends_at
            .gt(prices::begins_at.nullable())
            .assume_not_null()),
    );
    let from = match behind {
        Some(id) => all.filter(prices::id.gt(id)),
        None => all,
    };
    let found: Vec<Price> = from
        .order(prices::id)
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Price::as_select())
        .load(conn)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<PlanId> = found.iter().map(|price| price.plan_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let plans: Vec<Plan> = plans::table
        .filter(db::is_one_of(conn, "plans.id", &ids))
        .select(Plan::as_select())
        .load(conn)?;
    let plans: HashMap<PlanId, Plan> = plans.into_iter().map(|plan| (plan.id, plan)).collect();
    let with_plan = |price: Price| {
        let plan = plans.get(&price.plan_id)?.clone();
        Some((price, plan))
    };
    Ok(found.into_iter().filter_map(with_plan).collect())
}

/// How many of them are in force.
pub fn count_in_force(
    conn: &mut Conn,
    scope: Scope,
    place: &PricePlace,
    now: Timestamp,
) -> db::Result<i64> {
    Ok(lasting(scope, place, now)
        .filter(prices::begins_at.le(now))
        .count()
        .get_result(conn)?)
}
