//! Statements on prices and plans that work on one at a time. Each starts from a scope, or from a plan that was found by one.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension,
    QueryDsl, RunQueryDsl, SelectableHelper,
};

use super::{
    catalog::{Plan, PlanCountry, PlanLink, Price, PriceKey},
    plan_code::PlanCode,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{PlanId, PriceId},
        schema::{plan_countries, plan_links, plans, price_places, prices},
        types::Timestamp,
    },
    identity::Scope,
};

type OfPrices<'q> = prices::BoxedQuery<'q, MultiBackend>;

fn of_key<'q>(key: &PriceKey) -> OfPrices<'q> {
    prices::table
        .filter(prices::plan_id.eq(key.plan_id))
        .filter(prices::market.eq(key.market.clone()))
        .filter(prices::currency.eq(key.currency.clone()))
        .filter(prices::segment.eq(key.segment))
        .filter(prices::term_duration.eq(key.term_duration))
        .filter(prices::billing_plan.eq(key.billing_plan))
        .into_boxed()
}

/// All rows of a key, in the order in which they begin.
pub fn of_price_key(conn: &mut Conn, key: &PriceKey) -> db::Result<Vec<Price>> {
    Ok(of_key(key)
        .order((prices::begins_at, prices::id))
        .select(Price::as_select())
        .load(conn)?)
}

/// The price in force at an instant: what [`super::in_force`] finds among all rows of the key.
pub fn price_in_force(conn: &mut Conn, key: &PriceKey, at: Timestamp) -> db::Result<Option<Price>> {
    let lasts = prices::ends_at
        .is_null()
        .or(prices::ends_at.gt(at).assume_not_null());
    Ok(of_key(key)
        .filter(prices::begins_at.le(at))
        .filter(lasts)
        .order((prices::begins_at, prices::id))
        .select(Price::as_select())
        .first(conn)
        .optional()?)
}

/// Adds a price, and notes where it is for.
///
/// # Errors
/// `Duplicate` when one of its key begins at the same instant; the transaction goes on.
pub fn insert_price(tx: &mut Tx<'_>, price: &Price) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(prices::table)
            .values(price)
            .execute(conn)
    })?;
    let place = price_places::table.find((
        price.partner_id,
        &price.market,
        &price.currency,
        price.segment.as_str(),
    ));
    let known: Option<String> = place
        .select(price_places::market)
        .first(tx.conn())
        .optional()?;
    if known.is_some() {
        return Ok(());
    }
    let row = (
        price_places::partner_id.eq(price.partner_id),
        price_places::market.eq(&price.market),
        price_places::currency.eq(&price.currency),
        price_places::segment.eq(price.segment.as_str()),
    );
    match tx.attempt(|conn| {
        diesel::insert_into(price_places::table)
            .values(row)
            .execute(conn)
    }) {
        // A colleague was first by a moment.
        Err(db::Error::Duplicate) => Ok(()),
        other => other.map(drop),
    }
}

/// Adds a price, and ends these of its key when it begins: both, or, where it is a `Duplicate`, nothing.
///
/// # Errors
/// As [`insert_price`].
pub fn replace_prices(
    tx: &mut Tx<'_>,
    scope: Scope,
    ending: &[PriceId],
    price: &Price,
) -> db::Result<()> {
    tx.attempt_all(|tx| {
        for id in ending {
            end_price(tx, scope, *id, price.begins_at)?;
        }
        insert_price(tx, price)
    })
}

/// Ends a price at this instant, or as soon as it would have begun; false when it ends by then already.
pub fn end_price(tx: &mut Tx<'_>, scope: Scope, id: PriceId, at: Timestamp) -> db::Result<bool> {
    let own = || {
        prices::table.filter(
            prices::id
                .eq(id)
                .and(prices::partner_id.eq(scope.partner_id())),
        )
    };
    let lasts = || {
        prices::ends_at
            .is_null()
            .or(prices::ends_at.gt(at).assume_not_null())
    };
    let begun = own().filter(prices::begins_at.le(at)).filter(lasts());
    let set = prices::ends_at.eq(Some(at));
    if diesel::update(begun).set(set).execute(tx.conn())? == 1 {
        return Ok(true);
    }
    let to_begin = own().filter(prices::begins_at.gt(at)).filter(
        prices::ends_at.is_null().or(prices::ends_at
            .gt(prices::begins_at.nullable())
            .assume_not_null()),
    );
    let set = prices::ends_at.eq(prices::begins_at.nullable());
    Ok(diesel::update(to_begin).set(set).execute(tx.conn())? == 1)
}

/// One of this seller's prices.
pub fn find_price(conn: &mut Conn, scope: Scope, id: PriceId) -> db::Result<Price> {
    Ok(prices::table
        .filter(prices::id.eq(id))
        .filter(prices::partner_id.eq(scope.partner_id()))
        .select(Price::as_select())
        .first(conn)?)
}

/// One of this seller's plans.
pub fn find_plan(conn: &mut Conn, scope: Scope, id: PlanId) -> db::Result<Plan> {
    Ok(plans::table
        .filter(plans::id.eq(id))
        .filter(plans::partner_id.eq(scope.partner_id()))
        .select(Plan::as_select())
        .first(conn)?)
}

/// The same, by its ID in files.
pub fn plan_by_code(conn: &mut Conn, scope: Scope, code: &PlanCode) -> db::Result<Option<Plan>> {
    Ok(plans::table
        .filter(plans::partner_id.eq(scope.partner_id()))
        .filter(plans::product_id.eq(code.product_id.clone()))
        .filter(plans::sku_id.eq(code.sku_id.clone()))
        .select(Plan::as_select())
        .first(conn)
        .optional()?)
}

/// Adds a plan.
pub fn insert_plan(tx: &mut Tx<'_>, plan: &Plan) -> db::Result<()> {
    diesel::insert_into(plans::table)
        .values(plan)
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps what a file says of a plan now.
pub fn update_plan(tx: &mut Tx<'_>, plan: &Plan) -> db::Result<()> {
    let own = plans::table
        .filter(plans::id.eq(plan.id))
        .filter(plans::partner_id.eq(plan.partner_id));
    let names = (
        plans::product_title.eq(&plan.product_title),
        plans::sku_title.eq(&plan.sku_title),
        plans::title_key.eq(&plan.title_key),
        plans::publisher.eq(&plan.publisher),
        plans::description.eq(&plan.description),
        plans::unit_of_measure.eq(&plan.unit_of_measure),
        plans::segment.eq(plan.segment),
        plans::is_trial.eq(plan.is_trial),
        plans::end_of_sale_at.eq(plan.end_of_sale_at),
    );
    let bounds = (
        plans::min_licenses.eq(plan.min_licenses),
        plans::max_licenses.eq(plan.max_licenses),
        plans::asset_ownership_limit.eq(plan.asset_ownership_limit),
        plans::asset_ownership_limit_type.eq(plan.asset_ownership_limit_type),
        plans::provisioning_id.eq(&plan.provisioning_id),
        plans::provisioning_string.eq(&plan.provisioning_string),
        plans::has_matrix.eq(plan.has_matrix),
    );
    diesel::update(own)
        .set((names, bounds))
        .execute(tx.conn())?;
    Ok(())
}

/// The countries in which a plan is sold; none says nothing.
pub fn countries_of(conn: &mut Conn, plan: PlanId) -> db::Result<Vec<String>> {
    Ok(plan_countries::table
        .filter(plan_countries::plan_id.eq(plan))
        .order(plan_countries::country)
        .select(plan_countries::country)
        .load(conn)?)
}

/// The plans that a plan needs or can be changed to.
pub fn links_of(conn: &mut Conn, plan: PlanId) -> db::Result<Vec<PlanLink>> {
    Ok(plan_links::table
        .filter(plan_links::plan_id.eq(plan))
        .order((plan_links::kind, plan_links::product_id, plan_links::sku_id))
        .select(PlanLink::as_select())
        .load(conn)?)
}

/// Keeps these countries and links of a plan in place of those before.
pub fn replace_surroundings(
    tx: &mut Tx<'_>,
    plan: PlanId,
    countries: &[String],
    links: &[PlanLink],
) -> db::Result<()> {
    diesel::delete(plan_countries::table.filter(plan_countries::plan_id.eq(plan)))
        .execute(tx.conn())?;
    diesel::delete(plan_links::table.filter(plan_links::plan_id.eq(plan))).execute(tx.conn())?;
    for country in countries {
        let row = PlanCountry {
            plan_id: plan,
            country: country.clone(),
        };
        diesel::insert_into(plan_countries::table)
            .values(&row)
            .execute(tx.conn())?;
    }
    for link in links {
        diesel::insert_into(plan_links::table)
            .values(link)
            .execute(tx.conn())?;
    }
    Ok(())
}
