//! Statements of the list: plans in the order of their names, each with its prices in one market and currency.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{Bool, Text},
};

use super::{
    catalog::{Plan, Price, PriceKey, in_force},
    list_model::{ListView, ORDER, Part, Place, Wanted},
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql,
        ids::PlanId,
        keyset::{Order, Page},
        schema::{plans, price_places, prices},
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::Scope,
    text::folded,
};

type OfPlans<'q> = plans::BoxedQuery<'q, MultiBackend>;

/// Publishers to choose from.
const PUBLISHERS: i64 = 200;

/// The markets and currencies of a seller's list.
pub(super) fn places(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Place>> {
    let found: Vec<(String, String)> = price_places::table
        .filter(price_places::partner_id.eq(scope.partner_id()))
        .order((price_places::market, price_places::currency))
        .select((price_places::market, price_places::currency))
        .distinct()
        .load(conn)?;
    let place = |(market, currency)| Place { market, currency };
    Ok(found.into_iter().map(place).collect())
}

/// The publishers of a seller's plans.
pub(super) fn publishers(conn: &mut Conn, scope: Scope) -> db::Result<Vec<String>> {
    Ok(plans::table
        .filter(plans::partner_id.eq(scope.partner_id()))
        .filter(plans::publisher.ne(""))
        .order(plans::publisher)
        .select(plans::publisher)
        .distinct()
        .limit(PUBLISHERS)
        .load(conn)?)
}

/// A plan with its prices in the place.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) plan: Plan,
    pub(super) prices: Vec<Price>,
}

const BY_TITLE: Order = Order {
    column: "plans.title_key",
    kind: ORDER,
    id: "plans.id",
    descending: false,
};

/// One page. The place is known by now: without one there are no prices.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    view: &ListView,
    place: &Place,
    now: Timestamp,
) -> db::Result<Page<Row>> {
    let wanted = &view.filters;
    let order = Order {
        descending: view.descending,
        ..BY_TITLE
    };
    let page: Page<Plan> = order.page(conn, &view.position, view.size, || {
        of(scope, wanted, place, now).select(Plan::as_select())
    })?;
    let ids: Vec<PlanId> = page.rows.iter().map(|plan| plan.id).collect();
    let mut prices = prices_of(conn, &ids, wanted, place, now)?;
    let row = |plan: Plan| Row {
        prices: prices.remove(&plan.id).unwrap_or_default(),
        plan,
    };
    Ok(Page {
        has_previous: page.has_previous,
        has_next: page.has_next,
        position: page.position,
        rows: page.rows.into_iter().map(row).collect(),
    })
}

fn of<'q>(scope: Scope, wanted: &Wanted, place: &Place, now: Timestamp) -> OfPlans<'q> {
    let own = plans::table
        .filter(plans::partner_id.eq(scope.partner_id()))
        .filter(has_price(wanted, place, now))
        .into_boxed();
    let own = match wanted.publisher.as_str() {
        "" => own,
        publisher => own.filter(plans::publisher.eq(publisher.to_owned())),
    };
    match wanted.text.trim() {
        "" => own,
        text => own.filter(holds(text)),
    }
}

/// Whether a plan has a price that is asked for. It is found by the plan, however many prices the list has.
fn has_price(wanted: &Wanted, place: &Place, now: Timestamp) -> Sql<Bool> {
    let begin =
        sql("EXISTS (SELECT 1 FROM prices WHERE prices.plan_id = plans.id AND prices.market = ")
            .bind::<Text, _>(place.market.clone())
            .sql(" AND prices.currency = ")
            .bind::<Text, _>(place.currency.clone());
    let begin = match wanted.segment {
        Some(segment) => begin.sql(" AND prices.segment = ").bind::<Text, _>(segment),
        None => begin,
    };
    let begin = match wanted.term {
        Some(term) => begin
            .sql(" AND prices.term_duration = ")
            .bind::<Text, _>(term),
        None => begin,
    };
    let at = |begin: Sql<Bool>, text| begin.sql(text).bind::<Timestamptz, _>(now);
    let begin = match wanted.part {
        Part::Beginning => at(
            begin,
            " AND (prices.ends_at IS NULL OR prices.ends_at > prices.begins_at) AND prices.begins_at > ",
        ),
        Part::Ending => {
            let begin = at(begin, " AND prices.begins_at <= ");
            at(begin, " AND prices.ends_at > ")
        }
        Part::InForce => {
            let begin = at(begin, " AND prices.begins_at <= ");
            at(begin, " AND (prices.ends_at IS NULL OR prices.ends_at > ").sql(")")
        }
    };
    begin.sql(")")
}

/// Whether the name or the ID of a plan holds the text.
pub(super) fn holds(text: &str) -> Sql<Bool> {
    let escaped = |text: &str| {
        let mut pattern = String::from("%");
        for sign in text.chars() {
            if matches!(sign, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(sign);
        }
        pattern.push('%');
        pattern
    };
    sql("(plans.title_key LIKE ")
        .bind::<Text, _>(escaped(&folded(text)))
        .sql(r" ESCAPE '\' OR plans.product_id || '/' || plans.sku_id LIKE ")
        .bind::<Text, _>(escaped(&text.to_uppercase()))
        .sql(r" ESCAPE '\')")
}

/// The prices of these plans that are asked for.
fn prices_of(
    conn: &mut Conn,
    plans: &[PlanId],
    wanted: &Wanted,
    place: &Place,
    now: Timestamp,
) -> db::Result<HashMap<PlanId, Vec<Price>>> {
    if plans.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<Price> = prices::table
        .filter(db::is_one_of(conn, "prices.plan_id", plans))
        .filter(prices::market.eq(place.market.clone()))
        .filter(prices::currency.eq(place.currency.clone()))
        .filter(
            prices::ends_at
                .is_null()
                .or(prices::ends_at.gt(now).assume_not_null()),
        )
        .order((
            prices::segment,
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
        if is_asked_for(&price, same, wanted, now) {
            by_plan.entry(price.plan_id).or_default().push(price);
        }
    }
    Ok(by_plan)
}

fn is_asked_for(price: &Price, same: &[Price], wanted: &Wanted, now: Timestamp) -> bool {
    let is_in_force = || in_force(same, now).is_some_and(|it| it.id == price.id);
    wanted
        .segment
        .is_none_or(|segment| segment == price.segment)
        && wanted.term.is_none_or(|term| term == price.term_duration)
        && match wanted.part {
            Part::InForce => is_in_force(),
            Part::Beginning => price.begins_at > now && !price.is_over(now),
            Part::Ending => is_in_force() && price.ends_at.is_some(),
        }
}

/// A plan of any seller, for whoever sees that seller's prices.
pub(super) fn plan_of_any(conn: &mut Conn, id: PlanId) -> db::Result<Plan> {
    Ok(plans::table
        .filter(plans::id.eq(id))
        .select(Plan::as_select())
        .first(conn)?)
}

/// The IDs of plans in the list, for links between them.
pub(super) fn plan_ids(
    conn: &mut Conn,
    scope: Scope,
    codes: &[super::catalog::PlanLink],
) -> db::Result<Vec<(PlanId, String, String, String)>> {
    let mut found = Vec::new();
    for code in codes {
        let own = plans::table
            .filter(plans::partner_id.eq(scope.partner_id()))
            .filter(plans::product_id.eq(code.product_id.clone()))
            .filter(plans::sku_id.eq(code.sku_id.clone()));
        let rows: Vec<(PlanId, String, String, String)> = own
            .select((
                plans::id,
                plans::product_id,
                plans::sku_id,
                plans::sku_title,
            ))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}
