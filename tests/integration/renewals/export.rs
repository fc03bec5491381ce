//! The list of all subscriptions as a file.

use chrono::Duration;
use partner_center::{
    db::ids::SubscriptionId,
    identity::Role,
    subscriptions::{Subscription, insert},
};

use super::{agent, only, set};
use crate::{ordering::Store, support::Visitor};

/// The cells of the lines behind the header.
async fn lines(store: &Store, who: &Visitor, query: &str) -> Vec<Vec<String>> {
    let address = format!("{}?mark=no{query}", store.app.paths().subscriptions_csv());
    let page = who.open(&address).await.expect(200);
    let mut reader = csv::Reader::from_reader(page.body.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[actix_web::test]
async fn the_file_has_all_rows_of_the_list_in_its_order_beyond_one_chunk() {
    let store = Store::open().await;
    store.order("10").await;
    let first = only(&store);
    let mut expected = vec![(first.commitment_end_date, first.id)];
    store.app.write(|tx| {
        for number in 0..2_100 {
            let row = Subscription {
                id: SubscriptionId::new(),
                commitment_end_date: first.commitment_end_date.plus(Duration::days(number % 7)),
                ..first.clone()
            };
            insert(tx, &row)?;
            expected.push((row.commitment_end_date, row.id));
        }
        Ok(())
    });
    expected.sort_unstable();
    let expected: Vec<String> = expected.iter().map(|(_, id)| id.to_string()).collect();
    let found = lines(&store, &store.pair.distributor, "").await;
    let found: Vec<&String> = found.iter().map(|row| &row[0]).collect();
    assert!(found.iter().copied().eq(&expected), "{}", found.len());
}

#[actix_web::test]
async fn the_file_is_narrowed_as_the_list_and_has_the_amounts_that_its_reader_may_see() {
    let store = Store::open().await;
    store.order("10").await;
    store.order("11").await;
    set(&store, "state = 'suspended' WHERE quantity = 11");
    let amounts = |rows: &[Vec<String>]| -> Vec<String> { rows[0][21..].to_vec() };
    let own = lines(&store, &store.pair.distributor, "&state=active").await;
    assert_eq!(own.len(), 1);
    assert_eq!((own[0][8].as_str(), own[0][7].as_str()), ("10", "active"));
    assert_eq!(amounts(&own), ["150.00", "132.00", "120.00"]);
    let theirs = lines(&store, &agent(&store, &store.pair.reseller).await, "").await;
    assert_eq!(theirs.len(), 2);
    assert_eq!(amounts(&theirs), ["150.00", "132.00", ""]);
    let helpdesk = store
        .app
        .sign_in(&store.pair.provider, Role::HelpdeskAgent)
        .await;
    assert_eq!(amounts(&lines(&store, &helpdesk, "").await), ["", "", ""]);
    let (_, northwind) = store.other_provider().await;
    assert!(lines(&store, &northwind, "").await.is_empty());
}
