//! The list: whole and in order over all pages, narrowed by state and by customer.

use super::{assert_told, insert, send};
use crate::{
    ordering::Store,
    support::{Page, Visitor},
};

fn rows(page: &Page) -> Vec<String> {
    match page.all("main table").is_empty() {
        true => Vec::new(),
        false => {
            let table = page.table("Order requests");
            let cells = table.column("What").into_iter();
            cells.map(str::to_owned).collect()
        }
    }
}

/// What is asked, on all pages; goes back over them at the end.
async fn all(who: &Visitor, address: &str) -> Vec<String> {
    let mut page = who.open(address).await.expect(200);
    let mut seen = vec![rows(&page)];
    while page.has_link("Next") {
        assert!(seen.len() < 20, "{address} goes round in circles");
        page = who.click(&page, "Next").await.expect(200);
        seen.push(rows(&page));
    }
    for before in seen.iter().rev().skip(1) {
        page = who.click(&page, "Previous").await.expect(200);
        assert_eq!(&rows(&page), before);
    }
    seen.concat()
}

#[actix_web::test]
async fn it_is_whole_and_in_order_for_both_sides() {
    let store = Store::open().await;
    let pair = (&store.pair.reseller, &store.pair.provider);
    // Two of each instant: the key decides.
    for number in 0..120 {
        insert(&store.app, pair, store.customer, number / 2);
    }
    let path = store.app.paths().order_requests();
    for who in [&store.pair.seller, &store.pair.distributor] {
        let seen = all(who, &path).await;
        let expected: Vec<String> = (0..120)
            .map(|it| format!("{} × Suite 1", it / 2 + 1))
            .collect();
        let seen: Vec<String> = seen
            .iter()
            .map(|it| it.trim_end_matches("Order").trim().to_owned())
            .collect();
        assert_eq!(seen, expected);
    }
}

#[actix_web::test]
async fn it_is_narrowed_by_state_and_by_customer() {
    let store = Store::open().await;
    let pair = (&store.pair.reseller, &store.pair.provider);
    for number in 1..4 {
        insert(&store.app, pair, store.customer, number);
    }
    let theirs = send(&store, "10").await;
    let seller = &store.pair.seller;
    seller
        .submit(&theirs, "Withdraw the request", &[])
        .await
        .expect(303);
    let path = store.app.paths().order_requests();
    for (query, number) in [
        ("", 4),
        ("?state=open", 3),
        ("?state=withdrawn", 1),
        ("?state=approved", 0),
        ("?q=ADATUM", 4),
        ("?q=adatum+2", 1),
        ("?q=%25", 0),
        ("?q=_", 0),
        ("?q=adatum&state=open", 3),
        ("?side=provider", 0),
    ] {
        let page = seller.open(&format!("{path}{query}")).await.expect(200);
        assert_eq!(rows(&page).len(), number, "{query}");
    }
    seller.open(&format!("{path}?state=none")).await.expect(422);
    let none = seller
        .open(&format!("{path}?state=approved"))
        .await
        .expect(200);
    assert_told(&none, "No request fits");
}
