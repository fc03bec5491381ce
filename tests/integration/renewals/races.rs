//! Two servers, without the lease by which they share their work: each turn and each letter still happens once.

use std::thread;

use chrono::Duration;
use partner_center::{
    db::types::Timestamp,
    identity::Role,
    jobs::{Job, Step, Task},
    renewals::{Desk, MoveOn, WarnOfRenewals},
};

use super::{days, go_to};
use crate::ordering::Store;

fn step(store: &Store, job: impl Job + 'static, now: Timestamp) -> thread::JoinHandle<()> {
    let db = store.app.parts.db.clone();
    thread::spawn(move || {
        let task = Task {
            kind: job.kind().to_owned(),
            key: String::new(),
            due_at: now,
            attempts: 1,
        };
        while db.write_now(|tx| job.step(tx, &task, now)).unwrap() == Step::More {}
    })
}

/// More subscriptions than one step takes.
const MANY: usize = 24;

#[actix_web::test]
async fn renewals_and_letters_on_several_nodes_at_once_happen_once() {
    let store = Store::open().await;
    for _ in 0..MANY {
        store.order("10").await;
    }
    let end = days(&store.subscriptions()[0], 0).last.ends_at();
    let desk = || Desk {
        site: store.app.parts.site.clone(),
        product: "Partner Center".to_owned(),
    };
    go_to(&store, end.minus(Duration::days(30)));
    let now = store.app.now();
    let steps: Vec<_> = (0..4)
        .map(|_| step(&store, WarnOfRenewals(desk()), now))
        .collect();
    for step in steps {
        step.join().unwrap();
    }
    let email = store.pair.provider.email(Role::AdminAgent);
    let mails = store.app.mails().await.into_iter();
    let told: usize = mails
        .filter(|mail| mail.to == email)
        .map(|mail| mail.text.matches(" × Suite 1").count())
        .sum();
    assert_eq!(told, MANY);
    go_to(&store, end);
    let now = store.app.now();
    let steps: Vec<_> = (0..4).map(|_| step(&store, MoveOn, now)).collect();
    for step in steps {
        step.join().unwrap();
    }
    let orders = store.orders();
    assert_eq!(orders.len(), 2 * MANY);
    let numbers: Vec<i64> = orders.iter().map(|order| order.number).collect();
    let expected: Vec<i64> = (100_001..).take(2 * MANY).collect();
    assert_eq!(numbers, expected);
    let renewed = store.subscriptions();
    assert!(renewed.iter().all(|it| it.term_number == 1));
}

#[actix_web::test]
async fn a_server_that_comes_by_when_the_term_is_over_tells_nobody_that_it_will_be() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&store.subscriptions()[0], 0).last.ends_at();
    let desk = Desk {
        site: store.app.parts.site.clone(),
        product: "Partner Center".to_owned(),
    };
    go_to(&store, end);
    let now = store.app.now();
    step(&store, WarnOfRenewals(desk), now).join().unwrap();
    assert!(store.subscriptions()[0].next_warning_at.is_none());
    let told = store.app.count("mails WHERE subject LIKE '%the term of%'");
    assert_eq!(told, 0);
}
