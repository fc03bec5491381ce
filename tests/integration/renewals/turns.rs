//! What happens when a term is over.

use chrono::Duration;
use partner_center::{
    orders::Kind,
    prices::{Billing, Term},
    subscriptions::State,
};

use super::{
    MOMENT, agent, days, global_admin, go_to, housekeep_on_two_nodes, notifications, only, set,
};
use crate::ordering::{Store, next_price, price};

#[actix_web::test]
async fn the_next_term_begins_when_the_last_day_is_over_by_an_order_at_the_price_of_that_day() {
    let store = Store::open().await;
    store.order("10").await;
    let before = only(&store);
    let end = days(&before, 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(2)));
    next_price(&store, 15_000);
    go_to(&store, end.minus(MOMENT));
    housekeep_on_two_nodes(&store).await;
    let still = only(&store);
    assert_eq!((still.term_number, still.cost), (0, 12_000));
    assert_eq!(store.orders().len(), 1);
    go_to(&store, end.plus(Duration::hours(5)));
    let now = store.app.now();
    housekeep_on_two_nodes(&store).await;
    let after = only(&store);
    let next = days(&before, 1);
    assert_eq!((after.term_number, after.state), (1, State::Active));
    assert_eq!(after.commitment_start_date, next.first.begins_at());
    assert_eq!(after.commitment_end_date, next.last.begins_at());
    assert_eq!(after.next_at, Some(next.last.ends_at()));
    assert_eq!(
        (after.cost, after.partner_price, after.list_price),
        (15_000, Some(16_500), Some(18_750))
    );
    // Counted from when it was carried out, not from midnight.
    assert_eq!(after.renewed_at, now);
    let until = now.plus(Duration::hours(168));
    assert_eq!(after.cancellation_allowed_until_date, until);
    assert_eq!(after.effective_start_date, before.effective_start_date);
    let order = store.orders().remove(1);
    assert_eq!((order.kind, order.number), (Kind::Renewal, 100_002));
    assert_eq!((order.asked_by, order.confirmed_by), (None, None));
    assert_eq!(order.partner_id_on_record, Some(store.pair.reseller.id));
    assert_eq!(order.cost_amount, 150_000);
    let lines = store.lines();
    let line = lines.iter().find(|it| it.order_id == order.id).unwrap();
    assert_eq!((line.quantity, line.cost), (10, 15_000));
    assert_eq!(line.begins_on, next.first.begins_at());
    assert_eq!(line.ends_on, next.last.begins_at());
    assert_eq!(line.subscription_id, before.id);
}

#[actix_web::test]
async fn both_partners_read_of_a_renewal_and_nobody_of_its_price() {
    let store = Store::open().await;
    store.order("10").await;
    go_to(&store, days(&only(&store), 0).last.ends_at());
    store.app.housekeep().await;
    let activity = format!("{}?action=order_placed", store.app.paths().activity());
    for who in [&store.pair.provider, &store.pair.reseller] {
        let page = agent(&store, who).await.open(&activity).await.expect(200);
        assert!(page.has_text("Renewal, order 100-002"), "{}", page.text());
        assert!(page.has_text("This server"), "{}", page.text());
        assert!(!page.has_text("EUR"), "{}", page.text());
    }
}

#[actix_web::test]
async fn after_standing_still_each_term_is_made_up_for_at_the_price_of_its_own_date() {
    let store = Store::open().await;
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Month,
        Billing::Monthly,
        1_000,
    );
    let agent = &store.pair.distributor;
    store.add(agent, monthly, "3").await.expect(303);
    let review = store.review(agent).await.expect(200);
    store.confirm(&review).await.expect(303);
    let before = only(&store);
    // A price of its own for the second of three terms that are over.
    let second = days(&before, 2).first.begins_at();
    let third = days(&before, 3).first.begins_at();
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}' WHERE term_duration = 'P1M'",
        second.rfc3339()
    ));
    for (begins, ends, cost) in [(second, Some(third), 2_000), (third, None, 3_000)] {
        store.price_between((Term::Month, Billing::Monthly), (begins, ends), cost);
    }
    go_to(&store, third.plus(Duration::days(3)));
    housekeep_on_two_nodes(&store).await;
    let renewals = store.orders().split_off(1);
    let costs: Vec<i64> = renewals.iter().map(|order| order.cost_amount).collect();
    assert_eq!(costs, [3_000, 6_000, 9_000]);
    let now = store.app.now();
    assert!(renewals.iter().all(|order| order.ordered_at == now));
    let after = only(&store);
    assert_eq!((after.term_number, after.cost), (3, 3_000));
    let until = now.plus(Duration::hours(168));
    assert_eq!(after.cancellation_allowed_until_date, until);
    let mut begun: Vec<_> = store.lines().iter().map(|line| line.begins_on).collect();
    begun.sort_unstable();
    let expected = [0, 1, 2, 3].map(|number| days(&before, number).first.begins_at());
    assert_eq!(begun, expected);
}

/// What stands against a renewal, and how that is told.
async fn is_not_renewed(what: impl AsyncFnOnce(&Store), cause: &str) {
    let store = Store::open().await;
    store.order("10").await;
    let before = only(&store);
    let end = days(&before, 0).last.ends_at();
    what(&store).await;
    go_to(&store, end);
    housekeep_on_two_nodes(&store).await;
    let after = only(&store);
    assert_eq!(after.state, State::Disabled, "{cause}");
    assert_eq!(after.term_number, 0);
    assert_eq!(after.next_at, Some(end.plus(Duration::days(90))));
    assert_eq!(store.orders().len(), 1);
    for who in [&store.pair.provider, &store.pair.reseller] {
        let told = notifications(&store, who).await;
        assert!(told.contains("Subscription not renewed"), "{told}");
        assert!(told.contains(cause), "{told}");
    }
    let lines = store
        .app
        .count("activity WHERE action = 'subscription_not_renewed'");
    assert_eq!(lines, 2);
}

#[actix_web::test]
async fn without_a_price_in_force_on_that_day_it_ends_and_both_are_told() {
    let what = async |store: &Store| {
        let end = days(&only(store), 0).last.ends_at();
        store.run(&format!("UPDATE prices SET ends_at = '{}'", end.rfc3339()));
    };
    is_not_renewed(what, "no price of it for Germany in EUR").await;
}

#[actix_web::test]
async fn a_plan_that_is_sold_no_more_on_that_day_is_not_renewed() {
    let what = async |store: &Store| {
        let end = days(&only(store), 0).last.ends_at();
        store.run(&format!(
            "UPDATE plans SET end_of_sale_at = '{}'",
            end.rfc3339()
        ));
    };
    is_not_renewed(what, "its plan is sold no more since").await;
}

#[actix_web::test]
async fn without_the_sellers_relationship_it_is_not_renewed() {
    let what = async |store: &Store| {
        let removal = store.app.paths().removal(store.customer.uuid());
        let page = store.pair.distributor.open(&removal).await.expect(200);
        let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
        let button = "Remove relationship with Adatum";
        let removed = store.pair.distributor.submit(&page, button, &typed).await;
        removed.expect(303);
        // Rule 22: nothing else is changed by that.
        assert_eq!(only(store).state, State::Active);
    };
    is_not_renewed(
        what,
        "its seller has no active relationship with the customer",
    )
    .await;
}

#[actix_web::test]
async fn a_seller_that_takes_part_no_more_renews_nothing() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    store.run(&format!(
        "UPDATE partners SET status = 'disabled' WHERE id = '{}'",
        store.pair.provider.id
    ));
    go_to(&store, end);
    housekeep_on_two_nodes(&store).await;
    assert_eq!(only(&store).state, State::Disabled);
    assert_eq!(store.orders().len(), 1);
}

#[actix_web::test]
async fn a_reseller_of_record_that_is_not_valid_any_more_stops_nothing_and_the_seller_is_told() {
    let store = Store::open().await;
    store.order("10").await;
    store.app.end_partnership(&store.pair);
    go_to(&store, days(&only(&store), 0).last.ends_at());
    housekeep_on_two_nodes(&store).await;
    assert_eq!(only(&store).term_number, 1);
    let told = notifications(&store, &store.pair.provider).await;
    assert!(told.contains("Renewed without a valid reseller"), "{told}");
    let lines = store
        .app
        .count("activity WHERE action = 'renewed_without_reseller'");
    assert_eq!(lines, 1);
}

#[actix_web::test]
async fn what_was_chosen_to_end_is_disabled_for_90_days_and_then_deleted() {
    let store = Store::open().await;
    store.order("10").await;
    set(&store, "auto_renew_enabled = false");
    let end = days(&only(&store), 0).last.ends_at();
    let gone = end.plus(Duration::days(90));
    for (at, state) in [
        (end.minus(MOMENT), State::Active),
        (end, State::Disabled),
        (gone.minus(MOMENT), State::Disabled),
        (gone, State::Deleted),
    ] {
        go_to(&store, at);
        housekeep_on_two_nodes(&store).await;
        assert_eq!(only(&store).state, state, "{at}");
    }
    assert_eq!(only(&store).next_at, None);
    assert_eq!(store.orders().len(), 1);
    assert_eq!(
        store
            .app
            .count("activity WHERE action = 'subscription_ended'"),
        2
    );
    assert_eq!(
        store
            .app
            .count("activity WHERE action = 'subscription_deleted'"),
        2
    );
}

#[actix_web::test]
async fn days_of_grace_come_before_that_and_a_suspended_one_has_none_and_120_days() {
    let store = Store::open().await;
    store.order("10").await;
    set(&store, "auto_renew_enabled = false");
    let admin = global_admin(&store, &store.pair.provider).await;
    let form = admin.open(&store.app.paths().grace()).await.expect(200);
    admin
        .submit(&form, "Save", &[("days", "30")])
        .await
        .expect(303);
    let end = days(&only(&store), 0).last.ends_at();
    let over = end.plus(Duration::days(30));
    for (at, state, next) in [
        (end, State::Expired, over),
        (over.minus(MOMENT), State::Expired, over),
        (over, State::Disabled, over.plus(Duration::days(90))),
    ] {
        go_to(&store, at);
        housekeep_on_two_nodes(&store).await;
        let found = only(&store);
        assert_eq!((found.state, found.next_at), (state, Some(next)), "{at}");
    }
    let store = Store::open().await;
    store.order("10").await;
    store.run("INSERT INTO graces (partner_id, days) SELECT partner_id, 30 FROM subscriptions");
    set(&store, "auto_renew_enabled = false, state = 'suspended'");
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end);
    housekeep_on_two_nodes(&store).await;
    let found = only(&store);
    let next = Some(end.plus(Duration::days(120)));
    assert_eq!((found.state, found.next_at), (State::Disabled, next));
}

#[actix_web::test]
async fn days_of_grace_are_a_number_from_0_to_30_that_a_global_admin_of_a_seller_says() {
    let store = Store::open().await;
    let admin = global_admin(&store, &store.pair.provider).await;
    let grace = store.app.paths().grace();
    for wrong in ["", "31", "-1", "ten", "1.5", "99999999999"] {
        let again = admin.post(&grace, &[("days", wrong)]).await.expect(422);
        assert!(again.has_text("from 0 to 30"), "{}", again.text());
        assert_eq!(again.value("days"), wrong);
    }
    assert_eq!(store.app.count("graces"), 0);
    for right in ["0", " 30 ", "7"] {
        admin.post(&grace, &[("days", right)]).await.expect(303);
    }
    assert_eq!(store.app.count("graces WHERE days = 7"), 1);
    // None to 0 is no change.
    assert_eq!(
        store.app.count("activity WHERE action = 'grace_changed'"),
        2
    );
    store.pair.distributor.open(&grace).await.expect(403);
    let reseller = global_admin(&store, &store.pair.reseller).await;
    let refused = reseller.open(&grace).await.expect(403);
    assert!(
        refused.has_text("price list is kept by"),
        "{}",
        refused.text()
    );
}
