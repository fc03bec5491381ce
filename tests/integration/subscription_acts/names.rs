//! The nickname, the reseller of record, and what partners read of all of it (rules 23 and 24).

use partner_center::{identity::Role, orders::Kind};

use super::{Sold, assert_told};

#[actix_web::test]
async fn the_nickname_is_given_by_the_seller_and_the_reseller_of_record_but_by_no_helpdesk_agent() {
    let sold = Sold::open().await;
    let app = &sold.store.app;
    let sales = app
        .sign_in(&sold.store.pair.reseller, Role::SalesAgent)
        .await;
    let page = sales.open(&sold.page("/nickname")).await.expect(200);
    let typed = [("nickname", "  Suite   for the plant ")];
    let named = sales
        .press(&page, "Save the nickname", &typed)
        .await
        .expect(200);
    assert_eq!(named.heading(), "Suite for the plant");
    assert_eq!(sold.row().friendly_name, "Suite for the plant");
    assert_told(&named, "Nickname: none → Suite for the plant");
    // The older page says so, with what was typed.
    let stale = [("nickname", "Another")];
    let told = sales
        .submit(&page, "Save the nickname", &stale)
        .await
        .expect(409);
    assert_eq!(told.value("nickname"), "Another");
    sales
        .submit(&told, "Save the nickname", &[])
        .await
        .expect(303);
    let long = "x".repeat(121);
    let page = sales.open(&sold.page("/nickname")).await.expect(200);
    let refused = sales
        .submit(&page, "Save the nickname", &[("nickname", long.as_str())])
        .await
        .expect(422);
    assert_eq!(refused.value("nickname"), long);
    let helpdesk = app
        .sign_in(&sold.store.pair.provider, Role::HelpdeskAgent)
        .await;
    helpdesk.open(&sold.page("/nickname")).await.expect(403);
    let page = helpdesk.open(&sold.page("")).await.expect(200);
    assert!(matches!(
        page.button("Change the nickname"),
        crate::support::Button::Blocked(_)
    ));
}

#[actix_web::test]
async fn the_seller_puts_another_reseller_on_record_among_those_that_are_valid() {
    let sold = Sold::open().await;
    let app = &sold.store.app;
    let who = sold.agent().await;
    let stranger = app.partner("Wingtip");
    let page = who.open(&sold.page("/reseller")).await.expect(200);
    assert_told(&page, "Reseller of record now: Contoso");
    let mut form = page.form("Save the reseller of record").without("reseller");
    form.fields
        .push(("reseller".to_owned(), stranger.id.to_string()));
    let refused = who.submit_form(form).await.expect(422);
    assert_told(&refused, "You have no active partnership with that partner");
    assert!(!refused.has_text("Wingtip"));
    let direct = [("reseller", "direct")];
    let button = "Save the reseller of record";
    who.submit(&page, button, &direct).await.expect(303);
    assert_eq!(sold.row().partner_id_on_record, None);
    // The order keeps whom it names; the reseller sees the subscription no more.
    assert_eq!(
        sold.store.orders()[0].partner_id_on_record,
        Some(sold.store.pair.reseller.id)
    );
    sold.store
        .pair
        .seller
        .open(&sold.page(""))
        .await
        .expect(404);
    let page = who.open(&sold.page("/reseller")).await.expect(200);
    let back = sold.store.pair.reseller.id.to_string();
    who.submit(&page, button, &[("reseller", back.as_str())])
        .await
        .expect(303);
    assert_eq!(
        sold.row().partner_id_on_record,
        Some(sold.store.pair.reseller.id)
    );
    let page = who.open(&sold.page("")).await.expect(200);
    assert_told(&page, "Reseller of record: Contoso → None, sold directly");
    let theirs = sold
        .store
        .pair
        .seller
        .open(&sold.page(""))
        .await
        .expect(200);
    assert_told(&theirs, "you are no longer its reseller of record");
    assert!(!theirs.has_text("sold directly"), "{}", theirs.text());
}

#[actix_web::test]
async fn what_is_done_stands_in_the_logs_of_the_two_partners_and_of_no_other() {
    let sold = Sold::open().await;
    let (northwind, _) = sold.store.other_provider().await;
    sold.seats("12").await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/suspension")).await.expect(200);
    who.submit(&page, "Suspend Suite 1", &[]).await.expect(303);
    let app = &sold.store.app;
    let lines = |partner| {
        app.count(&format!(
            "activity WHERE action LIKE 'subscription_%' AND partner_id = '{partner}'"
        ))
    };
    assert_eq!(lines(sold.store.pair.provider.id), 2);
    assert_eq!(lines(sold.store.pair.reseller.id), 2);
    assert_eq!(lines(northwind.id), 0);
    let page = who.open(&sold.page("")).await.expect(200);
    assert_told(&page, "Licenses: 10 → 12");
    assert_told(&page, "State: Active → Suspended");
    assert_told(&page, "At the end: Renew → End");
    let theirs = sold
        .store
        .pair
        .seller
        .open(&sold.page(""))
        .await
        .expect(200);
    assert_told(&theirs, "Licenses: 10 → 12");
}

/// The seller states another reseller of record, or none.
async fn put_on_record(sold: &Sold, reseller: &str) {
    let who = sold.agent().await;
    let page = who.open(&sold.page("/reseller")).await.expect(200);
    let button = "Save the reseller of record";
    let chosen = [("reseller", reseller)];
    who.submit(&page, button, &chosen).await.expect(303);
}

#[actix_web::test]
async fn what_is_given_back_is_credited_to_whom_it_was_charged() {
    let sold = Sold::open().await;
    let reseller = sold.store.pair.reseller.id;
    put_on_record(&sold, "direct").await;
    sold.pass(chrono::Duration::hours(1));
    sold.seats("15").await;
    sold.seats("3").await;
    let orders = sold.store.orders();
    let told: Vec<_> = orders
        .iter()
        .map(|order| (order.kind, order.partner_id_on_record))
        .collect();
    let expected = [
        (Kind::New, Some(reseller)),
        (Kind::Seats, None),
        (Kind::Return, Some(reseller)),
        (Kind::Return, None),
    ];
    assert_eq!(told, expected);
    let lines = sold.store.lines();
    let quantities: Vec<Vec<i32>> = orders
        .iter()
        .map(|order| {
            let own = lines.iter().filter(|line| line.order_id == order.id);
            own.map(|line| line.quantity).collect()
        })
        .collect();
    assert_eq!(quantities, [vec![10], vec![5], vec![-10], vec![-2]]);
    let page = sold.agent().await.open(&sold.page("")).await.expect(200);
    assert_told(&page, "order 100-003 and 100-004");
    // A second press of the same form would find them: the keys differ.
    let keys: std::collections::BTreeSet<_> = orders.iter().map(|it| it.key.to_string()).collect();
    assert_eq!(keys.len(), 4);
}

#[actix_web::test]
async fn a_reseller_of_record_sees_no_order_that_was_placed_for_another_one() {
    let sold = Sold::open().await;
    let reseller = sold.store.pair.reseller.id.to_string();
    put_on_record(&sold, "direct").await;
    sold.seats("15").await;
    put_on_record(&sold, &reseller).await;
    let theirs = sold.store.pair.seller.open(&sold.page("")).await;
    let theirs = theirs.expect(200);
    assert_told(&theirs, "10 of order 100-001, until");
    assert_told(&theirs, "5, until");
    assert!(!theirs.has_text("100-002"), "{}", theirs.text());
    let own = sold.agent().await.open(&sold.page("")).await.expect(200);
    assert_told(&own, "5 of order 100-002, until");
}
