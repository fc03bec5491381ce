//! More licenses, and fewer (rules 14 and 16).

use chrono::Duration;
use partner_center::{
    charges::{Line, charge, credit},
    db::{DatabaseUrl, types::Timestamp},
    orders::Kind,
    prices::{Billing, Term},
    subscriptions::TIME_TO_RETURN,
};

use super::{Sold, assert_told, confirm_seats};
use crate::{
    ordering::{ORDER, next_price, plan, price, surround},
    support::Button,
};

#[actix_web::test]
async fn licenses_are_added_at_the_price_of_the_running_term_for_the_days_that_are_left() {
    let sold = Sold::open().await;
    sold.pass(Duration::days(100));
    // What is on the list now does not matter.
    next_price(&sold.store, 99_000);
    let who = sold.agent().await;
    let shown = sold.shown(&who, "17").await.expect(200);
    let (term, today) = (sold.term(), sold.today());
    let days = term.days_left(today);
    assert_eq!(days, 265);
    // 7 × 120.00 × 265 ÷ 365 = 609.863…, by hand.
    assert_eq!(charge(7, 12_000, term, today), Some(60_986));
    assert_told(&shown, "609.86 EUR");
    confirm_seats(&who, &shown).await.expect(303);
    let (order, lines) = sold.last_order();
    assert_eq!((order.kind, lines.len()), (Kind::Seats, 1));
    assert_eq!((lines[0].quantity, lines[0].cost_amount), (7, 60_986));
    assert_eq!((lines[0].cost, order.cost_amount), (12_000, 60_986));
    assert_eq!(lines[0].partner_amount, charge(7, 13_200, term, today));
    assert_eq!(lines[0].begins_on, today.begins_at());
    assert_eq!(lines[0].ends_on, term.last.begins_at());
    assert_eq!(
        order.partner_id_on_record,
        Some(sold.store.pair.reseller.id)
    );
    let row = sold.row();
    assert_eq!((row.quantity, row.version), (17, 2));
    // It opens no new time in which all of it could be cancelled.
    assert!(row.cancellation_allowed_until_date < sold.store.app.now());
}

#[actix_web::test]
async fn only_what_was_bought_or_added_in_the_last_168_hours_goes_down_and_the_first_to_end_first()
{
    let sold = Sold::open().await;
    sold.pass(Duration::days(3));
    sold.seats("15").await;
    sold.pass(Duration::days(2));
    sold.seats("18").await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/seats")).await.expect(200);
    let table = page.table("Licenses that can be given back");
    assert_eq!(table.column("Licenses"), ["10", "5", "3"]);
    // Twelve: ten of the first order, then two of the second.
    sold.seats("6").await;
    let (order, lines) = sold.last_order();
    assert_eq!((order.kind, order.number), (Kind::Return, 100_004));
    let all = sold.store.lines();
    let line_of = |quantity| {
        all.iter()
            .find(|line| line.quantity == quantity)
            .unwrap()
            .id
    };
    let given: Vec<_> = lines
        .iter()
        .map(|line| (line.quantity, line.returned_line_id.unwrap()))
        .collect();
    assert_eq!(given, [(-10, line_of(10)), (-2, line_of(5))]);
    let page = who.open(&sold.page("/seats")).await.expect(200);
    let table = page.table("Licenses that can be given back");
    assert_eq!(table.column("Licenses"), ["3", "3"]);
    // The page of the subscription says the same.
    let page = who.open(&sold.page("")).await.expect(200);
    assert_told(&page, "3 of order 100-002, until");
    // The time of the second order ends, too: only the three of the third are left.
    sold.pass(Duration::days(5));
    let who = sold.agent().await;
    let refused = sold.shown(&who, "2").await.expect(422);
    assert_told(&refused, "3 can be given back now, so it keeps at least 3");
    sold.seats("3").await;
    assert_eq!(sold.row().quantity, 3);
}

#[actix_web::test]
async fn what_is_given_back_is_credited_with_what_was_charged_less_the_days_begun() {
    let sold = Sold::open().await;
    sold.pass(Duration::days(2));
    let who = sold.agent().await;
    let shown = sold.shown(&who, "6").await.expect(200);
    // 4 × 120.00 = 480.00, less three days begun: 480.00 × 3 ÷ 365 = 3.945…, by hand.
    assert_told(&shown, "-476.05 EUR");
    confirm_seats(&who, &shown).await.expect(303);
    let (order, lines) = sold.last_order();
    let line = Line {
        quantity: 10,
        price: 12_000,
        from: sold.term().first,
        charged: 120_000,
    };
    let back = credit(&line, 0, 4, sold.term(), sold.today()).unwrap();
    assert_eq!((back, order.cost_amount), (47_605, -47_605));
    assert_eq!((lines[0].quantity, lines[0].cost_amount), (-4, -47_605));
    assert_eq!(sold.row().quantity, 6);
    let order = who.open(&sold.store.app.paths().order("100-002")).await;
    assert_told(&order.expect(200), "Return");
}

#[actix_web::test]
async fn the_168_hours_end_to_the_microsecond() {
    let sold = Sold::open().await;
    sold.pass(TIME_TO_RETURN - Duration::microseconds(1));
    let who = sold.agent().await;
    let shown = sold.shown(&who, "9").await.expect(200);
    assert!(shown.has_text("Give back 1 license"), "{}", shown.text());
    sold.pass(Duration::microseconds(1));
    let refused = confirm_seats(&who, &shown).await.expect(422);
    assert_told(&refused, "0 can be given back now, so it keeps at least 10");
    assert_eq!((sold.orders(), sold.row().quantity), (1, 10));
    // Up goes always.
    sold.seats("11").await;
}

#[actix_web::test]
async fn it_never_goes_below_the_smallest_quantity_nor_to_zero() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let refused = sold.shown(&who, "0").await.expect(422);
    assert_told(&refused, "To have none, cancel the subscription");
    sold.store.run("UPDATE plans SET min_licenses = 4");
    let refused = sold.shown(&who, "3").await.expect(422);
    assert_told(&refused, "This plan takes at least 4 licenses");
    sold.seats("4").await;
    for typed in ["", "four", "-1", "1.5", "99999999999"] {
        let posted = who.post(&sold.page("/seats"), &[("quantity", typed)]).await;
        assert_eq!(posted.status, 422, "{typed}");
    }
}

#[actix_web::test]
async fn more_stay_within_the_bounds_of_the_plan_over_all_sellers() {
    let sold = Sold::open().await;
    let store = &sold.store;
    let (northwind, agent) = store.other_provider().await;
    let theirs = plan(&store.app, &northwind, "1", |_| {});
    let term = (
        partner_center::prices::Term::Month,
        partner_center::prices::Billing::Monthly,
    );
    let their_price = price(&store.app, &theirs, term.0, term.1, 1_000);
    store.add(&agent, their_price, "280").await.expect(303);
    let review = store.review(&agent).await.expect(200);
    let direct = [("reseller", "direct")];
    agent.submit(&review, ORDER, &direct).await.expect(303);
    store.run("UPDATE plans SET max_licenses = 300");
    let who = sold.agent().await;
    let refused = sold.shown(&who, "21").await.expect(422);
    assert_told(
        &refused,
        "may have 300 licenses of this plan together, and 10 are left",
    );
    assert!(!refused.has_text("Northwind"));
    sold.shown(&who, "20").await.expect(200);
    store.run(
        "UPDATE plans SET max_licenses = 12, asset_ownership_limit = 5, asset_ownership_limit_type = 'concurrent_count'",
    );
    let refused = sold.shown(&who, "13").await.expect(422);
    assert_told(
        &refused,
        "A subscription of this plan takes at most 12 licenses",
    );
}

#[actix_web::test]
async fn an_add_on_without_its_base_takes_no_more() {
    let sold = Sold::open().await;
    let (base, _) = sold.store.sell("9", |_| {});
    surround(&sold.store.app, &sold.store.suite, &[], &[&base]);
    let who = sold.agent().await;
    let refused = sold.shown(&who, "11").await.expect(422);
    assert_told(&refused, "It needs one of these at the customer: Suite 9");
    // Fewer it may have.
    sold.seats("9").await;
}

#[actix_web::test]
async fn the_licenses_of_a_trial_and_of_what_is_not_active_do_not_change() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    for (change, reason) in [
        ("is_trial = TRUE", "The licenses of a trial do not change"),
        ("is_trial = FALSE, state = 'suspended'", "Resume it first"),
        ("state = 'disabled'", "Its last term is over"),
        ("state = 'cancelled', next_at = NULL", "It was cancelled"),
    ] {
        let change = match sold.store.app.database_url() {
            DatabaseUrl::Sqlite(_) => change.replace("TRUE", "1").replace("FALSE", "0"),
            DatabaseUrl::Postgres(_) => change.to_owned(),
        };
        sold.store
            .run(&format!("UPDATE subscriptions SET {change}"));
        let page = who.open(&sold.page("/seats")).await.expect(200);
        match page.button("Show what it comes to") {
            Button::Blocked(why) => assert!(why.contains(reason), "{why}"),
            other => panic!("{other:?}: {}", page.text()),
        }
        let page = who.open(&sold.page("")).await.expect(200);
        match page.button("Change the licenses") {
            Button::Blocked(why) => assert!(why.contains(reason), "{why}"),
            other => panic!("{other:?}: {}", page.text()),
        }
    }
    assert_eq!(sold.orders(), 1);
}

#[actix_web::test]
async fn a_reseller_of_record_that_is_no_longer_valid_stops_more_and_not_fewer() {
    let sold = Sold::open().await;
    sold.store.app.end_partnership(&sold.store.pair);
    let who = sold.agent().await;
    let more = sold.shown(&who, "12").await.expect(200);
    let refused = confirm_seats(&who, &more).await.expect(422);
    assert_told(&refused, "You have no active partnership with that partner");
    sold.seats("8").await;
    assert_eq!(sold.row().quantity, 8);
}

#[actix_web::test]
async fn the_reseller_of_record_is_told_whom_to_ask() {
    let sold = Sold::open().await;
    let seller = &sold.store.pair.seller;
    for act in ["/seats", "/cancellation", "/suspension", "/reseller"] {
        let refused = seller.open(&sold.page(act)).await.expect(403);
        assert_told(
            &refused,
            "This subscription is sold by Meridian. Ask them to change it",
        );
        seller.post(&sold.page(act), &[]).await.expect(403);
    }
    let page = seller.open(&sold.page("")).await.expect(200);
    for (button, act) in [
        ("Ask for other licenses", "seats"),
        ("Ask to suspend", "suspension"),
        ("Ask to cancel", "cancellation"),
    ] {
        let request = sold.store.app.paths().subscription_request(sold.id, act);
        assert_eq!(page.link(button), request);
        let refused = seller
            .open(&sold.page(&format!("/{act}")))
            .await
            .expect(403);
        assert_eq!(refused.link("Send an order request"), request);
    }
    match page.button("Change the reseller of record") {
        Button::Blocked(why) => assert!(why.contains("It is sold by Meridian"), "{why}"),
        other => panic!("{other:?}"),
    }
    let (_, northwind) = sold.store.other_provider().await;
    for act in [
        "/seats",
        "/cancellation",
        "/suspension",
        "/renewal",
        "/nickname",
        "/reseller",
    ] {
        northwind.open(&sold.page(act)).await.expect(404);
        northwind.post(&sold.page(act), &[]).await.expect(404);
    }
}

#[actix_web::test]
async fn a_month_that_began_on_the_31st_of_january_of_a_leap_year_has_29_days() {
    let mut sold = Sold::open().await;
    let began = Timestamp::parse("2028-01-31T10:00:00Z").unwrap();
    sold.pass(began.since(sold.store.app.now()));
    let who = sold.agent().await;
    let store = &sold.store;
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Month,
        Billing::Monthly,
        1_000,
    );
    store.add(&who, monthly, "10").await.expect(303);
    let review = store.review(&who).await.expect(200);
    let direct = [("reseller", "direct")];
    who.submit(&review, ORDER, &direct).await.expect(303);
    let mut rows = store.subscriptions();
    rows.retain(|row| row.id != sold.id);
    sold.id = rows[0].id;
    sold.pass(Duration::days(15));
    assert_eq!(sold.term().days(), 29);
    sold.seats("13").await;
    // From 15 to 28 February: 3 × 10.00 × 14 ÷ 29 = 14.482…, by hand.
    assert_eq!(sold.last_order().0.cost_amount, 1_448);
    // Today is one of the days begun: 2 × 4.826… = 9.65, less 2 × 10.00 ÷ 29 = 0.69.
    sold.seats("11").await;
    let (order, lines) = sold.last_order();
    assert_eq!((lines[0].quantity, order.cost_amount), (-2, -896));
}
