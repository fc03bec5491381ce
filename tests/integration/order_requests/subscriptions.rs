//! A reseller asks for a change of a subscription of which it is reseller of record.

use chrono::Duration;
use partner_center::{
    order_requests::{Act, State},
    orders::Kind,
    subscriptions::State as SubscriptionState,
};

use super::{agent, answers::LOOK, approve, ask, assert_told, only, page, send_change, sent};
use crate::{ordering::Store, support::Button};

/// Ten licenses, sold for the reseller.
async fn sold() -> Store {
    let store = Store::open().await;
    store.order("10").await;
    store
}

#[actix_web::test]
async fn more_licenses_are_asked_for_with_what_they_come_to_and_ordered_when_approved() {
    let store = sold().await;
    let shown = ask(&store, "seats", "&quantity=12").await.expect(200);
    assert_told(&shown, "264.00 EUR");
    assert!(
        !shown.has_text("240.00"),
        "that is the cost: {}",
        shown.text()
    );
    send_change(&store, "seats", "&quantity=12")
        .await
        .expect(303);
    let request = only(&store);
    assert_eq!(request.title, "Suite 1: 12 licenses instead of 10");
    assert_eq!(
        (request.act, request.partner_amount),
        (Act::MoreSeats, Some(26_400))
    );
    assert_eq!(
        request.expires_at,
        request.asked_at.plus(Duration::days(14))
    );
    assert_eq!(store.subscriptions()[0].quantity, 10);
    approve(&store).await.expect(303);
    assert_eq!(store.subscriptions()[0].quantity, 12);
    let order = store.orders().remove(1);
    assert_eq!(
        (order.kind, order.asked_by),
        (Kind::Seats, Some(request.asked_by))
    );
    assert_eq!(only(&store).approved_quantity, Some(12));
}

#[actix_web::test]
async fn the_provider_approves_another_number_in_the_same_direction_alone() {
    let store = sold().await;
    send_change(&store, "seats", "&quantity=14")
        .await
        .expect(303);
    let who = agent(&store, &store.pair.provider).await;
    let form = who.open(&page(&store)).await.expect(200);
    let fewer = who.submit(&form, LOOK, &[("quantity", "8")]).await;
    let fewer = fewer.expect(200);
    match fewer.button("Approve") {
        Button::Blocked(why) => assert!(why.contains("It has 10 licenses already"), "{why}"),
        other => panic!("{other:?}"),
    }
    let shown = who.submit(&form, LOOK, &[("quantity", "11")]).await;
    let shown = shown.expect(200);
    who.submit(&shown, "Approve", &[]).await.expect(303);
    let request = only(&store);
    assert_eq!(
        (request.to_quantity, request.approved_quantity),
        (Some(14), Some(11))
    );
    assert_eq!(store.subscriptions()[0].quantity, 11);
    let theirs = store.pair.seller.open(&page(&store)).await.expect(200);
    assert_told(&theirs, "14 instead of 10");
    assert_told(&theirs, "Licenses: 14 → 11");
}

#[actix_web::test]
async fn fewer_licenses_are_asked_for_as_long_as_they_can_be_given_back() {
    let store = sold().await;
    store.app.pass(Duration::days(2));
    send_change(&store, "seats", "&quantity=7")
        .await
        .expect(303);
    let request = only(&store);
    let until = store.orders()[0].ordered_at.plus(Duration::hours(168));
    assert_eq!((request.act, request.expires_at), (Act::FewerSeats, until));
    approve(&store).await.expect(303);
    assert_eq!(store.subscriptions()[0].quantity, 7);
    assert_eq!(store.orders()[1].kind, Kind::Return);
}

#[actix_web::test]
async fn fewer_licenses_of_several_additions_end_when_too_few_are_left() {
    let store = sold().await;
    let begun = store.orders()[0].ordered_at;
    store.app.pass(Duration::days(2));
    send_change(&store, "seats", "&quantity=14")
        .await
        .expect(303);
    approve(&store).await.expect(303);
    let added = store.orders()[1].ordered_at;
    // Of 14, 10 can be given back until the first end, and 4 until the second.
    for (to, until) in [(9, begun), (10, added)] {
        send_change(&store, "seats", &format!("&quantity={to}"))
            .await
            .expect(303);
        let request = sent(&store).pop().unwrap();
        assert_eq!(request.expires_at, until.plus(Duration::hours(168)), "{to}");
        let who = agent(&store, &store.pair.reseller).await;
        let shown = who.open(&store.app.paths().order_request(request.id)).await;
        who.submit(&shown, "Withdraw the request", &[])
            .await
            .expect(303);
    }
}

#[actix_web::test]
async fn suspending_and_resuming_are_asked_for_and_done() {
    let store = sold().await;
    send_change(&store, "suspension", "").await.expect(303);
    assert_eq!(store.subscriptions()[0].state, SubscriptionState::Active);
    approve(&store).await.expect(303);
    assert_eq!(store.subscriptions()[0].state, SubscriptionState::Suspended);
    send_change(&store, "suspension", "").await.expect(303);
    let request = sent(&store).pop().unwrap();
    assert_eq!(request.act, Act::Resume);
    let who = agent(&store, &store.pair.provider).await;
    let shown = who.open(&store.app.paths().order_request(request.id)).await;
    who.submit(&shown, "Approve", &[]).await.expect(303);
    assert_eq!(store.subscriptions()[0].state, SubscriptionState::Active);
    assert_eq!(store.app.count("orders"), 1);
}

#[actix_web::test]
async fn cancelling_is_asked_for_as_long_as_it_can_be_done_and_returns_what_is_left() {
    let store = sold().await;
    store.app.pass(Duration::days(1));
    send_change(&store, "cancellation", "").await.expect(303);
    let (request, row) = (only(&store), store.subscriptions().remove(0));
    assert_eq!(request.expires_at, row.cancellation_allowed_until_date);
    approve(&store).await.expect(303);
    assert_eq!(store.subscriptions()[0].state, SubscriptionState::Cancelled);
    let order = store.orders().remove(1);
    assert!(order.kind == Kind::Return && order.partner_amount < Some(0));
    assert_eq!(only(&store).order_id, Some(order.id));
}

#[actix_web::test]
async fn what_cannot_be_done_is_not_asked_for_and_says_why() {
    let store = sold().await;
    store.app.pass(Duration::hours(168));
    for (act, more, why) in [
        ("cancellation", "", "It could be cancelled until"),
        ("seats", "&quantity=7", "0 can be given back now"),
    ] {
        let shown = ask(&store, act, more).await.expect(200);
        match shown.button(super::SEND) {
            Button::Blocked(said) => assert!(said.contains(why), "{said}"),
            other => panic!("{other:?}"),
        }
    }
    let same = ask(&store, "seats", "&quantity=10").await.expect(200);
    assert_told(&same, "It has 10 licenses already");
    ask(&store, "seats", "&quantity=ten").await.expect(422);
}

#[actix_web::test]
async fn one_thing_is_asked_of_a_subscription_at_a_time() {
    let store = sold().await;
    let second = ask(&store, "suspension", "").await.expect(200);
    send_change(&store, "seats", "&quantity=12")
        .await
        .expect(303);
    let who = agent(&store, &store.pair.reseller).await;
    let refused = who.submit(&second, super::SEND, &[]).await.expect(303);
    let told = who.follow(&refused).await.expect(200);
    assert_told(&told, "Something is asked of this subscription already");
    let shown = ask(&store, "cancellation", "").await.expect(200);
    assert_told(&shown, "Something is asked of it already");
    assert_eq!(sent(&store).len(), 1);
}

#[actix_web::test]
async fn a_subscription_that_changed_since_is_shown_again_before_it_is_changed() {
    let store = sold().await;
    send_change(&store, "seats", "&quantity=12")
        .await
        .expect(303);
    let who = agent(&store, &store.pair.provider).await;
    let shown = who.open(&page(&store)).await.expect(200);
    store.run("UPDATE subscriptions SET version = version + 1");
    let told = who.submit(&shown, "Approve", &[]).await.expect(409);
    assert_told(&told, "Nothing was done");
    who.submit(&told, "Approve", &[]).await.expect(303);
    assert_eq!(store.subscriptions()[0].quantity, 12);
}

#[actix_web::test]
async fn another_reseller_of_record_by_now_leaves_it_open_with_the_reason() {
    for act in ["seats", "suspension"] {
        let store = sold().await;
        let more = if act == "seats" { "&quantity=12" } else { "" };
        send_change(&store, act, more).await.expect(303);
        let who = agent(&store, &store.pair.provider).await;
        let shown = who.open(&page(&store)).await.expect(200);
        store.run("UPDATE subscriptions SET partner_id_on_record = NULL");
        let refused = who.submit(&shown, "Approve", &[]).await.expect(422);
        assert_told(
            &refused,
            "is not the reseller of record of this subscription any more",
        );
        assert_eq!(only(&store).state, State::Open);
        assert_eq!(
            (store.subscriptions()[0].quantity, store.app.count("orders")),
            (10, 1)
        );
    }
}

#[actix_web::test]
async fn what_is_scheduled_for_the_renewal_is_asked_about() {
    let store = sold().await;
    let (paths, id) = (store.app.paths(), store.subscriptions()[0].id);
    let who = agent(&store, &store.pair.provider).await;
    let renewal = who.open(&paths.subscription_renewal(id)).await.expect(200);
    let row = store.subscriptions().remove(0);
    let typed = [
        ("plan", row.plan_id.to_string()),
        ("quantity", "20".to_owned()),
        ("term", "P1Y".to_owned()),
        ("billing", "annual".to_owned()),
        ("version", row.version.to_string()),
    ];
    let typed: Vec<_> = typed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    drop(renewal);
    let scheduled = who
        .post(&paths.subscription_renewal_change(id), &typed)
        .await;
    if scheduled.status != 303 || store.app.count("scheduled_changes") == 0 {
        store.run(&format!(
            "INSERT INTO scheduled_changes (subscription_id, partner_id, plan_id, quantity, term_duration, billing_cycle, scheduled_at) VALUES ('{id}', '{}', '{}', 20, 'P1Y', 'annual', '{}')",
            row.partner_id, row.plan_id, store.app.now().rfc3339()
        ));
    }
    send_change(&store, "seats", "&quantity=12")
        .await
        .expect(303);
    let shown = who.open(&page(&store)).await.expect(200);
    let refused = who.submit(&shown, "Approve", &[]).await.expect(422);
    assert_told(
        &refused,
        "Say whether what is scheduled for the renewal stays",
    );
    assert_eq!(only(&store).state, State::Open);
    who.submit(&refused, "Approve", &[("scheduled", "keep")])
        .await
        .expect(303);
    assert_eq!(store.app.count("scheduled_changes"), 1);
}

#[actix_web::test]
async fn the_seller_is_sent_to_the_act_and_strangers_find_nothing() {
    let store = sold().await;
    let id = store.subscriptions()[0].id;
    let address = store.app.paths().subscription_request(id, "cancellation");
    let own = store.pair.distributor.open(&address).await.expect(303);
    assert_eq!(
        own.location(),
        store.app.paths().subscription_cancellation(id)
    );
    let (_, stranger) = store.other_provider().await;
    stranger.open(&address).await.expect(404);
    stranger
        .post(&address, &[("act", "cancellation")])
        .await
        .expect(404);
    assert!(sent(&store).is_empty());
}

#[actix_web::test]
async fn what_a_reseller_is_shown_does_not_depend_on_the_cost() {
    let store = sold().await;
    let review = super::reviewed(&store, "5").await;
    let change = ask(&store, "seats", "&quantity=14").await.expect(200);
    let (carts, changes) = (review.value("shown"), change.value("shown"));
    store.run("UPDATE prices SET cost = cost + 1; UPDATE subscriptions SET cost = cost + 1");
    let review = store.app.paths().cart_request(store.customer.uuid());
    let review = store.pair.seller.open(&review).await.expect(200);
    let change = ask(&store, "seats", "&quantity=14").await.expect(200);
    assert_eq!(
        (review.value("shown"), change.value("shown")),
        (carts, changes)
    );
}

#[actix_web::test]
async fn looking_at_another_number_keeps_the_message() {
    let store = sold().await;
    let shown = ask(&store, "seats", "&quantity=14").await.expect(200);
    let who = agent(&store, &store.pair.reseller).await;
    let typed = [("quantity", "13"), ("message", "For the new shop.")];
    let looked = who.submit(&shown, LOOK, &typed).await.expect(200);
    assert_eq!(looked.texts("main textarea"), ["For the new shop."]);
    // Another number than the one that was looked at is shown first, too.
    let other = [("quantity", "12")];
    let told = who.submit(&looked, super::SEND, &other).await.expect(409);
    assert_eq!(sent(&store).len(), 0);
    who.submit(&told, super::SEND, &[]).await.expect(303);
    let request = only(&store);
    assert_eq!(request.to_quantity, Some(12));
    assert_eq!(request.message, "For the new shop.");
}
