//! The page of the coming weeks.

use chrono::Duration;
use partner_center::prices::{Billing, Term};

use super::{agent, days, go_to, only, set};
use crate::{
    figures::{figures, walked},
    ordering::{ORDER, Store, next_price, price},
    support::{Page, Visitor},
};

/// The names of the rows, in their order.
fn names(page: &Page) -> Vec<String> {
    let cells = page.all("main table.list tbody th").into_iter();
    cells.map(|cell| cell.text().collect()).collect()
}

async fn coming(store: &Store) -> Page {
    let agent = agent(store, &store.pair.provider).await;
    agent.open(&store.app.paths().coming()).await.expect(200)
}

/// Orders what the review shows, for the reseller.
async fn confirm(store: &Store, seller: &Visitor, review: &Page) {
    let reseller = store.pair.reseller.id.to_string();
    let chosen = [("reseller", reseller.as_str())];
    seller.submit(review, ORDER, &chosen).await.expect(303);
}

#[actix_web::test]
async fn what_the_coming_13_weeks_bring_stands_in_the_order_of_time_and_its_figures_are_its_rows() {
    let store = Store::open().await;
    store.order("10").await;
    let (_, second) = store.sell("2", |_| {});
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Month,
        Billing::Monthly,
        1_000,
    );
    store.app.pass(Duration::days(3));
    let seller = &agent(&store, &store.pair.provider).await;
    store.add(seller, second, "7").await.expect(303);
    let review = store.review(seller).await.expect(200);
    confirm(&store, seller, &review).await;
    store.run("UPDATE subscriptions SET auto_renew_enabled = false WHERE quantity = 7");
    store.add(seller, monthly, "3").await.expect(303);
    let review = store.review(seller).await.expect(200);
    confirm(&store, seller, &review).await;
    let page = coming(&store).await;
    assert_eq!(names(&page), ["Suite 1"]);
    assert!(page.has_text("1 to be renewed") && page.has_text("0 that end"));
    store.app.pass(Duration::days(330));
    store.app.housekeep().await;
    let page = coming(&store).await;
    assert_eq!(names(&page), ["Suite 1", "Suite 1", "Suite 2"]);
    let said = page.all("main table.list .badge").into_iter();
    let said: Vec<String> = said.map(|badge| badge.text().collect()).collect();
    assert_eq!(said, ["Renews", "Renews", "Ends"]);
    assert!(
        page.has_text("2 to be renewed") && page.has_text("1 that end"),
        "{}",
        page.text()
    );
    assert!(page.has_text("3 of 3"));
}

#[actix_web::test]
async fn a_term_that_ends_behind_the_last_of_these_weeks_does_not_stand_there() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(91)));
    let page = coming(&store).await;
    assert!(
        page.has_text("Nothing in the coming 13 weeks"),
        "{}",
        page.text()
    );
    store.app.pass(Duration::days(1));
    assert_eq!(names(&coming(&store).await), ["Suite 1"]);
}

#[actix_web::test]
async fn it_says_the_price_of_that_day_and_what_stands_against_a_renewal() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(40)));
    next_price(&store, 24_000);
    let page = coming(&store).await;
    let said = "For 1 year at 22.00 EUR a license and month, now 11.00 EUR";
    assert!(page.has_text(said), "{}", page.text());
    assert!(page.has_text("2,400.00 EUR") && page.has_text("2,640.00 EUR"));
    let theirs = agent(&store, &store.pair.reseller).await;
    let theirs = theirs.open(&store.app.paths().coming()).await;
    assert!(
        theirs.has_text(said) && theirs.has_text("2,640.00 EUR"),
        "{}",
        theirs.text()
    );
    assert!(!theirs.has_text("2,400.00 EUR"), "{}", theirs.text());
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}' WHERE ends_at IS NULL",
        end.rfc3339()
    ));
    let page = coming(&store).await;
    assert!(page.has_text("Cannot be renewed"), "{}", page.text());
    assert!(
        page.has_text("no price of it for Germany in EUR"),
        "{}",
        page.text()
    );
    set(&store, "auto_renew_enabled = false, state = 'suspended'");
    let page = coming(&store).await;
    assert!(page.has_text("It is suspended"), "{}", page.text());
}

#[actix_web::test]
async fn another_partner_sees_nothing_of_it() {
    let store = Store::open().await;
    store.order("10").await;
    let (northwind, _) = store.other_provider().await;
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(10)));
    let theirs = agent(&store, &northwind).await;
    let page = theirs.open(&store.app.paths().coming()).await.expect(200);
    assert!(
        page.has_text("Nothing in the coming 13 weeks"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn the_figures_of_the_dashboard_are_the_rows_of_the_lists_that_they_lead_to() {
    let store = Store::open().await;
    for number in ["1", "2", "3", "4", "5", "6"] {
        store.order(number).await;
    }
    let now = store.app.now();
    // Two renew within 30 days, one of them on the last of these days; one does a day later, and one ends.
    for (quantity, days) in [(1, 3), (2, 30), (3, 31), (6, 3)] {
        let last = now.start_of_day().plus(Duration::days(days));
        let (last, next) = (last.rfc3339(), last.plus(Duration::days(1)).rfc3339());
        set(
            &store,
            &format!(
                "commitment_end_date = '{last}', next_at = '{next}' WHERE quantity = {quantity}"
            ),
        );
    }
    set(&store, "auto_renew_enabled = false WHERE quantity = 6");
    set(
        &store,
        "state = 'suspended', auto_renew_enabled = false WHERE quantity = 4",
    );
    set(&store, "state = 'disabled' WHERE quantity = 5");
    for partner in [&store.pair.provider, &store.pair.reseller] {
        let who = agent(&store, partner).await;
        let home = who.open(&store.app.paths().home()).await.expect(200);
        let expected = [
            ("Active", "4"),
            ("Renew within 30 days", "2"),
            ("Suspended", "1"),
            ("Disabled, deleted soon", "1"),
        ];
        let all = figures(&home);
        for (label, number) in expected {
            let (said, href) = &all[&("Subscriptions".to_owned(), label.to_owned())];
            assert_eq!(said, number, "{label}");
            assert_eq!(walked(&who, href).await.to_string(), number, "{label}");
            let list = who.open(href).await;
            assert!(
                list.has_text(&format!("1 to {number} of {number}")),
                "{}",
                list.text()
            );
        }
        let list = who.open(&store.app.paths().subscriptions()).await;
        assert!(list.has_text("1 to 6 of 6"), "{}", list.text());
    }
}
