//! Links and codes are good until the last moment of their time, and for nothing from then on.

use chrono::Duration;
use partner_center::identity::{RelationshipKind, Role};

use crate::support::{ADATUM, Page, TestApp, Visitor};

fn a_moment() -> Duration {
    Duration::microseconds(1)
}

/// An act behind a link, from pages that were opened in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Open,
    AskForACode,
    Accept,
    Decline,
}

const ACTS: [Act; 4] = [Act::Open, Act::AskForACode, Act::Accept, Act::Decline];

/// A link for `days`, in whose last minutes a customer has the code; then `last` before its end, the customer acts.
async fn answered(days: i64, last: Duration, act: Act) -> (TestApp, Page) {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let more = [("expires_in", days.to_string())];
    let more = crate::support::borrowed(&more);
    let link = agent.hand_out(app.paths(), ADATUM, &more).await;
    let end = app.now().plus(Duration::days(days));
    let customer = app.visitor();
    app.pass(Duration::days(days) - Duration::minutes(5));
    let ask = customer.open(&link).await.expect(200);
    let refusal = customer.open(&format!("{link}/refusal")).await.expect(200);
    let (code_page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    app.pass(end.minus(last).since(app.now()));
    let answer = match act {
        Act::Open => customer.open(&link).await,
        Act::AskForACode => {
            let person = [
                ("name", "Ana Lima"),
                ("job_title", "Head of IT"),
                ("email", ADATUM.recipient),
            ];
            customer.submit(&ask, "Continue to accept", &person).await
        }
        Act::Accept => {
            let typed = [("code", code.as_str()), ("agree", "yes")];
            customer.submit(&code_page, "Accept", &typed).await
        }
        Act::Decline => {
            let typed = [("reason", "No")];
            let button = "Decline the invitation";
            customer.submit(&refusal, button, &typed).await
        }
    };
    (app, answer)
}

#[actix_web::test]
async fn a_customers_link_serves_every_act_until_the_last_moment() {
    for days in [1, 90] {
        for act in ACTS {
            let (_, answer) = answered(days, a_moment(), act).await;
            let status = if act == Act::Open { 200 } else { 303 };
            assert_eq!(answer.status, status, "{act:?}: {}", answer.text());
        }
    }
}

#[actix_web::test]
async fn a_customers_link_that_is_over_serves_no_act() {
    for days in [1, 90] {
        for act in ACTS {
            let (app, answer) = answered(days, Duration::zero(), act).await;
            assert_eq!(answer.status, 410, "{act:?}: {}", answer.text());
            assert_eq!(answer.heading(), "This link has run out");
            assert_eq!(app.count("consents"), 0);
            assert_eq!(app.count("mails WHERE kind = 'code'"), 1);
            let answers = "invitations WHERE state IN ('accepted', 'declined')";
            assert_eq!(app.count(answers), 0, "{act:?}");
        }
    }
}

#[actix_web::test]
async fn a_code_is_good_until_the_last_moment_of_its_ten_minutes() {
    for (last, status) in [(a_moment(), 303), (Duration::zero(), 422)] {
        let app = TestApp::start();
        let (_, agent) = app.agent_of("Contoso").await;
        let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
        let customer = app.visitor();
        let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
        app.pass(Duration::minutes(10) - last);
        let typed = [("code", code.as_str()), ("agree", "yes")];
        let answer = customer.submit(&page, "Accept", &typed).await;
        assert_eq!(answer.status, status, "{last}: {}", answer.text());
        assert_eq!(app.count("consents"), i64::from(status == 303));
    }
}

#[actix_web::test]
async fn another_code_is_mailed_a_minute_after_the_last_and_not_a_moment_before() {
    for (last, status) in [(a_moment(), 422), (Duration::zero(), 303)] {
        let app = TestApp::start();
        let (_, agent) = app.agent_of("Contoso").await;
        let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
        let customer = app.visitor();
        app.to_the_code(&customer, &link, ADATUM.recipient).await;
        let ask = customer.open(&link).await.expect(200);
        app.pass(Duration::minutes(1) - last);
        let person = [
            ("name", "Ana Lima"),
            ("job_title", "Head of IT"),
            ("email", ADATUM.recipient),
        ];
        let answer = customer.submit(&ask, "Continue to accept", &person).await;
        assert_eq!(answer.status, status, "{last}: {}", answer.text());
    }
}

/// The Global admin that is asked, and the pages that they have opened in time.
async fn asked_partner(app: &TestApp) -> (Visitor, String, Page, Page) {
    let contoso = app.partner("Contoso");
    let meridian = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    let asker = app.sign_in(&meridian, Role::GlobalAdmin).await;
    let link = asker.partner_link(app.paths(), &contoso).await;
    app.pass(Duration::days(30) - Duration::minutes(5));
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let page = admin.open(&link).await.expect(200);
    let refusal = admin.open(&format!("{link}/refusal")).await.expect(200);
    (admin, link, page, refusal)
}

#[actix_web::test]
async fn a_partners_link_serves_every_act_until_the_last_moment_and_none_afterwards() {
    for (last, is_over) in [(a_moment(), false), (Duration::zero(), true)] {
        for act in [Act::Open, Act::Accept, Act::Decline] {
            let app = TestApp::start();
            let (admin, link, page, refusal) = asked_partner(&app).await;
            app.pass(Duration::minutes(5) - last);
            let answer = match act {
                Act::Open | Act::AskForACode => admin.open(&link).await,
                Act::Accept => admin.submit(&page, "Accept", &[]).await,
                Act::Decline => {
                    let typed = [("reason", "No")];
                    let button = "Decline the partnership";
                    admin.submit(&refusal, button, &typed).await
                }
            };
            let status = match (is_over, act) {
                (true, _) => 410,
                (false, Act::Open) => 200,
                (false, _) => 303,
            };
            assert_eq!(answer.status, status, "{act:?}: {}", answer.text());
            let begun = !is_over && act == Act::Accept;
            assert_eq!(app.count("partnerships"), i64::from(begun), "{act:?}");
        }
    }
}
