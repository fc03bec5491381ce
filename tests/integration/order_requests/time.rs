//! A request that nobody answers ends at its instant, and both sides are told a day before: each once (rule 21).

use chrono::Duration;
use partner_center::{
    app,
    db::types::Timestamp,
    jobs::{Job, Node, Step, Task},
    order_requests::{Because, LapseRequests, State},
    renewals::Desk,
};

use super::{agent, assert_told, letters, only, page, send};
use crate::ordering::Store;

/// What the job does at this very instant.
fn step(store: &Store) {
    let now = store.app.now();
    let job = LapseRequests(Desk {
        site: store.app.parts.site.clone(),
        product: store.app.parts.product.clone(),
    });
    let task = Task {
        kind: job.kind().to_owned(),
        key: String::new(),
        due_at: now,
        attempts: 1,
    };
    store.app.write(|tx| {
        while job.step(tx, &task, now)? == Step::More {}
        Ok(())
    });
}

const MOMENT: Duration = Duration::microseconds(1);

/// Two servers do what is due, one after the other.
async fn housekeep(store: &Store) {
    store.app.housekeep().await;
    let mut other = store.app.parts.clone();
    other.node = Node::of_this_run();
    app::runner(&other).drain().await;
}

fn go_to(store: &Store, at: Timestamp) {
    store.app.pass(at.since(store.app.now()));
}

#[actix_web::test]
async fn it_lapses_exactly_at_its_end_once_and_both_are_told() {
    let store = Store::open().await;
    send(&store, "10").await;
    let end = only(&store).expires_at;
    assert_eq!(end, only(&store).asked_at.plus(Duration::days(14)));
    go_to(&store, end.minus(MOMENT));
    step(&store);
    assert_eq!(only(&store).state, State::Open);
    let who = agent(&store, &store.pair.provider).await;
    let open = who.open(&page(&store)).await.expect(200);
    assert!(open.has_link("100-001") || open.button("Approve") == crate::support::Button::Open);
    go_to(&store, end);
    // Before anybody has come by to end it, it can be answered no more.
    who.submit(&open, "Approve", &[]).await.expect(303);
    who.submit(&open, "Decline", &[("reason", "No")])
        .await
        .expect(303);
    assert_eq!(
        (only(&store).state, store.app.count("orders")),
        (State::Open, 0)
    );
    let shown = who.open(&page(&store)).await.expect(200);
    assert_told(&shown, "Lapsed");
    step(&store);
    store.app.pass(Duration::minutes(1));
    housekeep(&store).await;
    let request = only(&store);
    assert_eq!(
        (
            request.state,
            request.withdrawn_because,
            request.answered_by
        ),
        (State::Withdrawn, Some(Because::Time), None)
    );
    // The asker, and both who manage customers at the provider.
    assert_eq!(letters(&store, "lapsed").await.len(), 3);
    let log = "activity WHERE action = 'order_request_lapsed'";
    assert_eq!(store.app.count(log), 2);
}

#[actix_web::test]
async fn both_are_told_a_day_before_once_also_on_two_nodes() {
    let store = Store::open().await;
    send(&store, "10").await;
    let day_before = only(&store).expires_at.minus(Duration::days(1));
    for (at, number) in [
        (day_before.minus(MOMENT), 0),
        (day_before, 3),
        (day_before.plus(Duration::hours(5)), 3),
    ] {
        go_to(&store, at);
        step(&store);
        assert_eq!(letters(&store, "ends soon").await.len(), number, "{at}");
    }
    store.app.pass(Duration::minutes(2));
    housekeep(&store).await;
    assert_eq!(letters(&store, "ends soon").await.len(), 3);
    assert_eq!(
        store
            .app
            .count("activity WHERE action = 'order_request_ending'"),
        2
    );
}

#[actix_web::test]
async fn what_stood_still_over_its_end_is_not_warned_of_any_more() {
    let store = Store::open().await;
    send(&store, "10").await;
    go_to(&store, only(&store).expires_at.plus(Duration::days(3)));
    housekeep(&store).await;
    assert_eq!(only(&store).state, State::Withdrawn);
    assert!(letters(&store, "ends soon").await.is_empty());
    assert_eq!(letters(&store, "lapsed").await.len(), 3);
}

#[actix_web::test]
async fn what_was_answered_is_neither_warned_of_nor_ended() {
    let store = Store::open().await;
    send(&store, "10").await;
    super::approve(&store).await.expect(303);
    store.app.pass(Duration::days(20));
    housekeep(&store).await;
    assert_eq!(only(&store).state, State::Approved);
    assert!(letters(&store, "ends soon").await.is_empty());
    assert!(letters(&store, "lapsed").await.is_empty());
}
