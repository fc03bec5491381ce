//! What belongs to one person is theirs alone, for colleagues at the same partner as for strangers.

use chrono::Duration;
use partner_center::identity::Role;

use crate::support::{ADATUM, Asked, PASSWORD, Page, TestApp, Visitor};

const TAILSPIN: Asked<'static> = Asked {
    company: "Tailspin",
    domain: "tailspin.example",
    recipient: "bo@tailspin.example",
};

async fn is_signed_in(app: &TestApp, visitor: &Visitor) -> bool {
    visitor.open(&app.paths().sessions()).await.status == 200
}

/// The address that ends the first session on a person's own page.
async fn end_of_session(app: &TestApp, owner: &Visitor) -> String {
    let page = owner.open(&app.paths().sessions()).await.expect(200);
    page.form("End session").action.path().to_owned()
}

#[actix_web::test]
async fn nobody_ends_the_session_of_a_colleague_or_of_a_stranger() {
    let app = TestApp::start();
    let (contoso, owner) = app.agent_of("Contoso").await;
    let (_, stranger) = app.agent_of("Fabrikam").await;
    let superior = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let address = end_of_session(&app, &owner).await;
    for other in [&superior, &stranger] {
        other.post(&address, &[]).await.expect(404);
        assert!(is_signed_in(&app, &owner).await);
    }
    assert_eq!(app.count("user_sessions"), 3);
    owner.post(&address, &[]).await.expect(303);
    assert!(!is_signed_in(&app, &owner).await);
    assert_eq!(app.count("user_sessions"), 2);
}

#[actix_web::test]
async fn signing_out_everywhere_ends_ones_own_sessions_and_no_colleagues() {
    let app = TestApp::start();
    let (contoso, here) = app.agent_of("Contoso").await;
    let elsewhere = app.sign_in(&contoso, Role::AdminAgent).await;
    let colleague = app.sign_in(&contoso, Role::SalesAgent).await;
    let page = here.open(&app.paths().sessions()).await.expect(200);
    here.press(&page, "Sign out everywhere", &[]).await;
    assert!(!is_signed_in(&app, &here).await);
    assert!(!is_signed_in(&app, &elsewhere).await);
    assert!(is_signed_in(&app, &colleague).await);
}

#[actix_web::test]
async fn a_person_sees_their_own_sessions_the_latest_used_first() {
    let app = TestApp::start();
    let (contoso, first) = app.agent_of("Contoso").await;
    app.pass(Duration::minutes(2));
    let second = app.sign_in(&contoso, Role::AdminAgent).await;
    app.pass(Duration::minutes(2));
    app.sign_in(&contoso, Role::GlobalAdmin).await;
    let times = |page: &Page| -> Vec<String> {
        let cells = page.all("td[data-label='Last used'] time");
        let times = cells.iter().map(|time| time.attr("datetime").unwrap());
        times.map(str::to_owned).collect()
    };
    let (two, zero) = (Duration::minutes(2), Duration::zero());
    let before = |ago: Duration| app.now().minus(ago).rfc3339();
    let seen = times(&second.open(&app.paths().sessions()).await.expect(200));
    assert_eq!(seen, [before(zero), before(two * 2)]);
    app.pass(two);
    let seen = times(&first.open(&app.paths().sessions()).await.expect(200));
    // What it is used by now is noted after the page was asked for; the order is that of the page before.
    assert_eq!(seen.len(), 2);
    let seen = times(&first.open(&app.paths().sessions()).await.expect(200));
    assert_eq!(seen, [before(zero), before(two)]);
}

#[actix_web::test]
async fn nobody_discards_what_a_colleague_has_typed() {
    let app = TestApp::start();
    let (contoso, owner) = app.agent_of("Contoso").await;
    let draft = owner.draft(app.paths(), ADATUM, &[]).await;
    app.pass(Duration::minutes(31));
    let sign_in = owner.press(&draft, "Save", &[("subject", "Mine")]).await;
    let typed = [
        ("email", contoso.email(Role::AdminAgent)),
        ("password", PASSWORD.to_owned()),
    ];
    let typed = crate::support::borrowed(&typed);
    let kept = owner.press(&sign_in, "Sign in", &typed).await.expect(200);
    let address = kept.form("Discard").action.path().to_owned();
    let colleague = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let (_, stranger) = app.agent_of("Fabrikam").await;
    for other in [&colleague, &stranger] {
        other.post(&address, &[]).await;
        assert_eq!(app.count("kept_forms"), 1);
        let page = other.open(&app.paths().kept_forms()).await.expect(200);
        assert!(page.has_text("Nothing is waiting"), "{}", page.text());
    }
    owner.post(&address, &[]).await.expect(303);
    assert_eq!(app.count("kept_forms"), 0);
}

/// The companies that a person's notifications name, the newest first, and how many are said to be unread.
async fn told(app: &TestApp, person: &Visitor) -> (Vec<String>, Vec<String>) {
    let page = person.open(&app.paths().notifications()).await.expect(200);
    let companies = page.all("ul.rows > li > span:nth-child(2) > a:first-of-type");
    let companies = companies.iter().map(|link| link.text().collect());
    (companies.collect(), page.texts(".nav .count.new"))
}

#[actix_web::test]
async fn notifications_are_told_to_who_invited_and_reading_them_leaves_a_colleagues_unread() {
    let app = TestApp::start();
    let (contoso, one) = app.agent_of("Contoso").await;
    let other = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let one_asks = one.hand_out(app.paths(), ADATUM, &[]).await;
    let other_asks = other.hand_out(app.paths(), TAILSPIN, &[]).await;
    app.pass(Duration::minutes(1));
    app.accept(&one_asks, ADATUM.recipient).await;
    app.accept(&other_asks, TAILSPIN.recipient).await;
    let one_unread = vec!["1 unread".to_owned()];
    assert_eq!(
        told(&app, &one).await,
        (vec!["Adatum".to_owned()], one_unread.clone())
    );
    let page = one.open(&app.paths().notifications()).await.expect(200);
    one.press(&page, "Mark all as read", &[]).await.expect(200);
    assert_eq!(
        told(&app, &one).await,
        (vec!["Adatum".to_owned()], Vec::new())
    );
    assert_eq!(
        told(&app, &other).await,
        (vec!["Tailspin".to_owned()], one_unread)
    );
}
