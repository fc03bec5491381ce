//! The numbers that are kept beside subscriptions are those of the subscriptions, folded or not.

use std::collections::BTreeMap;

use chrono::Duration;
use partner_center::{
    db::{ids::PartnerId, types::Timestamp},
    identity::{Scope, find_partner},
    subscriptions::{Side, State, counts},
};

use super::{days, go_to, set};
use crate::ordering::Store;

type Numbers = BTreeMap<(State, bool, Option<Timestamp>), i64>;

fn kept(store: &Store, partner: PartnerId, side: Side) -> Numbers {
    let rows = store.app.read(|conn| {
        let scope = Scope::of(&find_partner(conn, partner)?);
        counts(conn, scope, side)
    });
    let mut numbers = Numbers::new();
    for row in rows {
        let key = (row.state, row.auto_renew_enabled, row.next_at);
        *numbers.entry(key).or_default() += row.number;
    }
    numbers.retain(|_, number| *number != 0);
    numbers
}

fn counted(store: &Store, partner: PartnerId, side: Side) -> Numbers {
    let mut numbers = Numbers::new();
    for row in store.subscriptions() {
        let whose = match side {
            Side::Seller => Some(row.partner_id),
            Side::Reseller => row.partner_id_on_record,
        };
        if whose == Some(partner) {
            let key = (row.state, row.auto_renew_enabled, row.next_at);
            *numbers.entry(key).or_default() += 1;
        }
    }
    numbers
}

fn assert_same(store: &Store, when: &str) {
    let (provider, reseller) = (store.pair.provider.id, store.pair.reseller.id);
    for (partner, side) in [(provider, Side::Seller), (reseller, Side::Reseller)] {
        let (kept, counted) = (kept(store, partner, side), counted(store, partner, side));
        assert_eq!(kept, counted, "{when}, {side:?}");
    }
}

#[actix_web::test]
async fn the_kept_numbers_are_those_of_the_subscriptions_after_each_change_and_after_each_folding()
{
    let store = Store::open().await;
    for number in ["1", "2", "3"] {
        store.order(number).await;
        assert_same(&store, "ordered");
    }
    assert!(!counted(&store, store.pair.reseller.id, Side::Reseller).is_empty());
    store.app.housekeep().await;
    assert_same(&store, "folded");
    assert_eq!(
        store.app.count("subscription_counts WHERE side = 'seller'"),
        1
    );
    assert_eq!(store.app.count("subscription_counts WHERE is_new"), 0);
    for what in [
        "auto_renew_enabled = false WHERE quantity = 1",
        "state = 'suspended' WHERE quantity = 2",
        "partner_id_on_record = NULL WHERE quantity = 3",
        "friendly_name = 'Main' WHERE quantity = 3",
    ] {
        set(&store, what);
        assert_same(&store, what);
    }
    store.app.housekeep().await;
    assert_same(&store, "folded again");
    let end = days(&store.subscriptions()[0], 0).last.ends_at();
    for weeks in [0, 20, 60] {
        go_to(&store, end.plus(Duration::weeks(weeks)));
        store.app.housekeep().await;
        assert_same(&store, "time goes by");
    }
    assert!(
        store
            .app
            .count("activity WHERE action = 'subscription_deleted'")
            > 0
    );
}
