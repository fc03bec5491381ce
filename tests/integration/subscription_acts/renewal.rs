//! What happens at the end of a term: the choice, and what is different then.

use partner_center::{
    identity::Role,
    prices::{Billing, Link, PlanLink, Term, replace_surroundings},
};

use super::{Sold, assert_told, confirm_seats};
use crate::{ordering::price, support::Button};

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
