//! What happens at the end of a term: the choice, and what is different then.

use partner_center::{
    identity::Role,
    prices::{Billing, LimitType, Link, Plan, PlanLink, Term, replace_surroundings},
    subscriptions::{Scheduled, schedule},
};

use super::{Sold, assert_told, confirm_seats};
use crate::{
    ordering::{price, surround},
    support::{Button, Page},
};

impl Sold {
    /// Schedules so many licenses for the renewal.
    pub(super) async fn schedule(&self, quantity: &str) {
        let who = self.agent().await;
        let page = who.open(&self.page("/renewal")).await.expect(200);
        let typed = [("quantity", quantity)];
        let shown = who.submit(&page, "Show what it comes to", &typed).await;
        let shown = shown.expect(200);
        let button = "Schedule it for the renewal";
        who.submit(&shown, button, &[]).await.expect(303);
    }
}

#[actix_web::test]
async fn the_seller_and_the_reseller_of_record_choose_at_once_and_another_choice_drops_what_is_scheduled()
 {
    let sold = Sold::open().await;
    sold.schedule("25").await;
    let seller = &sold.store.pair.seller;
    let page = seller.open(&sold.page("/renewal")).await.expect(200);
    assert!(!page.has_text("120.00 EUR"), "the cost is none of theirs");
    assert!(matches!(
        page.button("Show what it comes to"),
        Button::Absent
    ));
    let end = [("choice", "end")];
    seller
        .submit(&page, "Save the choice", &end)
        .await
        .expect(303);
    assert!(!sold.row().auto_renew_enabled);
    assert_eq!(sold.store.app.count("scheduled_changes"), 0);
    // Without the choice to renew nothing is scheduled.
    let who = sold.agent().await;
    let page = who.open(&sold.page("/renewal")).await.expect(200);
    match page.button("Show what it comes to") {
        Button::Blocked(why) => assert!(why.contains("Choose that it renews first"), "{why}"),
        other => panic!("{other:?}"),
    }
    let renew = [("choice", "renew")];
    who.submit(&page, "Save the choice", &renew)
        .await
        .expect(303);
    assert!(sold.row().auto_renew_enabled);
    assert_eq!(sold.orders(), 1);
    let helpdesk = sold
        .store
        .app
        .sign_in(&sold.store.pair.reseller, Role::SalesAgent)
        .await;
    helpdesk.open(&sold.page("/renewal")).await.expect(403);
}

#[actix_web::test]
async fn a_change_is_scheduled_with_its_price_as_the_list_stands() {
    let sold = Sold::open().await;
    let (other, _) = sold.store.sell("2", |_| {});
    price(
        &sold.store.app,
        &other,
        Term::Year,
        Billing::Monthly,
        20_000,
    );
    let who = sold.agent().await;
    let page = who.open(&sold.page("/renewal")).await.expect(200);
    let plan = other.id.to_string();
    let typed = [
        ("quantity", "25"),
        ("plan", plan.as_str()),
        ("billing", "monthly"),
    ];
    let mut form = page
        .form("Show what it comes to")
        .fill(&typed[..1])
        .without("plan")
        .without("billing");
    form.fields.extend(
        typed[1..]
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let refused = who.submit_form(form.clone()).await.expect(422);
    assert_told(&refused, "cannot be changed to that one");
    let conversion = PlanLink {
        plan_id: sold.store.suite.id,
        kind: Link::Conversion,
        product_id: other.product_id.clone(),
        sku_id: other.sku_id.clone(),
    };
    sold.store
        .app
        .write(|tx| replace_surroundings(tx, sold.store.suite.id, &[], &[conversion]));
    let shown = who.submit_form(form).await.expect(200);
    // 25 × 200.00.
    assert_told(&shown, "5,000.00 EUR");
    assert_told(&shown, "12 parts");
    let button = "Schedule it for the renewal";
    who.submit(&shown, button, &[]).await.expect(303);
    who.submit(&shown, button, &[]).await.expect(303);
    assert_eq!(
        sold.store
            .app
            .count("scheduled_changes WHERE quantity = 25"),
        1
    );
    let page = who.open(&sold.page("")).await.expect(200);
    assert_told(&page, "Suite 2, 25 licenses, 1 year, billed monthly");
    let (quantity, version) = (sold.row().quantity, sold.row().version);
    assert_eq!((quantity, version), (10, 2));
    let renewal = who.open(&sold.page("/renewal")).await.expect(200);
    who.submit(&renewal, "Drop what is scheduled", &[])
        .await
        .expect(303);
    assert_eq!(sold.store.app.count("scheduled_changes"), 0);
}

#[actix_web::test]
async fn what_has_no_price_on_that_day_is_not_scheduled() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/renewal")).await.expect(200);
    let form = page.form("Show what it comes to").without("term");
    let mut form = form.fill(&[("quantity", "12")]);
    form.fields.push(("term".to_owned(), "P3Y".to_owned()));
    let refused = who.submit_form(form).await.expect(422);
    assert_told(&refused, "there is no price of this plan, term and billing");
    let same = who
        .submit(&page, "Show what it comes to", &[])
        .await
        .expect(422);
    assert_told(&same, "nothing would be different");
}

#[actix_web::test]
async fn a_change_of_licenses_in_the_meantime_asks_whether_it_stays() {
    let sold = Sold::open().await;
    sold.schedule("25").await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    assert_told(&shown, "25 licenses, 1 year, billed yearly");
    let asked = confirm_seats(&who, &shown).await.expect(422);
    assert_told(
        &asked,
        "Say whether what is scheduled for the renewal stays",
    );
    assert_eq!((sold.orders(), sold.row().quantity), (1, 10));
    who.submit(&asked, "Add 2 licenses", &[("scheduled", "keep")])
        .await
        .expect(303);
    assert_eq!(sold.store.app.count("scheduled_changes"), 1);
    let shown = sold.shown(&who, "11").await.expect(200);
    who.submit(&shown, "Give back 1 license", &[("scheduled", "drop")])
        .await
        .expect(303);
    assert_eq!(sold.store.app.count("scheduled_changes"), 0);
    assert_eq!(sold.row().quantity, 11);
}

#[actix_web::test]
async fn a_scheduled_term_is_told_with_its_own_length_and_price() {
    let sold = Sold::open().await;
    let (app, row) = (&sold.store.app, sold.row());
    price(app, &sold.store.suite, Term::Month, Billing::Monthly, 1_300);
    let change = Scheduled {
        subscription_id: row.id,
        partner_id: row.partner_id,
        plan_id: row.plan_id,
        quantity: 10,
        term_duration: Term::Month,
        billing_cycle: Billing::Monthly,
        scheduled_at: app.now(),
    };
    app.write(|tx| schedule(tx, &change));
    let who = sold.agent().await;
    for page in ["", "/renewal"] {
        let page = who.open(&sold.page(page)).await.expect(200);
        assert_told(
            &page,
            "as scheduled: 10 licenses of Suite 1, 1 month, billed monthly at 14.30 EUR a license and month",
        );
    }
}

#[actix_web::test]
async fn what_stands_against_the_renewal_is_told_on_the_page_with_the_days_of_grace() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("")).await.expect(200);
    assert_told(&page, "Renews on");
    let provider = sold.store.pair.provider.id;
    sold.store.run(&format!(
        "UPDATE plans SET end_of_sale_at = '2026-01-01T00:00:00.000000Z';
         INSERT INTO graces (partner_id, days) VALUES ('{provider}', 14)"
    ));
    for who in [&who, &sold.store.pair.seller] {
        let page = who.open(&sold.page("")).await.expect(200);
        assert_told(
            &page,
            "It is to be renewed and cannot be, as things stand: its plan is sold no more since",
        );
        assert_told(&page, "and its licenses work for 14 days of grace more");
        assert!(!page.has_text("Renews on"), "{}", page.text());
    }
}

/// What the seller is told when another plan is wanted from the next term on.
async fn wanted(sold: &Sold, plan: &Plan) -> Page {
    let who = sold.agent().await;
    let page = who.open(&sold.page("/renewal")).await.expect(200);
    let mut form = page.form("Show what it comes to").without("plan");
    form.fields.push(("plan".to_owned(), plan.id.to_string()));
    who.submit_form(form).await
}

#[actix_web::test]
async fn a_change_of_plan_is_asked_what_an_order_of_that_plan_would_be() {
    let sold = Sold::open().await;
    let (other, other_price) = sold.store.sell("2", |plan| {
        plan.asset_ownership_limit = Some(1);
        plan.asset_ownership_limit_type = Some(LimitType::Concurrent);
    });
    let conversion = PlanLink {
        plan_id: sold.store.suite.id,
        kind: Link::Conversion,
        product_id: other.product_id.clone(),
        sku_id: other.sku_id.clone(),
    };
    let app = &sold.store.app;
    app.write(|tx| replace_surroundings(tx, sold.store.suite.id, &[], &[conversion]));
    wanted(&sold, &other).await.expect(200);
    surround(app, &other, &["FR"], &[]);
    let refused = wanted(&sold, &other).await.expect(422);
    assert_told(&refused, "This plan is not sold in Germany");
    // An add-on to what the subscription is now would stand on nothing.
    surround(app, &other, &[], &[&sold.store.suite]);
    let refused = wanted(&sold, &other).await.expect(422);
    assert_told(
        &refused,
        "an add-on to the plan that the subscription is of",
    );
    let (base, _) = sold.store.sell("3", |_| {});
    surround(app, &other, &[], &[&base]);
    let refused = wanted(&sold, &other).await.expect(422);
    assert_told(&refused, "It needs one of these at the customer: Suite 3");
    surround(app, &other, &[], &[]);
    let who = sold.agent().await;
    sold.store.add(&who, other_price, "1").await.expect(303);
    let review = sold.store.review(&who).await.expect(200);
    let direct = [("reseller", "direct")];
    who.submit(&review, crate::ordering::ORDER, &direct)
        .await
        .expect(303);
    let refused = wanted(&sold, &other).await.expect(422);
    assert_told(
        &refused,
        "A customer may have one subscription of this plan",
    );
}
