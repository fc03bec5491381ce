//! The list over all customers as a file: what the address shows, all pages of it, read and sent a thousand rows at a time.
//! Columns are called as the tools of partners call them (manage.md), amounts are of one license for a whole term.

use super::{
    events::ListExported,
    list_model::{ListView, Side},
    list_queries::{self, Found},
    model::Subscription,
};
use crate::{
    activity,
    db::{self, Db, ids::PartnerId, keyset::Position, types::Timestamp},
    identity::{Authorized, Request, View},
    orders::Viewer,
    prices::{Currency, plain_amount},
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const HEADER: &[&str] = &[
    "subscription_id",
    "customer_id",
    "customer",
    "product_id",
    "sku_id",
    "offer_name",
    "friendly_name",
    "state",
    "quantity",
    "available_units",
    "term_duration",
    "billing_cycle",
    "auto_renew_enabled",
    "is_trial",
    "effective_start_date",
    "commitment_start_date",
    "commitment_end_date",
    "cancellation_allowed_until_date",
    "seller",
    "partner_id_on_record",
    "currency",
    "list_price",
    "partner_price",
    "cost",
];

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn export(mut request: Request<View>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = ListView {
        size: CHUNK,
        ..ListView::of(request.query_string())?.at_start()
    };
    let side = view.filters.side;
    let side = side.unwrap_or_else(|| Side::usual(&request.by.staff.partner));
    let recorded = request.write(move |tx, by, now| {
        let exported = ListExported {
            partner: by.scope.partner_id(),
            side,
        };
        activity::record(tx, by, &exported, now)
    });
    recorded.await?;
    let reader = Reader {
        db: request.db(),
        by: request.by.clone(),
        side,
        now: request.now,
    };
    let rows = move |view| next_rows(reader.clone(), view);
    Ok(csv::stream(("subscriptions.csv", mark), HEADER, view, rows))
}

/// Who reads what.
#[derive(Clone)]
struct Reader {
    db: Db,
    by: Authorized<View>,
    side: Side,
    now: Timestamp,
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    reader: Reader,
    view: ListView,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    let Reader { db, by, side, now } = reader;
    db.read(move |conn| {
        let found = list_queries::list(conn, by.scope, side, &view, now)?;
        let last = found.page.rows.last().filter(|_| found.page.has_next);
        let behind = last.map(|row| view.at(Position::After(row.cursor())));
        let lines = found.page.rows.iter().map(|row| {
            let viewer = Viewer::of(&by, row.partner_id);
            cells(row, &found, viewer)
        });
        Ok((lines.collect(), behind))
    })
    .await
}

fn cells(row: &Subscription, found: &Found, viewer: Viewer) -> Vec<String> {
    let name = |id: PartnerId| found.partners.get(&id).cloned().unwrap_or_default();
    let yes = |is_so: bool| if is_so { "true" } else { "false" }.to_owned();
    let amount = |units: Option<i64>, is_seen: bool| amount(units.filter(|_| is_seen), row);
    let customer = found.customers.get(&row.customer_id);
    vec![
        row.id.to_string(),
        row.customer_id.to_string(),
        customer.cloned().unwrap_or_default(),
        row.product_id.clone(),
        row.sku_id.clone(),
        row.offer_name.clone(),
        row.friendly_name.clone(),
        row.state.as_str().to_owned(),
        row.quantity.to_string(),
        found
            .unused(row)
            .map(|it| it.to_string())
            .unwrap_or_default(),
        row.term_duration.as_str().to_owned(),
        row.billing_cycle.as_str().to_owned(),
        yes(row.auto_renew_enabled),
        yes(row.is_trial),
        row.effective_start_date.rfc3339(),
        row.commitment_start_date.rfc3339(),
        row.commitment_end_date.rfc3339(),
        row.cancellation_allowed_until_date.rfc3339(),
        name(row.partner_id),
        row.partner_id_on_record.map(name).unwrap_or_default(),
        row.currency.clone(),
        amount(row.list_price, viewer.sees_prices()),
        amount(row.partner_price, viewer.sees_prices()),
        amount(Some(row.cost), viewer.sees_cost()),
    ]
}

/// As programs read it; empty where there is none, or not for this viewer.
fn amount(units: Option<i64>, row: &Subscription) -> String {
    let currency = Currency::of(&row.currency);
    units
        .zip(currency)
        .map(|(units, currency)| plain_amount(units, currency))
        .unwrap_or_default()
}
