//! Links that a newer one has replaced: they open nothing, and say that there is a newer one.

use partner_center::identity::{RelationshipKind, Role};

use crate::support::{ADATUM, Page, TestApp, Visitor};

const REPLACED: &str = "This link was replaced by a newer one";

/// Presses New link on the only invitation, and returns the link that is shown then.
async fn renew(app: &TestApp, agent: &Visitor) -> String {
    let list = agent.open(&app.paths().invitations()).await.expect(200);
    let name = list.texts("tbody th a")[0].clone();
    let page = agent.click(&list, &name).await.expect(200);
    let renewed = agent.press(&page, "New link", &[]).await.expect(200);
    renewed.first("#link").attr("value").unwrap().to_owned()
}

fn is_replaced(page: &Page) -> bool {
    page.status == 410 && page.heading() == REPLACED
}

#[actix_web::test]
async fn a_replaced_link_says_that_there_is_a_newer_one_and_whom_to_ask() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let first = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let second = renew(&app, &agent).await;
    let third = renew(&app, &agent).await;
    let customer = app.visitor();
    for old in [&first, &second] {
        let page = customer.open(old).await;
        assert!(is_replaced(&page), "{}", page.text());
        assert!(page.has_text("Admin agent of Contoso"), "{}", page.text());
        assert!(!page.has_text(ADATUM.recipient));
    }
    customer.open(&third).await.expect(200);
    let unknown = first.replace("/i/", "/i/x");
    customer.open(&unknown).await.expect(404);
    assert_eq!(app.count("replaced_links"), 2);
}

#[actix_web::test]
async fn a_replaced_link_says_so_in_every_language() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let old = agent.hand_out(app.paths(), ADATUM, &[]).await;
    renew(&app, &agent).await;
    let customer = app.visitor();
    for (language, title) in [
        ("en", REPLACED),
        ("de", "Dieser Link wurde durch einen neueren ersetzt"),
        ("fr", "Ce lien a été remplacé par un plus récent"),
        ("es", "Este enlace se ha sustituido por otro más reciente"),
        ("pt", "Esta ligação foi substituída por uma mais recente"),
        ("ja", "このリンクは新しいリンクに置き換えられました"),
    ] {
        let page = customer.open(&format!("{old}?lang={language}")).await;
        assert_eq!((page.status, page.heading().as_str()), (410, title));
    }
}

#[actix_web::test]
async fn nothing_is_answered_through_a_link_that_was_replaced_since_it_was_opened() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let old = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&old).await.expect(200);
    let refusal = customer.click(&ask, "Decline").await.expect(200);
    let (code_page, code) = app.to_the_code(&customer, &old, ADATUM.recipient).await;
    let new = renew(&app, &agent).await;
    app.pass(chrono::Duration::minutes(2));
    let requests = app.count("code_requests");
    let person = [
        ("name", "Ana Lima"),
        ("job_title", "Head of IT"),
        ("email", ADATUM.recipient),
    ];
    let accept = [("code", code.as_str()), ("agree", "yes")];
    for answer in [
        customer.submit(&ask, "Continue to accept", &person).await,
        customer.submit(&code_page, "Accept", &accept).await,
        (customer.submit(&refusal, "Decline the invitation", &[("reason", "No")])).await,
    ] {
        assert!(is_replaced(&answer), "{}", answer.text());
    }
    assert_eq!(app.count("code_requests"), requests);
    assert_eq!(app.count("consents"), 0);
    app.accept(&new, ADATUM.recipient).await;
    let after = customer.open(&old).await;
    assert!(
        is_replaced(&after),
        "the old link tells nothing of the answer"
    );
}

#[actix_web::test]
async fn the_replaced_link_of_an_ask_for_a_partnership_says_so_too() {
    let app = TestApp::start();
    let provider = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    let reseller = app.partner("Contoso");
    let asker = app.sign_in(&provider, Role::GlobalAdmin).await;
    let asked = app.sign_in(&reseller, Role::GlobalAdmin).await;
    let old = asker.partner_link(app.paths(), &reseller).await;
    let read = asked.open(&old).await.expect(200);
    let new = renew(&app, &asker).await;
    for answer in [
        asked.open(&old).await,
        asked.submit(&read, "Accept", &[]).await,
    ] {
        assert!(is_replaced(&answer), "{}", answer.text());
        assert!(answer.has_text("Global admin of Meridian"));
    }
    asked.open(&new).await.expect(200);
    assert_eq!(app.count("partnerships"), 0);
}
