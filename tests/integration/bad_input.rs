//! Bad input of each kind on the forms of the customer and of sign-in: a message beside the field, what was typed
//! is kept, and nothing is changed. The forms of staff have theirs beside their own tests.

use chrono::Duration;

use crate::support::{ADATUM, Page, TestApp};

const LONG: usize = 2_000;

/// What no single line may hold.
fn bad_lines() -> Vec<String> {
    vec![
        String::new(),
        " \u{00A0} ".to_owned(),
        "x".repeat(LONG),
        "a\u{0007}b".to_owned(),
        "a\u{202E}b".to_owned(),
        "a\nb".to_owned(),
        "a\u{FFFC}b".to_owned(),
    ]
}

fn beside(page: &Page, field: &str, typed: &str) {
    assert!(
        page.field_error(field).is_some(),
        "{field}={typed:?}: {}",
        page.text()
    );
}

#[actix_web::test]
async fn who_answers_is_checked_field_by_field() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let address = format!("{link}/code");
    let customer = app.visitor();
    for field in ["name", "job_title", "email"] {
        for bad in bad_lines() {
            let mut person = vec![
                ("name", "Ana Lima"),
                ("job_title", "Head of IT"),
                ("email", ADATUM.recipient),
            ];
            person.retain(|(name, _)| *name != field);
            person.push((field, &bad));
            let page = customer.post(&address, &person).await.expect(422);
            beside(&page, field, &bad);
            let kept = if field == "name" { "job_title" } else { "name" };
            assert!(!page.value(kept).is_empty(), "{field}={bad:?}");
        }
    }
    let twice = [("name", "Ana"), ("name", "Eve")];
    customer.post(&address, &twice).await.expect(400);
    let unknown = [("name", "Ana"), ("partner_id", "1")];
    let page = customer.post(&address, &unknown).await.expect(400);
    assert!(page.has_text("Ana"), "{}", page.text());
    assert_eq!((app.count("code_requests"), app.count("mails")), (0, 0));
}

#[actix_web::test]
async fn a_reason_is_checked_and_a_bad_one_declines_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    for bad in ["", "  ", &"x".repeat(LONG), "a\u{0007}b", "a\u{202E}b"] {
        for unexpected in ["", "1"] {
            let typed = [("reason", bad), ("unexpected", unexpected)];
            let page = customer
                .post(&format!("{link}/refusal"), &typed)
                .await
                .expect(422);
            beside(&page, "reason", bad);
        }
    }
    customer.open(&link).await.expect(200);
}

#[actix_web::test]
async fn an_acceptance_without_a_request_or_with_a_strangers_accepts_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let stranger = uuid::Uuid::now_v7().to_string();
    for request in ["", "nonsense", stranger.as_str()] {
        let typed = [("request", request), ("code", "BBBBBBBB"), ("agree", "yes")];
        let page = customer
            .post(&format!("{link}/acceptance"), &typed)
            .await
            .expect(422);
        assert!(page.error_summary()[0].contains("Say who you are first"));
    }
    assert_eq!(app.count("consents"), 0);
}

#[actix_web::test]
async fn at_a_dead_link_a_strangers_request_is_no_step_that_other_languages_lead_to() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.pass(Duration::days(91));
    let stranger = uuid::Uuid::now_v7().to_string();
    let typed = [
        ("request", stranger.as_str()),
        ("code", "BBBBBBBB"),
        ("agree", "yes"),
    ];
    let address = format!("{link}/acceptance");
    let page = app.visitor().post(&address, &typed).await.expect(410);
    let german = page.link("Deutsch");
    assert!(german.ends_with("?lang=de"), "{german}");
}

#[actix_web::test]
async fn sign_in_and_forgotten_passwords_keep_what_was_typed() {
    let app = TestApp::start();
    let visitor = app.visitor();
    let long = "x".repeat(LONG);
    for email in ["", "nobody", long.as_str(), "a\u{202E}b@contoso.example"] {
        let typed = [("email", email), ("password", "x")];
        let page = visitor
            .post(&app.paths().sign_in(), &typed)
            .await
            .expect(422);
        assert_eq!(page.value("email"), email);
        let page = visitor
            .post(&app.paths().forgotten_password(), &[("email", email)])
            .await
            .expect(422);
        beside(&page, "email", email);
        assert_eq!(page.value("email"), email);
    }
    assert_eq!(app.count("mails"), 0);
}
