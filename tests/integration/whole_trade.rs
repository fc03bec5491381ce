//! The trade from end to end: a reseller asks, its provider approves, licenses go to people, some go back, and the term renews.

use partner_center::{charges::TermDays, orders::Kind};

use crate::{
    licenses::{Hall, SUITE},
    order_requests::{agent, send, send_change, sent},
    ordering::next_price,
    support::ADATUM,
};

/// The provider approves the latest request as its page proposes it.
async fn approve(hall: &Hall) {
    let request = sent(&hall.store).pop().unwrap();
    let who = agent(&hall.store, &hall.store.pair.provider).await;
    let page = hall.app().paths().order_request(request.id);
    let page = who.open(&page).await.expect(200);
    who.submit(&page, "Approve", &[]).await.expect(303);
}

#[actix_web::test]
async fn what_a_reseller_asks_for_is_ordered_assigned_given_back_in_part_and_renewed_at_the_new_price()
 {
    let mut hall = Hall::with("user_administrator").await;
    let seller = hall.store.pair.seller.clone();
    let provider = hall.agent.clone();
    let more = [("roles", "user_administrator"), ("days", "365")];
    hall.app().grant(&seller, ADATUM, &more).await;
    send(&hall.store, "6").await;
    approve(&hall).await;
    let list = hall.app().paths().subscriptions();
    for who in [&seller, &provider] {
        let page = who.open(&list).await.expect(200);
        let table = page.table("Subscriptions, what ends first stands first");
        assert_eq!(table.column("Licenses"), ["66 unused"]);
    }
    hall.agent = seller.clone();
    let people = hall.people(&["Ada", "Bea", "Cai"]).await;
    // What people hold stays; of the rest two go back, with a line that is negative.
    send_change(&hall.store, "seats", "&quantity=4")
        .await
        .expect(303);
    approve(&hall).await;
    let order = hall.store.orders().pop().unwrap();
    let mut lines = hall.store.lines();
    lines.retain(|line| line.order_id == order.id);
    assert_eq!((order.kind, lines.len()), (Kind::Return, 1));
    assert_eq!(lines[0].quantity, -2);
    assert!(lines[0].cost_amount < 0 && order.partner_amount < Some(0));
    // The price changes, and the term goes by.
    next_price(&hall.store, 15_000);
    let row = hall.store.subscriptions().remove(0);
    let term: TermDays = row.term();
    hall.app().pass(term.last.ends_at().since(hall.app().now()));
    hall.app().housekeep().await;
    let renewal = hall.store.orders().pop().unwrap();
    assert_eq!((renewal.kind, renewal.cost_amount), (Kind::Renewal, 60_000));
    let renewed = hall.store.subscriptions().remove(0);
    assert_eq!((renewed.quantity, renewed.term_number), (4, 1));
    assert_eq!(
        renewed.partner_id_on_record,
        Some(hall.store.pair.reseller.id)
    );
    assert_eq!(hall.holders(SUITE), people);
    hall.assert_exact();
}
