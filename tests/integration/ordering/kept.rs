//! What an order keeps (rule 13), and what it begins.

use diesel::connection::SimpleConnection;
use partner_center::{
    charges::{Day, Sums, TermDays},
    db,
    orders::Kind,
    prices::{Billing, Term},
    subscriptions::State,
};

use super::{Store, next_price, price};

#[actix_web::test]
async fn an_order_keeps_what_was_ordered_and_its_sums_are_those_of_its_lines() {
    let store = Store::open().await;
    let (_, second) = store.sell("2", |_| {});
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Month,
        Billing::Monthly,
        1_250,
    );
    let agent = &store.pair.distributor;
    store.add(agent, second, "7").await.expect(303);
    store.add(agent, monthly, "3").await.expect(303);
    store.order("10").await;
    let (order, lines) = (store.orders().remove(0), store.lines());
    assert_eq!((order.number, order.kind), (100_001, Kind::New));
    assert_eq!(order.partner_id, store.pair.provider.id);
    assert_eq!(order.partner_id_on_record, Some(store.pair.reseller.id));
    assert_eq!(
        (order.customer_name.as_str(), order.currency.as_str()),
        ("Adatum", "EUR")
    );
    assert!(order.asked_by.is_some() && order.asked_by == order.confirmed_by);
    let costs: Vec<i64> = lines.iter().map(|line| line.cost_amount).collect();
    assert_eq!(costs, [84_000, 3_750, 120_000]);
    let sums: Vec<Sums> = lines.iter().map(|line| line.sums()).collect();
    assert_eq!(Sums::all(&sums), Some(order.sums()));
    let today = Day::of(store.app.now());
    for line in &lines {
        let days = TermDays::nth(today, line.term_duration, 0);
        assert_eq!(line.begins_on, days.first.begins_at());
        assert_eq!(line.ends_on, days.last.begins_at());
        assert_eq!(
            (line.partner_price, line.list_price),
            (Some(line.cost * 11 / 10), Some(line.cost * 5 / 4))
        );
    }
}

#[actix_web::test]
async fn each_line_begins_a_subscription_at_the_price_of_the_order() {
    let store = Store::open().await;
    let (_, trial) = store.sell("2", |plan| plan.is_trial = true);
    store
        .add(&store.pair.distributor, trial, "25")
        .await
        .expect(303);
    store.order("10").await;
    let (found, lines, now) = (store.subscriptions(), store.lines(), store.app.now());
    assert_eq!(found.len(), 2);
    for line in &lines {
        let made = found
            .iter()
            .find(|it| it.id == line.subscription_id)
            .unwrap();
        assert_eq!(
            (made.state, made.quantity, made.term_number),
            (State::Active, line.quantity, 0)
        );
        assert_eq!(
            (made.cost, made.partner_price, made.list_price),
            (12_000, Some(13_200), Some(15_000))
        );
        assert_eq!(made.commitment_end_date, line.ends_on);
        assert_eq!((made.renewed_at, made.market.as_str()), (now, "DE"));
        let until = now.plus(chrono::Duration::hours(168));
        assert_eq!(made.cancellation_allowed_until_date, until);
        assert_eq!(made.auto_renew_enabled, !made.is_trial);
        assert_eq!(made.is_trial, line.sku_id == "0002");
    }
    // A change of the list changes neither.
    let before = (store.orders(), store.lines(), store.subscriptions());
    next_price(&store, 99_000);
    assert_eq!(
        (store.orders(), store.lines(), store.subscriptions()),
        before
    );
}

#[actix_web::test]
async fn the_database_refuses_to_change_an_order_or_a_line() {
    let store = Store::open().await;
    store.order("10").await;
    for statement in [
        "UPDATE orders SET cost_amount = 1",
        "UPDATE orders SET number = number + 1",
        "DELETE FROM orders",
        "UPDATE order_lines SET quantity = 9",
        "DELETE FROM order_lines",
    ] {
        let refused = store.app.parts.db.write_now(|tx| {
            tx.conn().batch_execute(statement)?;
            Ok::<_, db::Error>(())
        });
        assert!(refused.is_err(), "{statement}");
    }
    assert_eq!(store.app.count("order_lines WHERE quantity = 10"), 1);
}

#[actix_web::test]
async fn numbers_follow_each_other_at_each_seller_whatever_was_refused_between() {
    let store = Store::open().await;
    store.order("1").await;
    let review = store.reviewed("2").await;
    store.run("UPDATE plans SET min_licenses = 25");
    store.confirm(&review).await.expect(422);
    store.run("UPDATE plans SET min_licenses = 1");
    store.confirm(&review).await.expect(303);
    let (northwind, theirs) = store.other_provider().await;
    let plan = super::plan(&store.app, &northwind, "1", |_| {});
    let price = price(&store.app, &plan, Term::Month, Billing::Monthly, 1_000);
    store.add(&theirs, price, "3").await.expect(303);
    let review = store.review(&theirs).await.expect(200);
    let direct = [("reseller", "direct")];
    let placed = theirs
        .press(&review, super::ORDER, &direct)
        .await
        .expect(200);
    assert_eq!(placed.heading(), "Order 100-001");
    store.order("4").await;
    let numbers: Vec<i64> = store
        .orders()
        .iter()
        .filter(|order| order.partner_id == store.pair.provider.id)
        .map(|order| order.number)
        .collect();
    assert_eq!(numbers, [100_001, 100_002, 100_003]);
}

#[actix_web::test]
async fn an_order_leaves_a_line_with_the_seller_and_with_its_reseller_alone() {
    let store = Store::open().await;
    let (_, northwind) = store.other_provider().await;
    store.order("10").await;
    let told = |page: crate::support::Page| {
        let text = page.expect(200).text();
        let line = "Suite 1: none → 10 licenses, 1 year, billed yearly";
        (text.contains("Order placed"), text.contains(line))
    };
    let activity = format!("{}?action=order_placed", store.app.paths().activity());
    for who in [&store.pair.distributor, &store.pair.seller] {
        let page = who.open(&activity).await;
        assert!(!page.has_text("1,200.00"), "{}", page.text());
        assert_eq!(told(page), (true, true));
    }
    let page = northwind.open(&activity).await.expect(200);
    assert!(!page.has_text("Suite 1"), "{}", page.text());
    assert_eq!(store.app.count("activity WHERE action = 'order_placed'"), 2);
}
