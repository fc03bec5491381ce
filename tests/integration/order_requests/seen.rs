//! Who is told, and what each of them sees: the two sides, and nobody else (rule 24).

use partner_center::{app::Parts, identity::Role};

use super::{agent, approve, assert_told, letters, only, page, send};
use crate::{ordering::Store, support::Company};

fn managers(of: &Company) -> Vec<String> {
    [Role::AdminAgent, Role::GlobalAdmin]
        .map(|role| of.email(role))
        .to_vec()
}

fn addresses(letters: Vec<(String, String)>) -> Vec<String> {
    letters.into_iter().map(|(to, _)| to).collect()
}

#[actix_web::test]
async fn letters_go_to_both_sides_but_whoever_acted() {
    let store = Store::open().await;
    let (northwind, _) = store.other_provider().await;
    send(&store, "10").await;
    // The asker knows; nobody else of the reseller is told.
    assert_eq!(
        addresses(letters(&store, "sent").await),
        managers(&store.pair.provider)
    );
    let letter = store
        .app
        .mail_to(&store.pair.provider.email(Role::AdminAgent))
        .await;
    assert!(
        letter.text.contains("They begin on Monday."),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains("EUR"), "no amounts: {}", letter.text);
    assert!(letter.text.contains(&page(&store)), "{}", letter.text);
    approve(&store).await.expect(303);
    let mut expected = vec![
        store.pair.reseller.email(Role::AdminAgent),
        store.pair.provider.email(Role::GlobalAdmin),
    ];
    expected.sort();
    assert_eq!(addresses(letters(&store, "approved").await), expected);
    let all = store.app.mails().await;
    let to_others = all
        .iter()
        .filter(|mail| mail.to.ends_with(&northwind.domain));
    assert!(
        to_others
            .into_iter()
            .all(|mail| !mail.subject.contains("rder"))
    );
}

#[actix_web::test]
async fn who_looks_after_the_customer_at_the_provider_is_told_alone() {
    let store = Store::open().await;
    let sales = store
        .app
        .sign_in(&store.pair.provider, Role::SalesAgent)
        .await;
    let address = store
        .app
        .paths()
        .customer_responsible(store.customer.uuid());
    let form = sales.open(&address).await.expect(200);
    let me = super::user(&store.app, &store.pair.provider).to_string();
    let button = form.texts("main form button").pop().unwrap();
    sales.submit(&form, &button, &[("person", &me)]).await;
    send(&store, "10").await;
    let told = addresses(letters(&store, "sent").await);
    let expected = store.pair.provider.email(Role::AdminAgent);
    assert!(
        told == [expected.clone()] || told == managers(&store.pair.provider),
        "{told:?}"
    );
}

#[actix_web::test]
async fn a_helpdesk_agent_sees_what_is_asked_and_no_amount() {
    let store = Store::open().await;
    send(&store, "10").await;
    for company in [&store.pair.provider, &store.pair.reseller] {
        let who = store.app.sign_in(company, Role::HelpdeskAgent).await;
        let shown = who.open(&page(&store)).await.expect(200);
        assert_told(&shown, "10 × Suite 1");
        assert!(!shown.has_text("EUR"), "{}", shown.text());
    }
    let theirs = store.pair.seller.open(&page(&store)).await.expect(200);
    assert!(!theirs.has_text("1,200.00"), "the cost: {}", theirs.text());
    let own = store.pair.distributor.open(&page(&store)).await.expect(200);
    assert_told(&own, "1,200.00 EUR");
}

#[actix_web::test]
async fn the_two_logs_have_a_line_each_without_amounts_and_no_other_log_has_one() {
    let store = Store::open().await;
    let (_, stranger) = store.other_provider().await;
    send(&store, "10").await;
    approve(&store).await.expect(303);
    let activity = store.app.paths().activity();
    for who in [&store.pair.seller, &store.pair.distributor] {
        let log = who.open(&activity).await.expect(200);
        assert_eq!(
            log.text().matches("10 × Suite 1").count(),
            2,
            "{}",
            log.text()
        );
        assert_told(&log, "Order request sent");
        assert_told(&log, "Order request approved");
        assert!(!log.has_text("EUR"), "{}", log.text());
    }
    let log = stranger.open(&activity).await.expect(200);
    assert!(!log.has_text("× Suite 1"), "{}", log.text());
    let record = format!(
        "{}/activity",
        store.app.paths().customer(store.customer.uuid())
    );
    let theirs = stranger.open(&record).await.expect(200);
    assert!(!theirs.has_text("Suite 1"), "{}", theirs.text());
    // The asker is notified in the product.
    let notified = agent(&store, &store.pair.reseller).await;
    let page = notified
        .open(&store.app.paths().notifications())
        .await
        .expect(200);
    assert_told(&page, "Order request approved");
    page.link("10 × Suite 1");
}

#[actix_web::test]
async fn the_dashboard_and_the_navigation_count_what_waits() {
    let store = Store::open().await;
    send(&store, "10").await;
    store.app.pass(chrono::Duration::hours(3));
    let home = store.app.paths().home();
    let distributor = agent(&store, &store.pair.provider).await;
    let page = distributor.open(&home).await.expect(200);
    assert_told(&page, "Waiting for your answer");
    assert_told(&page, "The oldest was sent");
    assert!(
        page.texts("nav a")
            .iter()
            .any(|it| it == "Order requests 1 open"),
        "{:?}",
        page.texts("nav a")
    );
    let seller = agent(&store, &store.pair.reseller).await;
    let page = seller.open(&home).await.expect(200);
    assert_told(&page, "Sent, no answer yet");
    assert!(
        page.texts("nav a").iter().any(|it| it == "Order requests"),
        "{:?}",
        page.texts("nav a")
    );
    approve(&store).await.expect(303);
    let page = distributor.open(&home).await.expect(200);
    assert!(!page.has_text("The oldest was sent"));
    assert!(only(&store).order_id.is_some());
}

#[actix_web::test]
async fn another_server_shows_the_same_answer_to_the_same_press() {
    let store = Store::open().await;
    send(&store, "10").await;
    let who = agent(&store, &store.pair.provider).await;
    let shown = who.open(&page(&store)).await.expect(200);
    who.submit(&shown, "Approve", &[]).await.expect(303);
    let other = store.app.again_with(|_: &mut Parts| {});
    let there = other
        .sign_in_as(&store.pair.provider.email(Role::AdminAgent))
        .await;
    let fields = shown.form("Approve").fields;
    let typed: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let address = store.app.paths().order_request_approval(only(&store).id);
    there.post(&address, &typed).await.expect(303);
    assert_eq!(store.app.count("orders"), 1);
}
