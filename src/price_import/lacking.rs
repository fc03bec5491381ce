//! What a whole list lacks of the markets, currencies and segments that occur in it.

use super::{
    headings::Sheet,
    judging::{PLACE, kept_key},
    settings::{Extent, Settings},
    values::{LackingRow, Offer, Values, price_of},
};
use crate::{
    db::{self, Conn},
    prices::{self, Plan, Price, PricePlace},
    uploads::{About, BatchRow, Seen, Verdict},
};

/// Prices, and rows of which the file lacks them, in memory at once.
const CHUNK: usize = 1_000;

/// The places of the file, in their order.
pub(super) fn places(seen: &Seen) -> Vec<PricePlace> {
    let mut places: Vec<PricePlace> = seen.behind(PLACE).filter_map(PricePlace::of).collect();
    places.sort_unstable();
    places
}

/// The prices that it lacks, behind the ones given last.
pub(super) fn lacking(
    conn: &mut Conn,
    about: &About<'_>,
    seen: &Seen,
    behind: Option<&BatchRow>,
) -> db::Result<Vec<BatchRow>> {
    let settings: Settings = about.batch.settings()?;
    if settings.extent != Extent::Whole || settings.sheet != Sheet::Prices {
        return Ok(Vec::new());
    }
    let scope = about.scope();
    let mut last = match behind.and_then(price_of) {
        Some(id) => Some(prices::find_price(conn, scope, id)?),
        None => None,
    };
    let from = last.as_ref().map(Price::place);
    let places = places(seen);
    for place in places
        .iter()
        .filter(|it| from.as_ref().is_none_or(|from| *it >= from))
    {
        let mut id = last
            .take()
            .filter(|it| it.place() == *place)
            .map(|it| it.id);
        loop {
            let found = prices::lasting_of_place(conn, scope, place, about.now, id, CHUNK)?;
            let Some(end) = found.last().map(|(price, _)| price.id) else {
                break;
            };
            let lacks = found
                .iter()
                .filter(|(price, _)| !seen.has(&kept_key(price.id)));
            let rows = lacks.map(|(price, plan)| row(price, plan));
            let rows = rows.collect::<db::Result<Vec<_>>>()?;
            if !rows.is_empty() {
                return Ok(rows);
            }
            id = Some(end);
        }
    }
    Ok(Vec::new())
}

fn row(price: &Price, plan: &Plan) -> db::Result<BatchRow> {
    let offer = Offer {
        code: plan.code(),
        term: price.term_duration,
        billing: price.billing_plan,
        market: price.market.clone(),
        currency: price.currency.clone(),
        segment: price.segment,
    };
    let values = Values::Lacking(LackingRow {
        offer,
        amounts: price.amounts(),
    });
    let code = plan.code().to_string();
    Ok(BatchRow {
        external_id: price.id.to_string(),
        verdict: Verdict::Ending,
        why: "The file does not have it: it ends when you confirm".to_owned(),
        more: values.kept()?,
        ..BatchRow::sound(plan.sku_title.clone(), code)
    })
}
