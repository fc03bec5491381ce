//! A cart is a person's own: filled, changed, forgotten.

use chrono::Duration;
use partner_center::{
    app,
    identity::Role,
    prices::{Billing, Segment, Term},
};

use super::{Store, plan, price};

#[actix_web::test]
async fn lines_are_added_together_changed_and_removed_and_the_sums_follow() {
    let store = Store::open().await;
    let agent = &store.pair.distributor;
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Year,
        Billing::Monthly,
        10_000,
    );
    store.add(agent, store.price, "10").await.expect(303);
    store.add(agent, store.price, "5").await.expect(303);
    store.add(agent, monthly, "1").await.expect(303);
    assert_eq!(store.app.count("cart_lines"), 2);
    let cart = agent.open(&store.cart()).await.expect(200);
    let sums = cart.table("Sums");
    // 15 × 120.00 a year, and 100.00 in twelve parts of which the first four carry a cent more.
    assert_eq!(sums.rows[0][1], "158.33 EUR", "{:?}", sums.rows);
    assert_eq!(sums.rows[1][1], "1,900.00 EUR");
    assert_eq!(sums.rows[2][1], "1,808.34 EUR");
    // At the reseller's price, and at the list price.
    assert_eq!(sums.rows[1][2], "2,090.00 EUR");
    assert_eq!(sums.rows[1][3], "2,375.00 EUR");
    let removed = agent
        .press(&cart, "Remove Suite 1, 1 year, billed monthly", &[])
        .await;
    assert_eq!(removed.table("Lines").rows.len(), 1);
    let updated = agent
        .press(&removed, "Update", &[("quantity", "20")])
        .await
        .expect(200);
    assert_eq!(updated.table("Sums").rows[1][1], "2,400.00 EUR");
    let emptied = agent
        .press(&updated, "Update", &[("quantity", "0")])
        .await
        .expect(200);
    assert!(emptied.has_text("The cart is empty"));
    let review = store.review(agent).await.expect(303);
    assert_eq!(review.location(), store.cart());
}

#[actix_web::test]
async fn what_is_typed_and_is_no_quantity_stays_in_its_field() {
    let store = Store::open().await;
    let agent = &store.pair.distributor;
    store.add(agent, store.price, "10").await.expect(303);
    let cart = agent.open(&store.cart()).await.expect(200);
    for typed in ["ten", "-1", "1.5", "99999999999"] {
        let refused = agent
            .submit(&cart, "Update", &[("quantity", typed)])
            .await
            .expect(422);
        assert_eq!(refused.value("quantity"), typed);
        assert!(refused.error_summary()[0].contains("whole number"));
        store.add(agent, store.price, typed).await.expect(422);
    }
    store.add(agent, store.price, "0").await.expect(422);
    assert_eq!(store.app.count("cart_lines WHERE quantity = 10"), 1);
}

#[actix_web::test]
async fn only_plans_in_force_for_the_customers_country_and_segment_are_offered() {
    let store = Store::open().await;
    let agent = &store.pair.distributor;
    let (ended, _) = store.sell("2", |_| {});
    let (gone, _) = store.sell("3", |plan| plan.end_of_sale_at = None);
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}' WHERE plan_id = '{}'",
        store.app.now().rfc3339(),
        ended.id
    ));
    store.run(&format!(
        "UPDATE plans SET end_of_sale_at = '{}' WHERE id = '{}'",
        store.app.now().rfc3339(),
        gone.id
    ));
    let (school, _) = store.sell("4", |plan| plan.segment = Some(Segment::Education));
    store.run(&format!(
        "UPDATE prices SET segment = 'education' WHERE plan_id = '{}'",
        school.id
    ));
    let (abroad, _) = store.sell("5", |_| {});
    store.run(&format!(
        "UPDATE prices SET market = 'FR' WHERE plan_id = '{}'",
        abroad.id
    ));
    let offered = |page: crate::support::Page| page.texts("main form[action$='/lines'] button");
    let cart = agent.open(&store.cart()).await.expect(200);
    assert_eq!(offered(cart), ["Add Suite 1"]);
    let schools = format!("{}?segment=education", store.cart());
    assert_eq!(
        offered(agent.open(&schools).await.expect(200)),
        ["Add Suite 4"]
    );
    let named = format!("{}?q=suite%201", store.cart());
    assert_eq!(
        offered(agent.open(&named).await.expect(200)),
        ["Add Suite 1"]
    );
    let none = format!("{}?q=%25", store.cart());
    assert!(offered(agent.open(&none).await.expect(200)).is_empty());
}

#[actix_web::test]
async fn a_price_of_another_seller_is_not_added() {
    let store = Store::open().await;
    let (northwind, _) = store.other_provider().await;
    let theirs = plan(&store.app, &northwind, "1", |_| {});
    let theirs = price(&store.app, &theirs, Term::Month, Billing::Monthly, 1_000);
    store
        .add(&store.pair.distributor, theirs, "1")
        .await
        .expect(404);
    assert_eq!(store.app.count("carts"), 0);
}

#[actix_web::test]
async fn nobody_else_sees_a_cart_or_orders_it() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let colleague = store
        .app
        .sign_in(&store.pair.provider, Role::GlobalAdmin)
        .await;
    let cart = colleague.open(&store.cart()).await.expect(200);
    assert!(cart.has_text("The cart is empty"));
    let lines = store.pair.distributor.open(&store.cart()).await.expect(200);
    let mut form = lines.form("Update");
    for (name, value) in &mut form.fields {
        if name == "quantity" {
            "99".clone_into(value);
        }
    }
    colleague.submit_form(form).await.expect(303);
    assert_eq!(store.app.count("cart_lines WHERE quantity = 10"), 1);
    let direct = [("reseller", "direct")];
    let refused = colleague
        .press(&review, super::ORDER, &direct)
        .await
        .expect(200);
    assert!(
        refused.flash().contains("This cart is no longer there"),
        "{}",
        refused.text()
    );
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn a_cart_is_forgotten_seven_days_after_its_last_change() {
    let store = Store::open().await;
    store
        .add(&store.pair.distributor, store.price, "10")
        .await
        .expect(303);
    store.app.pass(Duration::days(6));
    let email = store.pair.provider.email(Role::AdminAgent);
    let agent = store.app.sign_in_as(&email).await;
    let cart = agent.open(&store.cart()).await.expect(200);
    agent
        .submit(&cart, "Update", &[("quantity", "11")])
        .await
        .expect(303);
    store.app.pass(Duration::days(6));
    app::runner(&store.app.parts).drain().await;
    assert_eq!(store.app.count("carts"), 1);
    store.app.pass(Duration::days(1));
    app::runner(&store.app.parts).drain().await;
    assert_eq!(
        (store.app.count("carts"), store.app.count("cart_lines")),
        (0, 0)
    );
}

#[actix_web::test]
async fn removing_the_relationship_takes_the_carts_and_leaves_the_subscriptions() {
    let store = Store::open().await;
    store.order("10").await;
    store
        .add(&store.pair.distributor, store.price, "5")
        .await
        .expect(303);
    let before = store.subscriptions();
    let removal = store.app.paths().removal(store.customer.uuid());
    let page = store.pair.distributor.open(&removal).await.expect(200);
    for words in ["1 cart of your staff", "1 subscription that you sold"] {
        assert!(page.has_text(words), "{words}: {}", page.text());
    }
    let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
    let button = "Remove relationship with Adatum";
    store
        .pair
        .distributor
        .submit(&page, button, &typed)
        .await
        .expect(303);
    assert_eq!(
        (store.app.count("carts"), store.app.count("cart_lines")),
        (0, 0)
    );
    assert_eq!(store.subscriptions(), before);
}
