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

/// Whether two rows are of one plan, market, currency, segment, term and billing.
macro_rules! same_key {
    ($one:literal, $other:literal) => {
        same_key!($one, $other, "plan_id", "market", "currency", "segment", "term_duration", "billing_plan")
    };
    ($one:literal, $other:literal, $first:literal $(, $column:literal)*) => {
        concat!(
            $one, ".", $first, " = ", $other, ".", $first,
            $(" AND ", $one, ".", $column, " = ", $other, ".", $column),*
        )
    };
}

/// Whether a reseller sees the same in two rows: its price and the list price.
macro_rules! same_to_resellers {
    ($one:literal, $other:literal) => {
        concat!(
            "coalesce(",
            $one,
            ".partner_price, ",
            $one,
            ".list_price) IS NOT DISTINCT FROM coalesce(",
            $other,
            ".partner_price, ",
            $other,
            ".list_price) AND ",
            $one,
            ".list_price IS NOT DISTINCT FROM ",
            $other,
            ".list_price"
        )
    };
}

/// Whether a row was ever in force.
macro_rules! was_in_force {
    ($row:literal) => {
        concat!(
            "(",
            $row,
            ".ends_at IS NULL OR ",
            $row,
            ".ends_at > ",
            $row,
            ".begins_at)"
        )
    };
}

/// A row was in force, and does not just go on with what a reseller saw before, at another cost.
macro_rules! begins_for_resellers {
    ($row:literal) => {
        concat!(
            was_in_force!($row),
            " AND NOT EXISTS (SELECT 1 FROM prices AS earlier WHERE ",
            same_key!("earlier", $row),
            " AND earlier.begins_at < ",
            $row,
            ".begins_at AND earlier.ends_at = ",
            $row,
            ".begins_at AND ",
            same_to_resellers!("earlier", $row),
            ")"
        )
    };
}

/// The same of the row that is read.
pub(super) const BEGINS_FOR_RESELLERS: &str = begins_for_resellers!("prices");

/// When the last of those rows ends that go on with what a reseller sees of this one: the first behind which none does.
pub(super) const ENDS_FOR_RESELLERS: &str = concat!(
    "(SELECT later.ends_at FROM prices AS later WHERE ",
    same_key!("later", "prices"),
    " AND later.begins_at >= prices.begins_at AND ",
    was_in_force!("later"),
    " AND NOT EXISTS (SELECT 1 FROM prices AS next WHERE ",
    same_key!("next", "later"),
    " AND next.begins_at = later.ends_at AND ",
    was_in_force!("next"),
    " AND ",
    same_to_resellers!("next", "later"),
    ") ORDER BY later.begins_at, later.id LIMIT 1)"
);

/// When the first of those rows began that go on to this one with what a reseller sees of it.
const STARTS_FOR_RESELLERS: &str = concat!(
    "(SELECT max(start.begins_at) FROM prices AS start WHERE ",
    same_key!("start", "prices"),
    " AND start.begins_at <= prices.begins_at AND ",
    begins_for_resellers!("start"),
    ")"
);

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
