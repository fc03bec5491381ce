//! Opening a service's own administration for a customer.

use partner_center::identity::Role;

use super::{hall, keeper, page, press, say, service};
use crate::{
    licenses::{Hall, other_seller},
    support::{ADATUM, Button, Visitor},
};

const OPEN: &str = "Administer Mail, in a new tab";
const BLOCKED: &str = "Administer Mail";

/// Lines about openings in the log of the provider.
fn openings(hall: &Hall) -> usize {
    hall.lines(hall.store.pair.provider.id, "service_opened")
        .len()
}

/// The reason why Mail cannot be administered.
async fn why_blocked(hall: &Hall, who: &Visitor) -> String {
    let page = page(hall, who).await.expect(200);
    match page.button(BLOCKED) {
        Button::Blocked(why) => why,
        other => panic!("{other:?} in {}", page.text()),
    }
}

#[actix_web::test]
async fn opening_leads_to_the_address_with_the_customers_own_values_and_is_recorded() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let page = page(&hall, &hall.agent).await.expect(200);
    assert_eq!(page.button(OPEN), Button::Open);
    let answer = hall.agent.submit(&page, OPEN, &[]).await.expect(303);
    let to = format!(
        "https://admin.mail.example/t/{}?org=adatum.example",
        hall.customer
    );
    assert_eq!(answer.header("location"), to);
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let pair = &hall.store.pair;
    for log in [pair.provider.id, pair.reseller.id] {
        assert_eq!(hall.lines(log, "service_opened").len(), 1);
    }
    let activity = hall.app().paths().customer_activity(hall.customer.uuid());
    let activity = hall.agent.open(&activity).await.expect(200);
    assert!(activity.has_text("Administration of a service opened"));
    assert!(activity.has_text("Mail"), "{}", activity.text());
    assert!(
        !activity.has_text("admin.mail.example"),
        "{}",
        activity.text()
    );
}

#[actix_web::test]
async fn the_forms_of_the_page_lead_to_the_addresses_of_its_services_and_nowhere_else() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let services = page(&hall, &hall.agent).await.expect(200);
    let policy = services.header("content-security-policy");
    assert!(
        policy.contains("form-action 'self' https://admin.mail.example;"),
        "{policy}"
    );
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    let licenses = hall.app().paths().customer_licenses(hall.customer.uuid());
    let licenses = hall.agent.open(&licenses).await.expect(200);
    let policy = licenses.header("content-security-policy");
    assert!(policy.contains("form-action 'self';"), "{policy}");
}

#[actix_web::test]
async fn without_the_role_that_the_service_names_the_page_says_so_and_starts_the_way_to_it() {
    let hall = hall("exchange_administrator", "user_administrator").await;
    let why = why_blocked(&hall, &hall.agent).await;
    assert_eq!(
        why,
        "Takes the role Exchange administrator. Ask Adatum for it"
    );
    let page = page(&hall, &hall.agent).await.expect(200);
    assert!(
        page.link("Ask Adatum for it")
            .ends_with("?role=exchange_administrator")
    );
    let refused = press(&hall, &hall.agent, "mail").await.expect(403);
    assert!(refused.has_text("with the role Exchange administrator or Global administrator"));
    assert!(
        refused
            .link("Ask Adatum for it")
            .ends_with("?role=exchange_administrator")
    );
    assert_eq!(openings(&hall), 0);
}

#[actix_web::test]
async fn global_administrator_covers_every_service() {
    let hall = hall("exchange_administrator", "global_administrator").await;
    press(&hall, &hall.agent, "mail").await.expect(303);
    assert_eq!(openings(&hall), 1);
}

#[actix_web::test]
async fn a_privilege_that_ends_between_page_and_press_opens_nothing() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let page = page(&hall, &hall.agent).await.expect(200);
    let grant = hall.app().grants()[0].id;
    let end = format!("{}?grant={grant}", hall.app().paths().privileges_end());
    let form = hall.agent.open(&end).await.expect(200);
    let form = form.form("main form");
    hall.agent.submit_form(form).await.expect(303);
    let refused = hall.agent.submit(&page, OPEN, &[]).await.expect(403);
    assert!(refused.header("location").is_empty());
    assert_eq!(openings(&hall), 0);
}

#[actix_web::test]
async fn a_sales_agent_opens_nothing_and_a_helpdesk_agent_does() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let provider = &hall.store.pair.provider;
    let sales = hall.app().sign_in(provider, Role::SalesAgent).await;
    let why = why_blocked(&hall, &sales).await;
    assert!(why.contains("You are signed in as Sales agent."), "{why}");
    press(&hall, &sales, "mail").await.expect(403);
    assert_eq!(openings(&hall), 0);
    let helpdesk = hall.app().sign_in(provider, Role::HelpdeskAgent).await;
    press(&hall, &helpdesk, "mail").await.expect(303);
    assert_eq!(openings(&hall), 1);
}

#[actix_web::test]
async fn a_form_names_a_service_of_this_customer_and_nothing_else() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let (app, paths) = (hall.app(), hall.app().paths());
    let here = paths.customer_services(hall.customer.uuid());
    // Neither one that nobody has, nor the key in the seller's list, nor one that has no address leads away.
    let keeper = keeper(app, &hall.store.pair.provider).await;
    let key = service(app, &keeper, "Mail").await.to_string();
    for service in [
        "",
        "telephony",
        key.as_str(),
        "files",
        "https://evil.example/",
    ] {
        let answer = press(&hall, &hall.agent, service).await.expect(303);
        assert_eq!(answer.location(), here, "{service}");
    }
    let opening = paths.customer_service_opening(hall.customer.uuid());
    let more = [("service", "mail"), ("address", "https://evil.example/")];
    hall.agent.post(&opening, &more).await.expect(400);
    // Another partner's customer is not there.
    let stranger = app.partner("Fabrikam");
    let stranger = app.sign_in(&stranger, Role::GlobalAdmin).await;
    press(&hall, &stranger, "mail").await.expect(404);
    page(&hall, &stranger).await.expect(404);
    assert_eq!(openings(&hall), 0);
}

#[actix_web::test]
async fn the_address_is_ones_own_and_else_that_of_the_seller_whose_subscription_one_sees() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let app = hall.app();
    let more = [("roles", "exchange_administrator"), ("days", "30")];
    // The reseller of record opens what its provider says.
    let seller = &hall.store.pair.seller;
    app.grant(seller, ADATUM, &more).await;
    let answer = press(&hall, seller, "mail").await.expect(303);
    assert!(
        answer
            .header("location")
            .starts_with("https://admin.mail.example/")
    );
    // Another provider reads the directory, so that it sees that there is Mail; where that is administered would say who sells it.
    let (_, agent) = hall.store.other_provider().await;
    app.grant(&agent, ADATUM, &more).await;
    let shown = page(&hall, &agent).await.expect(200);
    assert!(
        shown.has_text("Mail") && !shown.has_text("Meridian"),
        "{}",
        shown.text()
    );
    assert!(!shown.body.contains("admin.mail.example"));
    assert!(
        !shown
            .header("content-security-policy")
            .contains("admin.mail.example")
    );
    let answer = press(&hall, &agent, "mail").await.expect(303);
    assert!(!answer.header("location").contains("mail.example"));
    assert_eq!(
        openings(&hall),
        1,
        "the reseller's, which the same consent connects"
    );
}

#[actix_web::test]
async fn ones_own_address_comes_before_that_of_another_seller() {
    let hall = hall("exchange_administrator", "exchange_administrator").await;
    let app = hall.app();
    let (other, agent) = other_seller(&hall, "4").await;
    let more = [("roles", "teams_administrator"), ("days", "30")];
    app.grant(&agent, ADATUM, &more).await;
    hall.named_by(other.id, &["Mail"]);
    let admin = keeper(app, &other).await;
    let mail = service(app, &admin, "Mail").await;
    let saved = say(
        app,
        &admin,
        mail,
        "https://own.example/",
        "teams_administrator",
    )
    .await;
    saved.expect(303);
    let answer = press(&hall, &agent, "mail").await.expect(303);
    assert_eq!(answer.header("location"), "https://own.example/");
    // Also where one is reseller of record of what another seller's subscription gives.
    let pair = &hall.store.pair;
    hall.store
        .run("UPDATE partners SET is_direct_bill = true WHERE legal_name = 'Contoso'");
    hall.named_by(pair.reseller.id, &["Mail"]);
    let admin = keeper(app, &pair.reseller).await;
    let mail = service(app, &admin, "Mail").await;
    let saved = say(
        app,
        &admin,
        mail,
        "https://contoso.example/mail",
        "teams_administrator",
    )
    .await;
    saved.expect(303);
    app.grant(&pair.seller, ADATUM, &more).await;
    let answer = press(&hall, &pair.seller, "mail").await.expect(303);
    assert_eq!(answer.header("location"), "https://contoso.example/mail");
    // And nobody else's has changed by that.
    let answer = press(&hall, &hall.agent, "mail").await.expect(303);
    assert!(
        answer
            .header("location")
            .starts_with("https://admin.mail.example/")
    );
}

#[actix_web::test]
async fn a_service_without_an_address_names_who_can_set_it() {
    let hall = Hall::with("user_administrator").await;
    hall.store.order("3").await;
    hall.with_services(&["Mail"]);
    let why = why_blocked(&hall, &hall.agent).await;
    assert_eq!(why, "Your company has set no address for it.");
    let shown = page(&hall, &hall.agent).await.expect(200);
    assert!(
        shown.has_text("Global admin of Meridian, Global admin"),
        "{}",
        shown.text()
    );
    let admin = keeper(hall.app(), &hall.store.pair.provider).await;
    let shown = page(&hall, &admin).await.expect(200);
    admin.click(&shown, "Set the address").await.expect(200);
    let why = why_blocked(&hall, &hall.store.pair.seller).await;
    assert_eq!(why, "No seller of yours has set an address for it.");
}
