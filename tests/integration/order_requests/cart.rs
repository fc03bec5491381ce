//! A reseller fills a cart from its provider's list, and asks for it.

use futures_util::future::join_all;
use partner_center::{
    identity::{RelationshipKind, Role},
    prices::{Billing, Term},
};

use super::{SEND, assert_told, only, reviewed, send, sent};
use crate::{
    ordering::{Store, next_price, plan, price},
    support::{ADATUM, Button},
};

#[actix_web::test]
async fn a_reseller_sees_its_providers_prices_and_never_what_they_cost_the_provider() {
    let store = Store::open().await;
    let seller = &store.pair.seller;
    let empty = seller.open(&store.cart()).await.expect(200);
    assert_told(&empty, "Prices are those of Meridian");
    assert_told(&empty, "1 year, billed yearly: 132.00 EUR");
    let review = reviewed(&store, "10").await;
    let cart = seller.open(&store.cart()).await.expect(200);
    for page in [&empty, &cart, &review] {
        // The cost is 120.00 a license.
        assert!(!page.has_text("120.00"), "{}", page.text());
        assert!(!page.has_text("1,200.00"), "{}", page.text());
        assert!(!page.has_text("Cost"), "{}", page.text());
    }
    assert_told(&review, "1,320.00 EUR");
    assert_told(&review, "1,500.00 EUR");
    // The page of an order is not one of a reseller's.
    let confirmation = store.review(seller).await.expect(303);
    assert!(confirmation.location().ends_with("/cart/request"));
}

#[actix_web::test]
async fn what_is_sent_is_kept_with_the_prices_of_then_and_orders_nothing() {
    let store = Store::open().await;
    let page = send(&store, "10").await;
    assert_told(&page, "The request is sent");
    assert_told(&page, "They begin on Monday.");
    let request = only(&store);
    assert_eq!(request.partner_id, store.pair.reseller.id);
    assert_eq!(request.provider_id, store.pair.provider.id);
    assert_eq!(request.title, "10 × Suite 1");
    assert_eq!(
        (request.partner_amount, request.list_amount),
        (Some(132_000), Some(150_000))
    );
    let lines = super::lines(&store);
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].quantity, lines[0].approved_quantity), (10, None));
    assert_eq!(lines[0].partner_price, Some(13_200));
    assert_eq!(store.app.count("orders"), 0);
    assert_eq!(store.app.count("subscriptions"), 0);
    assert_eq!(store.app.count("carts"), 0);
}

#[actix_web::test]
async fn one_press_is_one_request_also_when_pressed_at_once_and_again() {
    let store = Store::open().await;
    let review = reviewed(&store, "10").await;
    let seller = &store.pair.seller;
    let typed = [("message", "Once")];
    let presses = (0..4).map(|_| seller.submit(&review, SEND, &typed));
    let mut places = Vec::new();
    for answer in join_all(presses).await {
        places.push(answer.expect(303).location());
    }
    places.push(
        seller
            .submit(&review, SEND, &typed)
            .await
            .expect(303)
            .location(),
    );
    places.dedup();
    assert_eq!(places.len(), 1, "{places:?}");
    assert_eq!(sent(&store).len(), 1);
    // Other words are another request, and this page has made its own.
    let other = [("message", "Twice")];
    let refused = seller.submit(&review, SEND, &other).await.expect(303);
    assert_eq!(refused.location(), places[0]);
    let told = seller.follow(&refused).await.expect(200);
    assert_told(&told, "With that page another request was sent");
    assert_eq!(sent(&store).len(), 1);
}

#[actix_web::test]
async fn a_price_that_changed_since_the_review_sends_nothing_and_is_shown() {
    let store = Store::open().await;
    let review = reviewed(&store, "10").await;
    next_price(&store, 20_000);
    let typed = [("message", "Kept")];
    let told = store
        .pair
        .seller
        .submit(&review, SEND, &typed)
        .await
        .expect(409);
    assert_told(&told, "Nothing was sent");
    assert_told(&told, "2,200.00 EUR");
    assert_eq!(told.value("message").trim(), "Kept");
    assert!(sent(&store).is_empty());
    store.pair.seller.submit(&told, SEND, &[]).await.expect(303);
    assert_eq!(only(&store).partner_amount, Some(220_000));
}

#[actix_web::test]
async fn what_cannot_be_ordered_is_not_asked_for() {
    let store = Store::open().await;
    store.run("UPDATE plans SET max_licenses = 5");
    let review = reviewed(&store, "10").await;
    match review.button(SEND) {
        Button::Blocked(why) => assert!(why.contains("Something stands against"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert_told(&review, "and 5 are left");
}

#[actix_web::test]
async fn a_sales_agent_fills_a_cart_and_does_not_send_it() {
    let store = Store::open().await;
    let sales = store
        .app
        .sign_in(&store.pair.reseller, Role::SalesAgent)
        .await;
    store.add(&sales, store.price, "10").await.expect(303);
    let address = store.app.paths().cart_request(store.customer.uuid());
    let review = sales.open(&address).await.expect(200);
    match review.button(SEND) {
        Button::Blocked(why) => assert!(why.contains("Admin agent"), "{why}"),
        other => panic!("{other:?}"),
    }
    let typed = [
        ("key", review.value("key")),
        ("shown", review.value("shown")),
    ];
    let typed: Vec<_> = typed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    sales.post(&address, &typed).await.expect(403);
    let helpdesk = store
        .app
        .sign_in(&store.pair.reseller, Role::HelpdeskAgent)
        .await;
    helpdesk.open(&address).await.expect(403);
    assert!(sent(&store).is_empty());
}

#[actix_web::test]
async fn where_no_provider_can_be_asked_that_is_said_with_the_way() {
    for end in ["partnership", "relationship"] {
        let store = Store::open().await;
        let review = reviewed(&store, "10").await;
        match end {
            "partnership" => store.app.end_partnership(&store.pair),
            _ => store.run(&format!(
                "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11' WHERE partner_id = '{}'",
                store.pair.provider.id
            )),
        }
        let seller = &store.pair.seller;
        let refused = seller.submit(&review, SEND, &[]).await.expect(303);
        let cart = seller.follow(&refused).await.expect(200);
        assert_told(
            &cart,
            "None of the providers that you work with is connected",
        );
        assert!(cart.has_link("Show your providers"));
        assert!(sent(&store).is_empty(), "{end}");
    }
}

#[actix_web::test]
async fn one_provider_is_asked_at_a_time() {
    let store = Store::open().await;
    let kind = RelationshipKind::IndirectProvider;
    let northwind = store.app.partner_of_kind("Northwind", kind);
    store.app.partnership(&northwind, &store.pair.reseller);
    let theirs = store.app.sign_in(&northwind, Role::AdminAgent).await;
    let link = theirs.hand_out(store.app.paths(), ADATUM, &[]).await;
    store.app.accept(&link, ADATUM.recipient).await;
    let other = plan(&store.app, &northwind, "9", |_| {});
    let other = price(&store.app, &other, Term::Year, Billing::Annual, 1_000);
    let seller = &store.pair.seller;
    let (other, id) = (other.to_string(), northwind.id.to_string());
    let address = format!("{}?provider={id}", store.cart());
    let page = seller.open(&address).await.expect(200);
    assert_told(&page, "Prices are those of Northwind");
    store.add(seller, store.price, "10").await.expect(303);
    let typed = [
        ("price", other.as_str()),
        ("quantity", "1"),
        ("provider", id.as_str()),
    ];
    let lines = store.app.paths().cart_lines(store.customer.uuid());
    let refused = seller.post(&lines, &typed).await.expect(422);
    assert_told(
        &refused,
        "This cart has lines of the price list of Meridian",
    );
    assert_eq!(store.app.count("cart_lines"), 1);
}

#[actix_web::test]
async fn a_price_of_a_seller_that_is_none_of_its_providers_is_not_found() {
    let store = Store::open().await;
    let (northwind, _) = store.other_provider().await;
    let theirs = plan(&store.app, &northwind, "9", |_| {});
    let theirs = price(&store.app, &theirs, Term::Year, Billing::Annual, 1_000);
    store.add(&store.pair.seller, theirs, "1").await.expect(404);
    let (price, id) = (theirs.to_string(), northwind.id.to_string());
    let typed = [
        ("price", price.as_str()),
        ("quantity", "1"),
        ("provider", id.as_str()),
    ];
    let lines = store.app.paths().cart_lines(store.customer.uuid());
    store.pair.seller.post(&lines, &typed).await.expect(404);
    assert_eq!(store.app.count("cart_lines"), 0);
}

#[actix_web::test]
async fn what_was_ordered_in_the_last_hour_is_said_to_the_provider_and_not_to_the_reseller() {
    let store = Store::open().await;
    store.order("5").await;
    send(&store, "10").await;
    let page = store.app.paths().order_request(only(&store).id);
    let words = "Ordered in the last hour already";
    store.app.pass(chrono::Duration::minutes(59));
    let provider = super::agent(&store, &store.pair.provider).await;
    let told = provider.open(&page).await.expect(200);
    assert_told(&told, words);
    assert_told(&told, "Suite 1 in order 100-001");
    let reseller = super::agent(&store, &store.pair.reseller).await;
    let theirs = reseller.open(&page).await.expect(200);
    assert!(!theirs.has_text(words), "{}", theirs.text());
    store.app.pass(chrono::Duration::minutes(1));
    let later = provider.open(&page).await.expect(200);
    assert!(!later.has_text(words), "{}", later.text());
}
