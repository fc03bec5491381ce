//! What a line takes to be ordered (rule 11): each cause is told by its own words, and nothing is ordered.

use partner_center::prices::{Billing, LimitType, Term};

use super::{ORDER, Store, plan, price, price_in, surround};
use crate::support::Page;

#[track_caller]
fn assert_told(page: &Page, words: &str) {
    assert!(page.has_text(words), "{words:?} is not in {}", page.text());
}

#[actix_web::test]
async fn a_price_that_ended_since_the_review_orders_nothing() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let now = store.app.now().rfc3339();
    store.run(&format!("UPDATE prices SET ends_at = '{now}'"));
    let refused = store.refusal(&review).await;
    assert_told(
        &refused,
        "No price of this term and billing is in force for Germany in EUR",
    );
}

#[actix_web::test]
async fn a_plan_that_is_sold_no_more_since_the_review_orders_nothing() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let now = store.app.now();
    store.run(&format!(
        "UPDATE plans SET end_of_sale_at = '{}'",
        now.rfc3339()
    ));
    let refused = store.refusal(&review).await;
    assert_told(&refused, &format!("This plan is sold no more since {now}"));
}

#[actix_web::test]
async fn a_plan_that_names_other_countries_is_neither_offered_nor_ordered() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    surround(&store.app, &store.suite, &["FR", "AT"], &[]);
    let refused = store.refusal(&review).await;
    assert_told(&refused, "This plan is not sold in Germany");
    let cart = store.pair.distributor.open(&store.cart()).await.expect(200);
    assert_told(&cart, "No plan on sale fits");
}

#[actix_web::test]
async fn fewer_licenses_than_the_plans_smallest_quantity_are_not_ordered() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store.run("UPDATE plans SET min_licenses = 25");
    let refused = store.refusal(&review).await;
    assert_told(&refused, "This plan takes at least 25 licenses");
}

#[actix_web::test]
async fn more_licenses_than_a_subscription_may_have_are_not_ordered() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store.run(
        "UPDATE plans SET max_licenses = 9, asset_ownership_limit = 5, asset_ownership_limit_type = 'concurrent_count'",
    );
    let refused = store.refusal(&review).await;
    assert_told(
        &refused,
        "A subscription of this plan takes at most 9 licenses",
    );
}

#[actix_web::test]
async fn a_pooled_limit_is_counted_over_all_sellers_and_says_how_many_are_left_alone() {
    let store = Store::open().await;
    store.run("UPDATE plans SET max_licenses = 300");
    let (northwind, agent) = store.other_provider().await;
    let theirs = plan(&store.app, &northwind, "1", |plan| {
        plan.max_licenses = Some(300)
    });
    let their_price = price(&store.app, &theirs, Term::Month, Billing::Monthly, 1_000);
    store.add(&agent, their_price, "280").await.expect(303);
    let review = store.review(&agent).await.expect(200);
    let direct = [("reseller", "direct")];
    agent.submit(&review, ORDER, &direct).await.expect(303);
    // What is left can be ordered, in two lines that count together.
    let ours = store.reviewed("21").await;
    assert_told(
        &ours,
        "All subscriptions of this customer may have 300 licenses of this plan together, and 20 are left",
    );
    assert!(!ours.has_text("Northwind"), "{}", ours.text());
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Year,
        Billing::Monthly,
        12_600,
    );
    let fields = ours.value("key");
    assert!(!fields.is_empty());
    let cart = store.pair.distributor.open(&store.cart()).await.expect(200);
    let fewer = [("quantity", "15")];
    store
        .pair
        .distributor
        .submit(&cart, "Update", &fewer)
        .await
        .expect(303);
    store
        .add(&store.pair.distributor, monthly, "6")
        .await
        .expect(303);
    let both = store.review(&store.pair.distributor).await.expect(200);
    assert_told(&both, "together, and 5 are left");
}

#[actix_web::test]
async fn a_customer_holds_no_more_subscriptions_of_a_plan_than_it_may() {
    let store = Store::open().await;
    let limited = |kind| {
        move |plan: &mut partner_center::prices::Plan| {
            plan.asset_ownership_limit = Some(1);
            plan.asset_ownership_limit_type = Some(kind);
        }
    };
    let (_, now) = store.sell("2", limited(LimitType::Concurrent));
    let (_, ever) = store.sell("3", limited(LimitType::Lifetime));
    let agent = &store.pair.distributor;
    store.add(agent, now, "1").await.expect(303);
    store.add(agent, ever, "1").await.expect(303);
    let review = store.review(agent).await.expect(200);
    store.confirm(&review).await.expect(303);
    store.run("UPDATE subscriptions SET state = 'cancelled', next_at = NULL");
    store.add(agent, now, "1").await.expect(303);
    assert!(!store.review(agent).await.has_text("Cannot be ordered"));
    store.add(agent, ever, "1").await.expect(303);
    let refused = store.review(agent).await.expect(200);
    assert_told(
        &refused,
        "A customer may hold 1 of this plan in all its time, and 0 are left",
    );
    store.run("UPDATE subscriptions SET state = 'active', next_at = commitment_end_date");
    let refused = store.review(agent).await.expect(200);
    assert_told(
        &refused,
        "A customer may hold 1 of this plan, and 0 are left",
    );
}

#[actix_web::test]
async fn an_add_on_takes_one_of_its_base_plans_from_whomever_or_in_the_same_cart() {
    let store = Store::open().await;
    let (addon, addon_price) = store.sell("2", |_| {});
    surround(&store.app, &addon, &[], &[&store.suite]);
    let agent = &store.pair.distributor;
    store.add(agent, addon_price, "5").await.expect(303);
    let review = store.review(agent).await.expect(200);
    let needs = "It needs one of these at the customer or in this cart: Suite 1";
    assert_told(&review, needs);
    store.add(agent, store.price, "5").await.expect(303);
    assert!(!store.review(agent).await.has_text(needs));
    let cart = agent.open(&store.cart()).await.expect(200);
    agent
        .submit(&cart, "Remove Suite 1, 1 year, billed yearly", &[])
        .await
        .expect(303);
    assert_told(&store.review(agent).await, needs);
    let (northwind, theirs) = store.other_provider().await;
    let base = plan(&store.app, &northwind, "1", |_| {});
    let base = price(&store.app, &base, Term::Month, Billing::Monthly, 1_000);
    store.add(&theirs, base, "3").await.expect(303);
    let review = store.review(&theirs).await.expect(200);
    theirs
        .submit(&review, ORDER, &[("reseller", "direct")])
        .await
        .expect(303);
    let review = store.review(agent).await.expect(200);
    assert!(!review.has_text(needs));
    store.run("UPDATE subscriptions SET state = 'disabled'");
    let refused = store.confirm(&review).await.expect(422);
    assert_told(&refused, needs);
}

#[actix_web::test]
async fn a_cart_has_one_currency() {
    let store = Store::open().await;
    let yen = price_in(
        &store.app,
        &store.suite,
        (Term::Month, Billing::Monthly),
        "JPY",
        1_500,
    );
    let agent = &store.pair.distributor;
    store.add(agent, store.price, "5").await.expect(303);
    let refused = store.add(agent, yen, "5").await.expect(422);
    assert_told(
        &refused,
        "This cart is in EUR, and an order has one currency",
    );
    let cart = agent.open(&store.cart()).await.expect(200);
    agent
        .submit(&cart, "Remove Suite 1, 1 year, billed yearly", &[])
        .await
        .expect(303);
    store.add(agent, yen, "5").await.expect(303);
    let review = store.review(agent).await.expect(200);
    assert_told(&review, "7,500 JPY");
    store.confirm(&review).await.expect(303);
    assert_eq!(store.orders()[0].currency, "JPY");
}

#[actix_web::test]
async fn a_customer_whose_country_nobody_knows_is_sold_nothing() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store.run("DELETE FROM customer_profiles");
    let answer = store.confirm(&review).await.expect(303);
    let cart = store.pair.distributor.follow(&answer).await.expect(200);
    assert_told(&cart, "The customer's country is not known");
    assert!(cart.has_link("Show the account"));
    assert_eq!(store.app.count("orders"), 0);
    super::settle(&store.app, store.customer, "FR");
    let cart = store.pair.distributor.open(&store.cart()).await.expect(200);
    assert_told(&cart, "Your price list has no prices for France");
}

#[actix_web::test]
async fn what_is_in_grace_leaves_room_for_taking_it_up_again() {
    let store = Store::open().await;
    store.run(
        "UPDATE plans SET max_licenses = 10, asset_ownership_limit = NULL, asset_ownership_limit_type = NULL",
    );
    store.order("10").await;
    let full = store.reviewed("10").await;
    assert_told(&full, "10 licenses of this plan together, and 0 are left");
    store.run("UPDATE subscriptions SET state = 'expired', auto_renew_enabled = false");
    let agent = &store.pair.distributor;
    let review = store.review(agent).await.expect(200);
    assert!(!review.has_text("are left"), "{}", review.text());
    store.confirm(&review).await.expect(303);
    assert_eq!(store.subscriptions().len(), 2);
}
