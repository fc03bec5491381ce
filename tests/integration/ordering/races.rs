//! An order at the same moment as what would forbid it: either it is placed before, or it is refused.

use std::time::Duration as Pause;

use futures_util::future::join;
use partner_center::{
    db::DatabaseUrl,
    prices::{Billing, Term},
};

use super::{Store, next_price, price};
use crate::support::Page;

fn rounds(store: &Store) -> u64 {
    let usual = match store.app.database_url() {
        DatabaseUrl::Postgres(_) => 12,
        DatabaseUrl::Sqlite(_) => 4,
    };
    let wanted = std::env::var("RACE_ROUNDS").ok();
    wanted.map_or(usual, |rounds| rounds.parse().unwrap())
}

/// Presses both, one of them a little later from round to round.
async fn at_once<T>(
    round: u64,
    order: impl Future<Output = Page>,
    other: impl Future<Output = T>,
) -> (Page, T) {
    let (first, second) = match round.is_multiple_of(2) {
        true => (0, round / 2 % 6),
        false => (round / 2 % 6, 0),
    };
    join(
        async {
            tokio::time::sleep(Pause::from_millis(first)).await;
            order.await
        },
        async {
            tokio::time::sleep(Pause::from_millis(second)).await;
            other.await
        },
    )
    .await
}

/// Whether an order was placed while its seller's relationship had ended.
fn placed_too_late(store: &Store) -> i64 {
    store.app.count(
        "activity AS o JOIN activity AS r ON r.action = 'relationship_removed' AND o.action = 'order_placed' AND o.id > r.id AND o.partner_id = r.partner_id",
    )
}

#[actix_web::test]
async fn a_removal_of_the_relationship_against_an_order() {
    let mut told = Vec::new();
    for round in 0..4 {
        let store = Store::open().await;
        let review = store.reviewed("10").await;
        let removal = store.app.paths().removal(store.customer.uuid());
        let page = store.pair.distributor.open(&removal).await.expect(200);
        let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
        let button = "Remove relationship with Adatum";
        let remove = store.pair.distributor.submit(&page, button, &typed);
        let (order, removed) = at_once(round, store.confirm(&review), remove).await;
        assert_eq!(removed.status, 303, "{}", removed.text());
        let placed = store.app.count("orders");
        match order.status {
            303 if placed == 1 => assert_eq!(placed_too_late(&store), 0),
            403 => assert_eq!(placed, 0),
            // The cart was withdrawn together with the relationship.
            303 => assert_eq!(placed, 0),
            other => panic!("{other}: {}", order.text()),
        }
        assert_eq!(store.app.count("subscriptions"), placed);
        assert_eq!(store.app.count("carts"), 0);
        told.push((order.status, placed));
    }
    println!("{told:?}");
}

#[actix_web::test]
async fn an_end_of_the_partnership_against_an_order_for_its_reseller() {
    let store = Store::open().await;
    let mut partnership = store.pair.partnership;
    for round in 0..rounds(&store) {
        if round > 0 {
            let (provider, reseller) = (&store.pair.provider, &store.pair.reseller);
            partnership = store.app.partnership(provider, reseller);
        }
        let review = store.reviewed("1").await;
        let before = store.app.count("orders");
        let admin = partner_center::identity::Role::GlobalAdmin;
        let admin = store.app.sign_in(&store.pair.reseller, admin).await;
        let removal = store.app.paths().partnership_removal(partnership);
        let page = admin.open(&removal).await.expect(200);
        let typed = [
            ("statements", "made"),
            ("confirm_domain", "meridian.example"),
        ];
        let end = admin.submit(&page, "Remove partnership with Meridian", &typed);
        let (order, ended) = at_once(round, store.confirm(&review), end).await;
        assert_eq!(ended.status, 303, "{}", ended.text());
        let placed = store.app.count("orders") - before;
        match order.status {
            303 => assert_eq!(placed, 1),
            422 => assert_eq!(placed, 0),
            other => panic!("{other}: {}", order.text()),
        }
    }
}

#[actix_web::test]
async fn a_change_of_the_price_against_a_confirmation() {
    let store = Store::open().await;
    for round in 0..rounds(&store) {
        let review = store.reviewed("1").await;
        let before = store.orders().len();
        let old = 12_000 + i64::try_from(round).unwrap() * 10;
        let change = async {
            next_price(&store, old + 10);
        };
        let (order, ()) = at_once(round, store.confirm(&review), change).await;
        let orders = store.orders();
        match order.status {
            303 => {
                assert_eq!(orders.len(), before + 1);
                assert_eq!(orders[before].cost_amount, old, "what was shown");
            }
            409 | 422 => {
                assert_eq!(orders.len(), before);
                let review = store.review(&store.pair.distributor).await.expect(200);
                store.confirm(&review).await.expect(303);
            }
            other => panic!("{other}: {}", order.text()),
        }
    }
}

#[actix_web::test]
async fn two_sellers_share_the_last_licenses_of_a_pool() {
    let store = Store::open().await;
    store.run("UPDATE plans SET max_licenses = 300");
    let (northwind, agent) = store.other_provider().await;
    let theirs = super::plan(&store.app, &northwind, "1", |plan| {
        plan.max_licenses = Some(300)
    });
    let their_price = price(&store.app, &theirs, Term::Month, Billing::Monthly, 1_000);
    for round in 0..rounds(&store) {
        store.add(&agent, their_price, "200").await.expect(303);
        let their_review = store.review(&agent).await.expect(200);
        let review = store.reviewed("200").await;
        let direct = [("reseller", "direct")];
        let their_press = agent.submit(&their_review, super::ORDER, &direct);
        let (ours, theirs) = at_once(round, store.confirm(&review), their_press).await;
        let mut answers = [ours.status, theirs.status];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422], "round {round}");
        assert_eq!(store.app.count("subscriptions WHERE state = 'active'"), 1);
        store.run("UPDATE subscriptions SET state = 'cancelled', next_at = NULL; DELETE FROM cart_lines; DELETE FROM carts");
    }
}
