//! Files and lists that look random: the list is afterwards what the file says, in whatever order its rows stand.

use std::collections::HashMap;

use chrono::Duration;
use partner_center::{
    db::{ids::PlanId, types::Timestamp},
    prices::{Amounts, Plan, PlanCode, Price, Segment, in_force, insert_plan, insert_price},
};

use super::{
    OPEN, Shop,
    corrections::day,
    file,
    in_force::{self, Numbers},
};

/// Plans, each with a case of its own: with their rows more than are read at once.
const PLANS: i64 = 400;

/// A price, or a row: cost, beginning, end.
type Span = (i64, i64, Option<i64>);

/// What one plan has, and what the file says of it.
struct Case {
    known: Vec<Span>,
    said: Vec<Span>,
}

impl Case {
    fn of(next: &mut Numbers) -> Self {
        let mut known = Vec::new();
        let mut from = next.below(12) - 8;
        for _ in 0..next.below(4) {
            let last = next.below(3) == 0;
            let until = from + 1 + next.below(6);
            known.push((100 + next.below(3), from, (!last).then_some(until)));
            if last {
                break;
            }
            from = until + next.below(2) * next.below(4);
        }
        let mut said: Vec<Span> = Vec::new();
        for _ in 0..=next.below(3) {
            let from = next.below(16) - 6;
            let until = (next.below(3) > 0).then(|| from + 1 + next.below(8));
            if said.iter().all(|row| row.1 != from) {
                said.push((100 + next.below(3), from, until));
            }
        }
        Self { known, said }
    }

    fn price(&self, shop: &Shop, plan: PlanId, (cost, begins, ends): Span) -> Price {
        let ends = ends.map(|end| day(shop, end));
        Price {
            cost: cost * 100,
            list_price: Some(20_000),
            ..in_force::price(&shop.seller, plan, day(shop, begins), ends)
        }
    }
}

fn known(shop: &Shop, cases: &[Case]) -> Vec<(PlanId, Vec<Price>)> {
    let mut all = Vec::new();
    for (sku, case) in (1..).zip(cases) {
        let code = PlanCode::of("PRODUCT01", &sku.to_string()).unwrap();
        let mut plan = Plan::new(shop.seller.id, &code, "Suite", &format!("Suite {sku}"));
        plan.publisher = "Fabrikam".to_owned();
        plan.segment = Some(Segment::Commercial);
        let of = |span: &Span| case.price(shop, plan.id, *span);
        let prices: Vec<Price> = case.known.iter().map(of).collect();
        all.push((plan, prices));
    }
    shop.app.write(|tx| {
        all.iter().try_for_each(|(plan, prices)| {
            insert_plan(tx, plan)?;
            prices.iter().try_for_each(|price| insert_price(tx, price))
        })
    });
    all.into_iter()
        .map(|(plan, prices)| (plan.id, prices))
        .collect()
}

/// The file, its rows in an order by these numbers.
fn shuffled(shop: &Shop, cases: &[Case], order: u64) -> Vec<u8> {
    let mut rows: Vec<[String; 4]> = Vec::new();
    for (sku, case) in (1..).zip(cases) {
        for (cost, begins, ends) in &case.said {
            let end = ends.map_or(OPEN.to_owned(), |end| day(shop, end).rfc3339());
            let sku: i64 = sku;
            rows.push([
                sku.to_string(),
                cost.to_string(),
                day(shop, *begins).rfc3339(),
                end,
            ]);
        }
    }
    let mut next = Numbers(order);
    for place in (1..rows.len()).rev() {
        let other = next.below(i64::try_from(place + 1).unwrap());
        rows.swap(place, usize::try_from(other).unwrap());
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|[sku, cost, begins, end]| {
            (
                sku.as_str(),
                cost.as_str(),
                "200",
                begins.as_str(),
                end.as_str(),
            )
        })
        .collect();
    file(&rows)
}

fn amounts(rows: &[Price], at: Timestamp) -> Option<Amounts> {
    in_force(rows, at).map(Price::amounts)
}

#[actix_web::test]
async fn afterwards_the_price_in_force_is_the_one_the_file_says_in_whatever_order_its_rows_stand() {
    let mut next = Numbers(20_261_201);
    let cases: Vec<Case> = (0..PLANS).map(|_| Case::of(&mut next)).collect();
    for (order, extent) in [(1, "changes"), (2, "whole"), (3, "changes"), (4, "whole")] {
        let shop = Shop::open().await;
        let before = known(&shop, &cases);
        let sheet = shuffled(&shop, &cases, order);
        let preview = shop.preview(&sheet, extent).await;
        shop.app.pass(Duration::minutes(20));
        shop.confirm_whatever_ends(&preview).await;
        let now = shop.app.now();
        let mut by_plan: HashMap<PlanId, Vec<Price>> = HashMap::new();
        for price in shop.prices() {
            by_plan.entry(price.plan_id).or_default().push(price);
        }
        let mut said_some = 0;
        for ((plan, old), case) in before.iter().zip(&cases) {
            let after = by_plan.get(plan).map_or(&[][..], Vec::as_slice);
            let file: Vec<Price> = case
                .said
                .iter()
                .map(|span| case.price(&shop, *plan, *span))
                .collect();
            let first = file.iter().map(|row| row.begins_at).min().unwrap();
            let is_first = old.is_empty();
            let words = || {
                format!(
                    "order {order}, {extent}: {:?}, then {:?}: {after:#?}",
                    case.known, case.said
                )
            };
            for hour in -240..600 {
                let at = day(&shop, 0).plus(Duration::hours(hour));
                let found = amounts(after, at);
                if at < now {
                    // Only a list that has nothing of the same takes what was.
                    let expected = if is_first {
                        amounts(&file, at)
                    } else {
                        amounts(old, at)
                    };
                    assert_eq!(found, expected, "{at} {}", words());
                    continue;
                }
                match amounts(&file, at) {
                    Some(said) => {
                        said_some += 1;
                        assert_eq!(found, Some(said), "{at} {}", words());
                    }
                    // Of the time before its first row, the file says nothing.
                    None if at < first => {
                        assert_eq!(found, amounts(old, at), "{at} {}", words());
                    }
                    None if extent == "whole" => assert_eq!(found, None, "{at} {}", words()),
                    None => {}
                }
            }
            assert!(after.len() >= old.len());
        }
        assert!(said_some > 10_000, "{said_some}");
    }
}
