//! What the pages that are opened most cost the database. A number that rises is a page that has begun to ask more; a
//! number that falls is lowered here.

use partner_center::identity::Role;

use crate::{
    incidents::Watch,
    order_requests,
    ordering::Store,
    services,
    support::{ADATUM, Asked, Statements, TestApp},
};

/// Statements and check-outs of a page, exactly.
#[track_caller]
fn assert_cost(found: &Statements, count: usize, checkouts: u64) {
    assert_eq!(
        (found.count, found.checkouts),
        (count, checkouts),
        "(statements, check-outs); it asked {found}"
    );
}

#[actix_web::test]
async fn the_customer_list() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let (page, asked) = app
        .count_statements(agent.open(&app.paths().customers()))
        .await;
    assert_eq!(page.expect(200).table("").rows.len(), 1);
    // One of them is for the tags: those of the rows, and those that the list can be filtered by.
    assert_cost(&asked, 8, 1);
}

#[actix_web::test]
async fn staff_and_one_of_them() {
    let app = TestApp::start();
    let (contoso, _) = app.connected(&[]).await;
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let new = [
        ("name", "Ada"),
        ("email", "ada@contoso.example"),
        ("roles", "sales_agent"),
    ];
    let done = admin.post(&app.paths().staff(), &new).await.expect(303);
    let (page, asked) = app.count_statements(admin.open(&app.paths().staff())).await;
    assert_eq!(page.expect(200).table("Staff").rows.len(), 5);
    // Two of them are for whoever is invited: their links, and whether a letter came back.
    assert_cost(&asked, 7, 1);
    let (page, asked) = app.count_statements(admin.open(&done.location())).await;
    assert_eq!(page.expect(200).heading(), "Ada");
    assert_cost(&asked, 7, 1);
}

#[actix_web::test]
async fn a_draft() {
    let app = TestApp::start();
    // A worker has been at work: while none has, each page asks how long letters have waited.
    let (_, agent) = app.connected(&[]).await;
    let other = Asked {
        company: "Fabrikam",
        domain: "fabrikam.example",
        recipient: "dana@fabrikam.example",
    };
    let draft = agent.draft(app.paths(), other, &[]).await;
    let (page, asked) = app.count_statements(agent.open(draft.address.path())).await;
    assert!(page.expect(200).has_text("Send now"));
    assert_cost(&asked, 8, 1);
}

#[actix_web::test]
async fn the_record_of_a_customer() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let address = list.link("Adatum");
    let (page, asked) = app.count_statements(agent.open(&address)).await;
    assert_eq!(page.expect(200).heading(), "Adatum");
    // Three of them are for what the partner keeps for itself (tags, the latest note), and the last activity.
    assert_cost(&asked, 12, 1);
}

#[actix_web::test]
async fn the_account_of_a_customer() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let address = format!("{}/account", list.link("Adatum"));
    let (page, asked) = app.count_statements(agent.open(&address)).await;
    assert_eq!(page.expect(200).heading(), "Adatum");
    // The record, what the partner keeps, and the customer's profile, domains and bill-to data.
    assert_cost(&asked, 14, 1);
}

#[actix_web::test]
async fn the_dashboard() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let (page, asked) = app.count_statements(agent.open(&app.paths().home())).await;
    assert!(page.expect(200).has_text("Adatum"));
    assert_cost(&asked, 10, 1);
}

#[actix_web::test]
async fn subscriptions_and_what_comes_of_them() {
    let store = Store::open().await;
    for _ in 0..30 {
        store.order("10").await;
    }
    let (app, agent, paths) = (&store.app, &store.pair.distributor, store.app.paths());
    let (page, asked) = app
        .count_statements(agent.open(&paths.subscriptions()))
        .await;
    assert!(page.expect(200).has_text("1 to 30 of 30"));
    assert_cost(&asked, 9, 1);
    store.run("UPDATE subscriptions SET next_at = '2026-12-20T00:00:00.000000Z'");
    let (page, asked) = app.count_statements(agent.open(&paths.coming())).await;
    assert_cost(&asked, 14, 1);
    page.expect(200);
}

#[actix_web::test]
async fn order_requests_and_one_of_them() {
    let store = Store::open().await;
    order_requests::send(&store, "10").await;
    for number in 0..30 {
        order_requests::insert(
            &store.app,
            (&store.pair.reseller, &store.pair.provider),
            store.customer,
            number,
        );
    }
    let (app, agent, paths) = (&store.app, &store.pair.distributor, store.app.paths());
    let (page, asked) = app
        .count_statements(agent.open(&paths.order_requests()))
        .await;
    assert_eq!(page.expect(200).table("").rows.len(), 31);
    assert_cost(&asked, 5, 1);
    let asked_for = order_requests::sent(&store);
    let id = asked_for
        .iter()
        .find(|it| !it.message.is_empty())
        .unwrap()
        .id;
    let (page, asked) = app
        .count_statements(agent.open(&paths.order_request(id)))
        .await;
    assert!(page.expect(200).has_text("10 × Suite 1"));
    // What ordering it would come to is asked, too: the plan, its price and its bounds.
    assert!(
        asked.count <= 20 && asked.checkouts == 1,
        "it asked {asked}"
    );
}

#[actix_web::test]
async fn the_first_view_of_the_customers_page() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let (page, asked) = app.count_statements(app.visitor().open(&link)).await;
    assert!(page.expect(200).has_text("Contoso"));
    assert_cost(&asked, 4, 2);
}

#[actix_web::test]
async fn an_acceptance() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let accept = [("code", code.as_str()), ("agree", "yes")];
    let (answer, asked) = app
        .count_statements(customer.submit(&page, "Accept", &accept))
        .await;
    answer.expect(303);
    // One of them keeps the domain that the acceptance verifies beside those that are proven in other ways.
    assert_cost(&asked, 21, 4);
}

/// Lists are asked for again and again: what they ask has always the same text, so that the connection prepares it once.
#[actix_web::test]
async fn the_statements_of_lists_stay_prepared() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let paths = app.paths();
    let other = uuid::Uuid::nil();
    for address in [
        paths.home(),
        paths.customers(),
        format!("{}?relationship=former&sort=since", paths.customers()),
        format!("{}?q=ad", paths.customers()),
        format!("{}?q=adatum", paths.customers()),
        format!("{}?q={other}", paths.customers()),
        format!("{}?partner={other}&q=adatum", paths.customers()),
        format!("{}?tag={other}&sort=since", paths.customers()),
        format!("{}?partner={other}&tag={other}", paths.customers()),
        paths.tags(),
        paths.staff(),
        format!("{}?days=7&action=invitation_sent", paths.activity()),
        format!("{}?state=waiting", paths.invitations()),
        format!("{}?channel=referral&state=sent", paths.invitations()),
        paths.partnerships(),
        paths.orders(),
        paths.order_requests(),
        format!("{}?state=open&q=ada&side=provider", paths.order_requests()),
        format!("{}?state=active&renews=30", paths.subscriptions()),
        paths.notifications(),
    ] {
        let (page, asked) = app.count_statements(agent.open(&address)).await;
        page.expect(200);
        assert_eq!(asked.not_kept, Vec::<String>::new(), "{address}");
    }
}

#[actix_web::test]
async fn services_and_those_of_a_customer() {
    let hall = services::hall("exchange_administrator", "user_administrator").await;
    let many: Vec<String> = (0..40).map(|number| format!("Service {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    hall.with_services(&many);
    let (app, agent, paths) = (hall.app(), &hall.agent, hall.app().paths());
    let (page, asked) = app.count_statements(agent.open(&paths.services())).await;
    assert_eq!(page.expect(200).table("").rows.len(), 42);
    assert_cost(&asked, 7, 1);
    let address = paths.customer_services(hall.customer.uuid());
    let (page, asked) = app.count_statements(agent.open(&address)).await;
    assert_eq!(page.expect(200).table("").rows.len(), 42);
    assert_cost(&asked, 15, 1);
}

#[actix_web::test]
async fn incidents_and_whom_they_concern() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", chrono::Duration::hours(3)).await;
    let (app, paths) = (watch.app(), watch.app().paths());
    for (address, cost) in [
        (paths.services(), 7),
        (paths.incidents(), 4),
        (paths.incident(id), 6),
        (paths.incident_customers(id), 7),
    ] {
        let (page, asked) = app.count_statements(watch.keeper.open(&address)).await;
        page.expect(200);
        assert_cost(&asked, cost, 1);
        assert_eq!(asked.not_kept, Vec::<String>::new(), "{address}");
    }
}

#[actix_web::test]
async fn a_removal_and_what_is_kept_of_it() {
    let store = Store::open().await;
    for _ in 0..30 {
        store.order("1").await;
    }
    let (app, agent, paths) = (&store.app, &store.pair.distributor, store.app.paths());
    let key = store.customer.uuid();
    let (page, asked) = app.count_statements(agent.open(&paths.removal(key))).await;
    let page = page.expect(200);
    assert!(page.has_text("and 10 more"));
    assert_cost(&asked, 15, 1);
    let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
    let button = "Remove relationship with Adatum";
    agent.submit(&page, button, &typed).await.expect(303);
    let (page, asked) = app
        .count_statements(agent.open(&paths.removal_report(key)))
        .await;
    assert!(page.expect(200).all("tbody tr").len() > 30);
    assert_cost(&asked, 6, 1);
    let (page, asked) = app
        .count_statements(agent.open(&paths.former_customers()))
        .await;
    assert_eq!(page.expect(200).table("").rows.len(), 1);
    assert_cost(&asked, 7, 1);
}
