//! All prices of a plan, the newest first: as its seller sees them, and as its resellers do.

use std::collections::HashMap;

use diesel::{
    ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{Bool, Nullable},
};

use super::catalog::Price;
use crate::db::{
    self, Conn,
    ids::{PlanId, PriceId},
    keyset::{Cursor, Kind, Order, Page, Position},
    schema::prices,
    sql,
    types::{Timestamp, Timestamptz},
};

/// A row was in force, and does not just go on with what a reseller saw before, at another cost.
pub(super) const BEGINS_FOR_RESELLERS: &str = "(prices.ends_at IS NULL OR prices.ends_at > prices.begins_at) \
    AND NOT EXISTS (SELECT 1 FROM prices AS earlier \
    WHERE earlier.plan_id = prices.plan_id AND earlier.market = prices.market \
    AND earlier.currency = prices.currency AND earlier.segment = prices.segment \
    AND earlier.term_duration = prices.term_duration AND earlier.billing_plan = prices.billing_plan \
    AND earlier.begins_at < prices.begins_at AND earlier.ends_at = prices.begins_at \
    AND coalesce(earlier.partner_price, earlier.list_price) \
        IS NOT DISTINCT FROM coalesce(prices.partner_price, prices.list_price) \
    AND earlier.list_price IS NOT DISTINCT FROM prices.list_price)";

/// When the last of those rows ends that go on with what a reseller sees of this one: the first behind which none does.
pub(super) const ENDS_FOR_RESELLERS: &str = "(SELECT later.ends_at FROM prices AS later \
    WHERE later.plan_id = prices.plan_id AND later.market = prices.market \
    AND later.currency = prices.currency AND later.segment = prices.segment \
    AND later.term_duration = prices.term_duration AND later.billing_plan = prices.billing_plan \
    AND later.begins_at >= prices.begins_at \
    AND (later.ends_at IS NULL OR later.ends_at > later.begins_at) \
    AND NOT EXISTS (SELECT 1 FROM prices AS next \
    WHERE next.plan_id = later.plan_id AND next.market = later.market \
    AND next.currency = later.currency AND next.segment = later.segment \
    AND next.term_duration = later.term_duration AND next.billing_plan = later.billing_plan \
    AND next.begins_at = later.ends_at AND (next.ends_at IS NULL OR next.ends_at > next.begins_at) \
    AND coalesce(next.partner_price, next.list_price) \
        IS NOT DISTINCT FROM coalesce(later.partner_price, later.list_price) \
    AND next.list_price IS NOT DISTINCT FROM later.list_price) \
    ORDER BY later.begins_at, later.id LIMIT 1)";

/// When the first of those rows began that go on to this one with what a reseller sees of it.
const STARTS_FOR_RESELLERS: &str = "(SELECT max(start.begins_at) FROM prices AS start \
    WHERE start.plan_id = prices.plan_id AND start.market = prices.market \
    AND start.currency = prices.currency AND start.segment = prices.segment \
    AND start.term_duration = prices.term_duration AND start.billing_plan = prices.billing_plan \
    AND start.begins_at <= prices.begins_at \
    AND (start.ends_at IS NULL OR start.ends_at > start.begins_at) \
    AND NOT EXISTS (SELECT 1 FROM prices AS earlier \
    WHERE earlier.plan_id = start.plan_id AND earlier.market = start.market \
    AND earlier.currency = start.currency AND earlier.segment = start.segment \
    AND earlier.term_duration = start.term_duration AND earlier.billing_plan = start.billing_plan \
    AND earlier.begins_at < start.begins_at AND earlier.ends_at = start.begins_at \
    AND coalesce(earlier.partner_price, earlier.list_price) \
        IS NOT DISTINCT FROM coalesce(start.partner_price, start.list_price) \
    AND earlier.list_price IS NOT DISTINCT FROM start.list_price))";

const NEWEST: Order = Order {
    column: "prices.begins_at",
    kind: Kind::Time,
    id: "prices.id",
    descending: true,
};

/// A page of it.
pub(super) fn history(
    conn: &mut Conn,
    plan: PlanId,
    position: &Position,
    size: usize,
) -> db::Result<Page<Price>> {
    NEWEST.page(conn, position, size, || {
        prices::table
            .filter(prices::plan_id.eq(plan))
            .select(Price::as_select())
            .into_boxed()
    })
}

/// The same for a reseller: where its price and the list price stayed, a change of the cost alone makes no row of its own.
pub(super) fn history_without_costs(
    conn: &mut Conn,
    plan: PlanId,
    position: &Position,
    size: usize,
) -> db::Result<Page<Price>> {
    let mut page = NEWEST.page(conn, position, size, || {
        prices::table
            .filter(prices::plan_id.eq(plan))
            .filter(sql::<Bool>(BEGINS_FOR_RESELLERS))
            .select(Price::as_select())
            .into_boxed()
    })?;
    let ids: Vec<PriceId> = page.rows.iter().map(|price| price.id).collect();
    let ends: HashMap<PriceId, Option<Timestamp>> = prices::table
        .filter(db::is_one_of(conn, "prices.id", &ids))
        .select((prices::id, sql::<Nullable<Timestamptz>>(ENDS_FOR_RESELLERS)))
        .load::<(PriceId, Option<Timestamp>)>(conn)?
        .into_iter()
        .collect();
    for price in &mut page.rows {
        price.ends_at = ends.get(&price.id).copied().unwrap_or(price.ends_at);
    }
    Ok(page)
}

/// Since when and until when each of these is to a reseller what it is: a change of the cost alone begins and ends nothing.
pub(super) fn spans_without_costs(
    conn: &mut Conn,
    of: &[PriceId],
) -> db::Result<HashMap<PriceId, (Timestamp, Option<Timestamp>)>> {
    let found: Vec<(PriceId, Option<Timestamp>, Option<Timestamp>)> = prices::table
        .filter(db::is_one_of(conn, "prices.id", of))
        .select((
            prices::id,
            sql::<Nullable<Timestamptz>>(STARTS_FOR_RESELLERS),
            sql::<Nullable<Timestamptz>>(ENDS_FOR_RESELLERS),
        ))
        .load(conn)?;
    let spans = found.into_iter();
    Ok(spans
        .filter_map(|(id, start, end)| Some((id, (start?, end))))
        .collect())
}

/// The place of a price in the history.
pub(super) fn cursor_of_price(price: &Price) -> Cursor {
    Cursor {
        key: price.begins_at.rfc3339(),
        id: price.id.to_string(),
    }
}
