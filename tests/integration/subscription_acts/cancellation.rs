//! Taking a subscription back (rule 15).

use chrono::Duration;
use partner_center::{
    charges::charge,
    orders::Kind,
    subscriptions::{State, TIME_TO_RETURN},
};

use super::{Sold, assert_told};
use crate::{ordering::surround, support::Button};

const CANCEL: &str = "Cancel Suite 1";

#[actix_web::test]
async fn it_is_final_and_returns_all_that_is_left() {
    let sold = Sold::open().await;
    sold.pass(Duration::days(1));
    sold.seats("14").await;
    sold.seats("12").await;
    sold.pass(Duration::days(2));
    let who = sold.agent().await;
    let page = who.open(&sold.page("/cancellation")).await.expect(200);
    let before = sold.store.lines();
    who.submit(&page, CANCEL, &[]).await.expect(303);
    let row = sold.row();
    assert_eq!(
        (row.state, row.auto_renew_enabled),
        (State::Cancelled, false)
    );
    let (order, lines) = sold.last_order();
    assert_eq!(order.kind, Kind::Return);
    let mut given: Vec<i32> = lines.iter().map(|line| line.quantity).collect();
    given.sort_unstable();
    assert_eq!(
        given,
        [-8, -4],
        "ten less two, and the four that were added"
    );
    assert!(lines.iter().all(|line| line.returned_line_id.is_some()));
    // Over all orders, what stays is what the days begun cost: all licenses of four days, one of them with twelve.
    assert!(before.iter().all(|line| line.cost_amount != 0));
    let sum: i64 = sold
        .store
        .orders()
        .iter()
        .map(|order| order.cost_amount)
        .sum();
    let term = sold.term();
    let left = charge(1, 12_000, term, term.first).unwrap();
    assert!((0..left).contains(&sum), "{sum}");
    // It does not come back.
    for act in [
        "/seats",
        "/suspension",
        "/renewal",
        "/reseller",
        "/cancellation",
    ] {
        let page = who.open(&sold.page(act)).await.expect(200);
        assert_told(&page, "It was cancelled, and that is final");
        assert!(page.texts("main form[method=post] button").is_empty());
    }
}

#[actix_web::test]
async fn less_than_168_hours_after_it_began_and_not_a_microsecond_later() {
    let sold = Sold::open().await;
    sold.pass(TIME_TO_RETURN - Duration::microseconds(1));
    let who = sold.agent().await;
    let page = who.open(&sold.page("/cancellation")).await.expect(200);
    assert_eq!(page.button(CANCEL), Button::Open);
    let until = sold.row().cancellation_allowed_until_date.words();
    sold.pass(Duration::microseconds(1));
    let refused = who.submit(&page, CANCEL, &[]).await.expect(422);
    assert_told(&refused, &format!("It could be cancelled until {until}"));
    assert!(refused.has_link("Choose what happens at the end of the term"));
    assert_eq!((sold.row().state, sold.orders()), (State::Active, 1));
    let page = who.open(&sold.page("")).await.expect(200);
    match page.button("Cancel") {
        Button::Blocked(why) => assert!(why.contains(&until), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn added_licenses_open_no_new_time_for_it() {
    let sold = Sold::open().await;
    sold.pass(TIME_TO_RETURN);
    sold.seats("20").await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/cancellation")).await.expect(200);
    assert!(matches!(page.button(CANCEL), Button::Blocked(_)));
}

#[actix_web::test]
async fn a_suspended_one_is_cancelled_too() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/suspension")).await.expect(200);
    who.submit(&page, "Suspend Suite 1", &[]).await.expect(303);
    let page = who.open(&sold.page("/cancellation")).await.expect(200);
    who.submit(&page, CANCEL, &[]).await.expect(303);
    assert_eq!(sold.row().state, State::Cancelled);
    assert_eq!(sold.last_order().1[0].quantity, -10);
}

#[actix_web::test]
async fn add_ons_of_the_seller_that_lose_their_base_are_listed() {
    let sold = Sold::open().await;
    let (addon, addon_price) = sold.store.sell("2", |_| {});
    surround(&sold.store.app, &addon, &[], &[&sold.store.suite]);
    let agent = &sold.store.pair.distributor;
    sold.store.add(agent, addon_price, "5").await.expect(303);
    sold.store.order("3").await;
    // Another Suite is there: nothing is lost.
    let page = agent.open(&sold.page("/cancellation")).await.expect(200);
    assert!(
        !page.has_text("Add-ons that lose their base"),
        "{}",
        page.text()
    );
    let other = sold.store.subscriptions();
    let other = other
        .iter()
        .find(|row| row.id != sold.id && row.sku_id == "0001")
        .unwrap();
    sold.store.run(&format!(
        "UPDATE subscriptions SET state = 'cancelled', next_at = NULL WHERE id = '{}'",
        other.id
    ));
    let page = agent.open(&sold.page("/cancellation")).await.expect(200);
    assert_told(&page, "Add-ons that lose their base");
    assert_told(&page, "Suite 2");
}
