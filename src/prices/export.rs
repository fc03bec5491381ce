//! The list as a file: the prices that the address shows, all pages of it, read and sent some hundred plans at a time.

use super::{
    asked::ask,
    catalog::Price,
    events::{PRICES_EXPORTED, PriceEvent},
    list_model::{self, ListView, Place},
    list_queries::{self, Row},
    money::{Currency, plain_amount},
    sellers::Seller,
};
use crate::{
    activity,
    db::{self, Db, keyset::Position, types::Timestamp},
    identity::{Request, SeePrices},
    web::{Answer, csv},
};

/// Plans that are in memory at once, with their prices in one market and currency.
const CHUNK: usize = 200;

const OWN: &[&str] = &[
    "ProductId",
    "SkuId",
    "ProductTitle",
    "SkuTitle",
    "Publisher",
    "TermDuration",
    "BillingPlan",
    "Market",
    "Currency",
    "Segment",
    "UnitPrice",
    "PartnerPrice",
    "ERP Price",
    "EffectiveStartDate",
    "EffectiveEndDate",
];

/// Without what the seller itself pays.
const OF_PROVIDERS: &[&str] = &[
    "Provider",
    "ProductId",
    "SkuId",
    "ProductTitle",
    "SkuTitle",
    "Publisher",
    "TermDuration",
    "BillingPlan",
    "Market",
    "Currency",
    "Segment",
    "Price",
    "ERP Price",
    "EffectiveStartDate",
    "EffectiveEndDate",
];

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn export(mut request: Request<SeePrices>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = ListView {
        size: CHUNK,
        ..ListView::of(request.query_string())?.at_start()
    };
    let partner = request.by.staff.partner.clone();
    let (asked, view) = request
        .read(move |conn, _| ask(conn, &partner, view))
        .await?;
    let (Some(seller), Some(place)) = (asked.sellers.chosen, asked.place) else {
        return Ok(csv::stream(
            ("prices.csv", mark),
            OF_PROVIDERS,
            view,
            nothing,
        ));
    };
    let event = PriceEvent {
        kind: PRICES_EXPORTED,
        partner: request.scope().partner_id(),
        detail: format!("{} for {place}", seller.name),
    };
    let recorded = request.write(move |tx, by, now| activity::record(tx, by, &event, now));
    recorded.await?;
    let header = if seller.is_own { OWN } else { OF_PROVIDERS };
    let (db, now) = (request.db(), request.now);
    let rows = move |view| next_rows(db.clone(), seller.clone(), place.clone(), view, now);
    Ok(csv::stream(("prices.csv", mark), header, view, rows))
}

/// Of no list.
async fn nothing(_: ListView) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    Ok((Vec::new(), None))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    seller: Seller,
    place: Place,
    view: ListView,
    now: Timestamp,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    db.read(move |conn| {
        let page = list_queries::list(conn, &seller, &view, &place, now)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|row| view.at(Position::After(list_model::cursor(&row.plan))));
        let lines = page.rows.iter().flat_map(|row| {
            let prices = row.prices.iter();
            prices.map(|price| cells(row, price, &seller))
        });
        Ok((lines.collect(), behind))
    })
    .await
}

fn cells(row: &Row, price: &Price, seller: &Seller) -> Vec<String> {
    let plan = &row.plan;
    let amount = |units: Option<i64>| match (units, Currency::of(&price.currency)) {
        (Some(units), Some(currency)) => plain_amount(units, currency),
        _ => String::new(),
    };
    let amounts = price.amounts();
    let mut cells = match seller.is_own {
        true => Vec::new(),
        false => vec![seller.name.clone()],
    };
    let of_plan = [
        &plan.product_id,
        &plan.sku_id,
        &plan.product_title,
        &plan.sku_title,
        &plan.publisher,
    ];
    cells.extend(of_plan.map(Clone::clone));
    cells.extend([
        price.term_duration.as_str().to_owned(),
        price.billing_plan.as_str().to_owned(),
        price.market.clone(),
        price.currency.clone(),
        price.segment.as_str().to_owned(),
    ]);
    if seller.is_own {
        cells.extend([amount(Some(amounts.cost)), amount(amounts.partner_price)]);
    } else {
        cells.push(amount(amounts.for_resellers()));
    }
    cells.extend([
        amount(amounts.list_price),
        price.begins_at.rfc3339(),
        price.ends_at.map(Timestamp::rfc3339).unwrap_or_default(),
    ]);
    cells
}
