//! Who sees what of orders and subscriptions (rule 24).

use partner_center::identity::Role;

use super::{ORDER, Store, plan, price};
use crate::support::Page;

/// The addresses of the order and of what it began, as the seller has them, and by the order's key.
fn addresses(store: &Store) -> Vec<String> {
    let paths = store.app.paths();
    let (order, made) = (store.orders().remove(0), store.subscriptions().remove(0));
    vec![
        paths.order(&order.number().to_string()),
        paths.order(&order.id.to_string()),
        paths.subscription(made.id),
    ]
}

const COST: &str = "1,200.00 EUR";
const PARTNER_PRICE: &str = "1,320.00 EUR";
const LIST_PRICE: &str = "1,500.00 EUR";

async fn all_pages(store: &Store, who: &crate::support::Visitor) -> Vec<Page> {
    let (paths, record) = (store.app.paths(), store.customer.uuid());
    let mut pages = Vec::new();
    for address in [
        paths.orders(),
        paths.customer_orders(record),
        paths.subscriptions(),
        paths.customer_subscriptions(record),
    ] {
        pages.push(who.open(&address).await.expect(200));
    }
    for address in addresses(store) {
        let page = who.open(&address).await;
        pages.push(match page.status {
            303 => who.follow(&page).await,
            _ => page,
        });
    }
    pages
}

#[actix_web::test]
async fn the_seller_sees_all_amounts_and_the_reseller_of_record_never_the_cost() {
    let store = Store::open().await;
    store.order("10").await;
    let own = all_pages(&store, &store.pair.distributor).await;
    let theirs = all_pages(&store, &store.pair.seller).await;
    for page in own.iter().chain(&theirs) {
        assert_eq!(page.status, 200, "{}", page.address);
    }
    let with = |pages: &[Page], text: &str| pages.iter().filter(|it| it.has_text(text)).count();
    assert!(with(&own, COST) >= 4);
    assert_eq!(with(&theirs, COST), 0);
    assert_eq!(with(&theirs, "120.00 EUR"), 0);
    assert!(with(&theirs, PARTNER_PRICE) >= 3);
    assert!(with(&theirs, LIST_PRICE) >= 2);
    assert_eq!(with(&theirs, "Suite 1"), 5);
    assert!(theirs[0].has_text("Ordered by Meridian"));
    assert!(own[0].has_text("Contoso") && own[3].has_text("Contoso"));
}

#[actix_web::test]
async fn another_partner_of_the_same_customer_finds_neither_order_nor_subscription() {
    let store = Store::open().await;
    store.order("10").await;
    let (_, northwind) = store.other_provider().await;
    for address in addresses(&store) {
        northwind.open(&address).await.expect(404);
    }
    let (paths, record) = (store.app.paths(), store.customer.uuid());
    for address in [
        paths.orders(),
        paths.customer_orders(record),
        paths.subscriptions(),
        paths.customer_subscriptions(record),
    ] {
        let page = northwind.open(&address).await.expect(200);
        assert!(page.all("main table").is_empty(), "{}", page.text());
        assert!(!page.has_text("Meridian") && !page.has_text("100-001"));
    }
}

#[actix_web::test]
async fn a_reseller_that_is_not_of_record_sees_nothing_of_what_its_provider_sells() {
    let store = Store::open().await;
    let review = store.reviewed("10").await;
    let direct = [("reseller", "direct")];
    store
        .pair
        .distributor
        .submit(&review, ORDER, &direct)
        .await
        .expect(303);
    for address in addresses(&store) {
        store.pair.seller.open(&address).await.expect(404);
    }
    let record = store
        .app
        .paths()
        .customer_subscriptions(store.customer.uuid());
    let page = store.pair.seller.open(&record).await.expect(200);
    assert!(page.has_text("No subscriptions yet"));
}

#[actix_web::test]
async fn a_number_that_two_sellers_gave_leads_a_reseller_to_neither_and_each_key_to_its_own() {
    let store = Store::open().await;
    store.order("10").await;
    let (northwind, theirs) = store.other_provider().await;
    store.app.partnership(&northwind, &store.pair.reseller);
    let plan = plan(&store.app, &northwind, "1", |_| {});
    let price = price(
        &store.app,
        &plan,
        partner_center::prices::Term::Month,
        partner_center::prices::Billing::Monthly,
        1_000,
    );
    let seller = &store.pair.seller;
    let number = store.app.paths().order("100-001");
    let only = seller.open(&number).await.expect(303);
    assert!(seller.follow(&only).await.has_text("Meridian"));
    store.add(&theirs, price, "3").await.expect(303);
    let review = store.review(&theirs).await.expect(200);
    let reseller = store.pair.reseller.id.to_string();
    let chosen = [("reseller", reseller.as_str())];
    theirs.submit(&review, ORDER, &chosen).await.expect(303);
    seller.open(&number).await.expect(404);
    let list = seller.open(&store.app.paths().orders()).await.expect(200);
    let rows = list.table("").rows;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row[0] == "100-001"));
    for order in store.orders() {
        let page = store.app.paths().order(&order.id.to_string());
        seller.open(&page).await.expect(200);
    }
}

#[actix_web::test]
async fn a_helpdesk_agent_sees_what_was_ordered_and_no_amount() {
    let store = Store::open().await;
    store.order("10").await;
    let helpdesk = store
        .app
        .sign_in(&store.pair.provider, Role::HelpdeskAgent)
        .await;
    for page in all_pages(&store, &helpdesk).await {
        assert_eq!(page.status, 200, "{}", page.address);
        assert!(!page.has_text("EUR"), "{}", page.text());
    }
}

#[actix_web::test]
async fn who_was_a_partner_still_reads_what_it_sold() {
    let store = Store::open().await;
    store.order("10").await;
    store.run(
        "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11'",
    );
    for page in all_pages(&store, &store.pair.distributor).await {
        assert_eq!(page.status, 200, "{}", page.address);
    }
    store.pair.distributor.open(&store.cart()).await.expect(403);
}

#[actix_web::test]
async fn the_page_of_a_subscription_says_what_comes_next_and_what_can_be_given_back() {
    let store = Store::open().await;
    store.order("10").await;
    let made = store.subscriptions().remove(0);
    let address = store.app.paths().subscription(made.id);
    let page = store.pair.distributor.open(&address).await.expect(200);
    let behind = made.term().last.plus_days(1).words();
    let until = store.app.now().plus(chrono::Duration::hours(168));
    for words in [
        format!(
            "Renews on {behind} for 1 year at 11.00 EUR a license and month, as the list stands today. The running term costs 11.00 EUR"
        ),
        format!("10 of order 100-001, until {until}"),
        format!("{}, inclusive (UTC)", made.term().last.words()),
    ] {
        assert!(page.has_text(&words), "{words}: {}", page.text());
    }
    // The list says what it will cost, and whether it can be renewed at all.
    let renewal = made.term().last.ends_at();
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}'",
        renewal.rfc3339()
    ));
    let page = store.pair.distributor.open(&address).await.expect(200);
    assert!(
        page.has_text("the price list has no price of it for Germany in EUR on that day"),
        "{}",
        page.text()
    );
    store.app.pass(chrono::Duration::hours(168));
    let email = store.pair.provider.email(Role::AdminAgent);
    let agent = store.app.sign_in_as(&email).await;
    let page = agent.open(&address).await.expect(200);
    assert!(
        page.has_text("None now; fewer only at the next renewal"),
        "{}",
        page.text()
    );
    assert!(page.has_text("No longer; it can end with its term"));
}

#[actix_web::test]
async fn the_list_over_all_customers_is_narrowed_by_state_renewal_reseller_and_plan() {
    let store = Store::open().await;
    let monthly = price(
        &store.app,
        &store.suite,
        partner_center::prices::Term::Month,
        partner_center::prices::Billing::Monthly,
        1_000,
    );
    store
        .add(&store.pair.distributor, monthly, "3")
        .await
        .expect(303);
    store.order("10").await;
    let path = store.app.paths().subscriptions();
    let rows = |page: Page| match page.all("main table").is_empty() {
        true => 0,
        false => page.table("").rows.len(),
    };
    let (reseller, plan) = (store.pair.reseller.id, store.suite.id);
    for (query, expected) in [
        (String::new(), 2),
        ("state=active".to_owned(), 2),
        ("state=disabled".to_owned(), 0),
        ("renews=30".to_owned(), 1),
        ("renews=90".to_owned(), 1),
        (format!("reseller={reseller}"), 2),
        (format!("reseller={plan}"), 0),
        (format!("plan={plan}&renews=60&state=active"), 1),
        ("side=reseller".to_owned(), 0),
    ] {
        let page = store
            .pair
            .distributor
            .open(&format!("{path}?{query}"))
            .await
            .expect(200);
        assert_eq!(rows(page), expected, "{query}");
    }
    let theirs = store.pair.seller.open(&path).await.expect(200);
    assert_eq!(rows(theirs), 2);
    store
        .pair
        .seller
        .open(&format!("{path}?state=none"))
        .await
        .expect(422);
}
