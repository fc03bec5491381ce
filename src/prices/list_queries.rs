//! Statements of the list: plans in the order of their names, each with its prices in one market and currency.

use std::collections::{HashMap, HashSet};

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{Bool, Text},
};

use super::{
    catalog::{Plan, Price, PriceKey, in_force},
    history_queries::{self, BEGINS_FOR_RESELLERS, ENDS_FOR_RESELLERS},
    list_model::{ListView, ORDER, Part, Place, Wanted},
    sellers::Seller,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql,
        ids::{PlanId, PriceId},
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

/// One page of a seller's list, as itself or as its resellers see it: to these a change of the cost alone begins and ends
/// nothing. The place is known by now: without one there are no prices.
pub(super) fn list(
    conn: &mut Conn,
    seller: &Seller,
    view: &ListView,
    place: &Place,
    now: Timestamp,
) -> db::Result<Page<Row>> {
    let wanted = &view.filters;
    let (scope, is_own) = (seller.scope, seller.is_own);
    let order = Order {
        descending: view.descending,
        ..BY_TITLE
    };
    let page: Page<Plan> = order.page(conn, &view.position, view.size, || {
        of((scope, is_own), wanted, place, now).select(Plan::as_select())
    })?;
    let ids: Vec<PlanId> = page.rows.iter().map(|plan| plan.id).collect();
    let prices = prices_of(conn, &ids, place, now)?;
    let prices = match is_own {
        true => prices,
        false => without_costs(conn, prices)?,
    };
    let mut prices = asked_for(prices, wanted, now);
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

fn of<'q>(
    (scope, is_own): (Scope, bool),
    wanted: &Wanted,
    place: &Place,
    now: Timestamp,
) -> OfPlans<'q> {
    let own = plans::table
        .filter(plans::partner_id.eq(scope.partner_id()))
        .filter(has_price(wanted, is_own, place, now))
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
fn has_price(wanted: &Wanted, is_own: bool, place: &Place, now: Timestamp) -> Sql<Bool> {
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
    let begin = match (is_own, wanted.part) {
        (true, _) => begin,
        (false, Part::Beginning) => begin.sql(" AND ").sql(BEGINS_FOR_RESELLERS),
        (false, Part::Ending) => begin
            .sql(" AND ")
            .sql(ENDS_FOR_RESELLERS)
            .sql(" IS NOT NULL"),
        (false, Part::InForce) => begin,
    };
    let begin = match wanted.part {
        Part::Beginning => at(
            begin,
            " AND (prices.ends_at IS NULL OR prices.ends_at > prices.begins_at) AND prices.begins_at > ",
        ),
        Part::Ending => {
            let begin = at(begin, " AND prices.begins_at <= ");
            match is_own {
                true => at(begin, " AND prices.ends_at > "),
                false => at(begin, " AND (prices.ends_at IS NULL OR prices.ends_at > ").sql(")"),
            }
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

/// The prices of these plans in the place that are not over.
fn prices_of(
    conn: &mut Conn,
    plans: &[PlanId],
    place: &Place,
    now: Timestamp,
) -> db::Result<Vec<Price>> {
    if plans.is_empty() {
        return Ok(Vec::new());
    }
    Ok(prices::table
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
        .load(conn)?)
}

/// As resellers see them: of rows that go on with what they see, the first one, from the beginning to the end of all.
fn without_costs(conn: &mut Conn, prices: Vec<Price>) -> db::Result<Vec<Price>> {
    let ids: Vec<PriceId> = prices.iter().map(|price| price.id).collect();
    let spans = history_queries::spans_without_costs(conn, &ids)?;
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for mut price in prices {
        if let Some((start, end)) = spans.get(&price.id) {
            price.begins_at = *start;
            price.ends_at = *end;
        }
        if seen.insert((price.key(), price.begins_at)) {
            kept.push(price);
        }
    }
    Ok(kept)
}

/// Those that are asked for, by plan.
fn asked_for(prices: Vec<Price>, wanted: &Wanted, now: Timestamp) -> HashMap<PlanId, Vec<Price>> {
    let mut by_key: HashMap<PriceKey, Vec<Price>> = HashMap::new();
    for price in &prices {
        by_key.entry(price.key()).or_default().push(price.clone());
    }
    let mut by_plan: HashMap<PlanId, Vec<Price>> = HashMap::new();
    for price in prices {
        let same = by_key.get(&price.key()).map_or(&[][..], Vec::as_slice);
        if is_asked_for(&price, same, wanted, now) {
            by_plan.entry(price.plan_id).or_default().push(price);
        }
    }
    by_plan
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
