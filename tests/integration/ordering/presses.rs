//! One press, one order (rule 12).

use chrono::Duration;
use futures_util::future::join_all;
use partner_center::app::Parts;

use super::{ORDER, Store, next_price};

#[actix_web::test]
async fn the_same_press_again_shows_the_same_order() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let first = store.confirm(&review).await.expect(303);
    let again = store.confirm(&review).await.expect(303);
    assert_eq!(first.location(), again.location());
    assert_eq!(store.app.count("orders"), 1);
    // Also later, on another node, and when the price has changed.
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}'",
        store.app.now().rfc3339()
    ));
    store.app.pass(Duration::minutes(5));
    let other = store.app.again_with(|_: &mut Parts| {});
    let reseller = store.pair.reseller.id.to_string();
    let typed = [
        ("key", review.value("key")),
        ("shown", review.value("shown")),
        ("reseller", reseller),
    ];
    let typed: Vec<_> = typed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let email = store
        .pair
        .provider
        .email(partner_center::identity::Role::AdminAgent);
    let there = other.sign_in_as(&email).await;
    let address = other.paths().cart_confirmation(store.customer.uuid());
    let answer = there.post(&address, &typed).await.expect(303);
    assert_eq!(answer.location(), first.location());
    assert_eq!(store.app.count("orders"), 1);
}

#[actix_web::test]
async fn presses_at_the_same_moment_make_one_order_and_all_show_it() {
    let store = Store::open().await;
    for round in 0..4 {
        let review = store.reviewed("10").await;
        let presses = (0..4).map(|_| store.confirm(&review));
        let answers = join_all(presses).await;
        let shown: Vec<String> = answers
            .into_iter()
            .map(|answer| answer.expect(303).location())
            .collect();
        assert!(
            shown.iter().all(|address| *address == shown[0]),
            "{shown:?}"
        );
        assert_eq!(store.app.count("orders"), round + 1);
        assert_eq!(store.app.count("subscriptions"), round + 1);
    }
}

#[actix_web::test]
async fn the_same_key_with_other_content_is_refused_and_says_what_was_ordered() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let placed = store.confirm(&review).await.expect(303);
    let direct = [("reseller", "direct")];
    let refused = store
        .pair
        .distributor
        .submit(&review, ORDER, &direct)
        .await
        .expect(303);
    assert_eq!(refused.location(), placed.location());
    let page = store.pair.distributor.follow(&refused).await.expect(200);
    let told = page.flash();
    assert!(
        told.contains("with other content. Nothing was ordered now"),
        "{told}"
    );
    let orders = store.orders();
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].partner_id_on_record, Some(store.pair.reseller.id));
}

#[actix_web::test]
async fn when_a_price_has_changed_nothing_is_ordered_and_the_new_sum_is_shown() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    assert!(review.has_text("1,200.00 EUR"), "{}", review.text());
    next_price(&store, 13_000);
    let refused = store.confirm(&review).await.expect(409);
    assert_eq!(store.app.count("orders"), 0);
    assert!(refused.error_summary()[0].contains("has changed since you looked"));
    assert!(refused.has_text("1,300.00 EUR"), "{}", refused.text());
    // What is shown now can be ordered.
    store.confirm(&refused).await.expect(303);
    assert_eq!(store.orders()[0].cost_amount, 130_000);
}

#[actix_web::test]
async fn a_cart_that_was_changed_in_another_window_is_shown_again() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store
        .add(&store.pair.distributor, store.price, "1")
        .await
        .expect(303);
    store.confirm(&review).await.expect(409);
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn a_review_from_yesterday_is_shown_again_because_its_days_are_others() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store.app.pass(Duration::days(1));
    let email = store
        .pair
        .provider
        .email(partner_center::identity::Role::AdminAgent);
    let agent = store.app.sign_in_as(&email).await;
    let reseller = store.pair.reseller.id.to_string();
    let chosen = [("reseller", reseller.as_str())];
    agent.submit(&review, ORDER, &chosen).await.expect(409);
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn the_same_plan_ordered_in_the_last_hour_is_said() {
    let store = Store::open().await;
    assert!(
        !store
            .reviewed("10")
            .await
            .has_text("Ordered in the last hour")
    );
    let review = store.review(&store.pair.distributor).await;
    store.confirm(&review).await.expect(303);
    store.app.pass(Duration::minutes(20));
    let again = store.reviewed("10").await;
    assert!(
        again.has_text("Ordered in the last hour already"),
        "{}",
        again.text()
    );
    assert!(again.has_link("100-001"));
    store.app.pass(Duration::minutes(20));
    let then = store.review(&store.pair.distributor).await.expect(200);
    assert!(then.has_text("Ordered in the last hour already"));
    store.app.pass(Duration::minutes(25));
    let later = store.review(&store.pair.distributor).await.expect(200);
    assert!(!later.has_text("Ordered in the last hour"));
}
