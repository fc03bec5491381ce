//! One press, one order (rule 12).

use chrono::Duration;
use futures_util::future::join_all;
use partner_center::app::Parts;

use super::{Sold, assert_told, confirm_seats};

#[actix_web::test]
async fn the_same_press_again_also_elsewhere_and_later_shows_the_same_order() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    let first = who.press(&shown, "Add 2 licenses", &[]).await.expect(200);
    let again = who.press(&shown, "Add 2 licenses", &[]).await.expect(200);
    assert_eq!(first.flash(), again.flash());
    assert!(first.flash().contains("100-002"), "{}", first.flash());
    sold.pass(Duration::days(1));
    let other = sold.store.app.again_with(|_: &mut Parts| {});
    let email = sold
        .store
        .pair
        .provider
        .email(partner_center::identity::Role::AdminAgent);
    let there = other.sign_in_as(&email).await;
    let fields = shown.form("Add 2 licenses").fields;
    let typed: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    there.post(&sold.page("/seats"), &typed).await.expect(303);
    assert_eq!((sold.orders(), sold.row().quantity), (2, 12));
}

#[actix_web::test]
async fn presses_at_the_same_moment_make_one_order() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    let presses = (0..4).map(|_| confirm_seats(&who, &shown));
    for answer in join_all(presses).await {
        answer.expect(303);
    }
    assert_eq!((sold.orders(), sold.row().quantity), (2, 12));
}

#[actix_web::test]
async fn the_same_key_with_other_content_is_refused_and_says_what_was_ordered() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    confirm_seats(&who, &shown).await.expect(303);
    let mut form = shown.form("Add 2 licenses").without("quantity");
    form.fields.push(("quantity".to_owned(), "13".to_owned()));
    let refused = who.submit_form(form).await.expect(303);
    let page = who.follow(&refused).await.expect(200);
    assert_told(
        &page,
        "With that page order 100-002 was placed, with other content",
    );
    assert_eq!((sold.orders(), sold.row().quantity), (2, 12));
}

#[actix_web::test]
async fn a_page_of_yesterday_shows_the_sum_of_today_and_keeps_what_was_typed() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    assert_told(&shown, "240.00 EUR");
    sold.pass(Duration::days(1));
    let who = sold.agent().await;
    let told = confirm_seats(&who, &shown).await.expect(409);
    assert_told(
        &told,
        "an amount, a bound or a date has changed since you looked",
    );
    // 240.00 × 364 ÷ 365, by hand.
    assert_told(&told, "239.34 EUR");
    assert_eq!((sold.orders(), told.value("quantity").as_str()), (1, "12"));
    confirm_seats(&who, &told).await.expect(303);
    assert_eq!(sold.last_order().0.cost_amount, 23_934);
}

#[actix_web::test]
async fn a_page_that_is_older_than_a_change_orders_nothing() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    let page = who.open(&sold.page("/cancellation")).await.expect(200);
    sold.seats("11").await;
    let told = confirm_seats(&who, &shown).await.expect(409);
    assert_told(&told, "this subscription was changed since you looked");
    who.submit(&page, "Cancel Suite 1", &[]).await.expect(409);
    assert_eq!((sold.orders(), sold.row().quantity), (2, 11));
}
