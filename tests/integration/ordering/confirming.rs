//! Between whom an order stands (rule 11): each cause is told by its own words, and nothing is ordered.

use partner_center::identity::{RelationshipKind, Role};

use super::{ORDER, Store};
use crate::support::{ADATUM, Button, Page, TestApp};

#[track_caller]
fn assert_told_beside_the_choice(page: &Page, words: &str) {
    let told = page.field_error("reseller").unwrap_or_default();
    assert!(told.contains(words), "{told:?}: {}", page.text());
}

#[actix_web::test]
async fn a_relationship_that_ended_since_the_review_orders_nothing() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let seller = store.pair.provider.id;
    store.run(&format!(
        "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11' WHERE partner_id = '{seller}'"
    ));
    let refused = store.confirm(&review).await.expect(403);
    assert!(
        refused.has_text("Ordering takes an active reseller relationship"),
        "{}",
        refused.text()
    );
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn what_is_not_stated_orders_nothing() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let refused = store
        .pair
        .distributor
        .submit(&review, ORDER, &[])
        .await
        .expect(422);
    assert_told_beside_the_choice(&refused, "Say whether you act indirectly for a reseller");
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn a_reseller_whose_partnership_ended_is_not_of_record() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store.app.end_partnership(&store.pair);
    let refused = store.refusal(&review).await;
    assert_told_beside_the_choice(&refused, "You have no active partnership with that partner");
    assert!(refused.has_text("None of the resellers that you work with is connected"));
}

#[actix_web::test]
async fn a_reseller_without_its_own_relationship_is_not_of_record() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let reseller = store.pair.reseller.id;
    store.run(&format!(
        "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11' WHERE partner_id = '{reseller}'"
    ));
    let refused = store.refusal(&review).await;
    assert_told_beside_the_choice(
        &refused,
        "Contoso has no active reseller relationship with this customer",
    );
}

#[actix_web::test]
async fn a_reseller_that_takes_no_part_any_more_is_not_of_record() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    store.app.disable(&store.pair.reseller);
    let refused = store.refusal(&review).await;
    assert_told_beside_the_choice(&refused, "Contoso does not take part here at the moment");
}

#[actix_web::test]
async fn a_partner_that_one_does_not_work_with_is_not_of_record_and_not_named() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let stranger = store.app.partner("Wingtip").id.to_string();
    for key in [stranger, uuid::Uuid::now_v7().to_string()] {
        let chosen = [("reseller", key.as_str())];
        let mut form = review.form(ORDER);
        form.fields.retain(|(name, _)| name != "reseller");
        form.fields.push((chosen[0].0.to_owned(), key.clone()));
        let refused = store.pair.distributor.submit_form(form).await.expect(422);
        assert_told_beside_the_choice(&refused, "You have no active partnership with that partner");
        assert!(!refused.has_text("Wingtip"));
    }
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn an_indirect_resellers_own_attempt_to_order_is_refused_with_the_way_to_a_request() {
    let store = Store::open().await;
    let paths = store.app.paths();
    let record = store.customer.uuid();
    let refused = store
        .pair
        .seller
        .post(&paths.cart_confirmation(record), &[])
        .await
        .expect(403);
    assert!(
        refused.has_text("Orders for Adatum are placed by your indirect provider"),
        "{}",
        refused.text()
    );
    assert_eq!(refused.link("Send an order request"), store.cart());
    let tab = store
        .pair
        .seller
        .open(&paths.customer_orders(record))
        .await
        .expect(200);
    assert_eq!(tab.link("Open the cart"), store.cart());
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn a_seller_that_is_connected_as_a_reseller_does_not_order() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let seller = store.pair.provider.id;
    store.run(&format!(
        "UPDATE relationships SET kind = 'indirect_reseller' WHERE partner_id = '{seller}'"
    ));
    let refused = store.refusal(&review).await;
    assert!(
        refused.has_text("You are connected with Adatum as an indirect reseller"),
        "{}",
        refused.text()
    );
}

#[actix_web::test]
async fn a_direct_bill_partner_sells_directly() {
    let app = TestApp::start();
    let seller = app.partner_of_kind("Fourth Coffee", RelationshipKind::DirectBill);
    let agent = app.sign_in(&seller, Role::AdminAgent).await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let record: uuid::Uuid = list
        .link("Adatum")
        .rsplit('/')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let customer = partner_center::db::ids::CustomerId::from_uuid(record);
    super::settle(&app, customer, "DE");
    let plan = super::plan(&app, &seller, "1", |_| {});
    let price = super::price(
        &app,
        &plan,
        partner_center::prices::Term::Month,
        partner_center::prices::Billing::Monthly,
        1_000,
    );
    let price = price.to_string();
    let typed = [("price", price.as_str()), ("quantity", "3")];
    agent
        .post(&app.paths().cart_lines(record), &typed)
        .await
        .expect(303);
    let review = agent
        .open(&app.paths().cart_confirmation(record))
        .await
        .expect(200);
    let placed = agent.press(&review, ORDER, &[]).await.expect(200);
    assert!(
        placed.has_text("has stated that it sells directly"),
        "{}",
        placed.text()
    );
    assert_eq!(app.count("orders WHERE partner_id_on_record IS NULL"), 1);
}

#[actix_web::test]
async fn a_sales_agent_fills_a_cart_and_does_not_order_and_a_helpdesk_agent_does_neither() {
    let store = Store::open().await;
    let (app, provider) = (&store.app, &store.pair.provider);
    let sales = app.sign_in(provider, Role::SalesAgent).await;
    store.add(&sales, store.price, "10").await.expect(303);
    let review = store.review(&sales).await.expect(200);
    match review.button(ORDER) {
        Button::Blocked(why) => assert!(why.contains("Admin agent"), "{why}"),
        other => panic!("{other:?}"),
    }
    let confirmation = app.paths().cart_confirmation(store.customer.uuid());
    let typed = [
        ("key", review.value("key")),
        ("shown", review.value("shown")),
        ("reseller", "direct".to_owned()),
    ];
    let typed: Vec<_> = typed
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    sales.post(&confirmation, &typed).await.expect(403);
    let helpdesk = app.sign_in(provider, Role::HelpdeskAgent).await;
    helpdesk.open(&store.cart()).await.expect(403);
    assert_eq!(app.count("orders"), 0);
}
