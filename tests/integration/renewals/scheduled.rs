//! What was scheduled for the next term is what begins.

use chrono::Duration;
use partner_center::{
    charges::{Day, TermDays},
    prices::{Billing, Plan, Term},
    subscriptions::{Scheduled, State, schedule},
};

use super::{days, go_to, housekeep_on_two_nodes, notifications, only};
use crate::ordering::{Store, plan, price};

/// Schedules it, past the site.
fn scheduled(store: &Store, of: &Plan, quantity: i32, (term, billing): (Term, Billing)) {
    let row = only(store);
    let change = Scheduled {
        subscription_id: row.id,
        partner_id: row.partner_id,
        plan_id: of.id,
        quantity,
        term_duration: term,
        billing_cycle: billing,
        scheduled_at: store.app.now(),
    };
    store.app.write(|tx| schedule(tx, &change));
}

#[actix_web::test]
async fn another_plan_quantity_term_and_billing_begin_with_the_next_term_and_go_on() {
    let store = Store::open().await;
    store.order("10").await;
    let before = only(&store);
    let other = plan(&store.app, &store.pair.provider, "2", |_| {});
    price(&store.app, &other, Term::Month, Billing::Monthly, 900);
    scheduled(&store, &other, 4, (Term::Month, Billing::Monthly));
    let end = days(&before, 0).last.ends_at();
    go_to(&store, end);
    housekeep_on_two_nodes(&store).await;
    let after = only(&store);
    let first = TermDays::nth(Day::of(end), Term::Month, 0);
    assert_eq!((after.plan_id, after.quantity), (other.id, 4));
    assert_eq!((after.sku_id.as_str(), after.name()), ("0002", "Suite 2"));
    assert_eq!(
        (after.term_duration, after.billing_cycle, after.cost),
        (Term::Month, Billing::Monthly, 900)
    );
    assert_eq!((after.effective_start_date, after.term_number), (end, 0));
    assert_eq!(after.commitment_end_date, first.last.begins_at());
    assert_eq!(store.orders()[1].cost_amount, 3_600);
    assert_eq!(store.app.count("scheduled_changes"), 0);
    // The month behind it is the same again.
    go_to(&store, first.last.ends_at());
    housekeep_on_two_nodes(&store).await;
    let again = only(&store);
    assert_eq!((again.term_number, again.quantity), (1, 4));
    assert_eq!(store.orders()[2].cost_amount, 3_600);
}

#[actix_web::test]
async fn both_partners_are_told_what_was_scheduled() {
    let store = Store::open().await;
    store.order("10").await;
    scheduled(&store, &store.suite, 25, (Term::Year, Billing::Annual));
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(30)));
    store.app.housekeep().await;
    let mails = store.app.mails().await;
    let said = "as scheduled: 25 licenses of Suite 1, 1 year, billed yearly at 11.00 EUR a license and month";
    let told = mails.iter().filter(|mail| mail.text.contains(said)).count();
    assert!(told >= 2, "{told}");
}

#[actix_web::test]
async fn more_than_is_left_of_a_pool_by_then_is_not_carried_out_and_both_are_told() {
    let store = Store::open().await;
    store.order("10").await;
    scheduled(&store, &store.suite, 25, (Term::Year, Billing::Annual));
    store.run("UPDATE plans SET max_licenses = 20");
    go_to(&store, days(&only(&store), 0).last.ends_at());
    housekeep_on_two_nodes(&store).await;
    assert_eq!(only(&store).state, State::Disabled);
    assert_eq!(store.app.count("scheduled_changes"), 0);
    for partner in [&store.pair.provider, &store.pair.reseller] {
        let told = notifications(&store, partner).await;
        assert!(told.contains("not possible any more"), "{told}");
    }
}

#[actix_web::test]
async fn what_becomes_billed_once_ends_by_itself_and_is_ordered_once() {
    let store = Store::open().await;
    store.order("10").await;
    price(&store.app, &store.suite, Term::Year, Billing::OneTime, 900);
    scheduled(&store, &store.suite, 10, (Term::Year, Billing::OneTime));
    go_to(&store, days(&only(&store), 0).last.ends_at());
    housekeep_on_two_nodes(&store).await;
    let row = only(&store);
    assert_eq!(row.billing_cycle, Billing::OneTime);
    assert!(!row.auto_renew_enabled);
    go_to(&store, days(&row, 1).last.ends_at());
    housekeep_on_two_nodes(&store).await;
    assert_eq!(only(&store).state, State::Disabled);
    assert_eq!(store.orders().len(), 2);
}

#[actix_web::test]
async fn two_of_one_pool_that_grow_in_the_same_minute_are_judged_one_after_the_other() {
    let store = Store::open().await;
    store.order("5").await;
    store.order("5").await;
    store.run("UPDATE plans SET max_licenses = 20");
    let rows = store.subscriptions();
    for row in &rows {
        let change = Scheduled {
            subscription_id: row.id,
            partner_id: row.partner_id,
            plan_id: row.plan_id,
            quantity: 12,
            term_duration: Term::Year,
            billing_cycle: Billing::Annual,
            scheduled_at: store.app.now(),
        };
        store.app.write(|tx| schedule(tx, &change));
    }
    go_to(&store, days(&rows[0], 0).last.ends_at());
    housekeep_on_two_nodes(&store).await;
    let mut after: Vec<(State, i32)> = store
        .subscriptions()
        .iter()
        .map(|row| (row.state, row.quantity))
        .collect();
    after.sort_by_key(|(_, quantity)| *quantity);
    // Each alone would fit: 5 and 12 are 17.
    assert_eq!(after, [(State::Disabled, 5), (State::Active, 12)]);
}
