//! Signing in and out.

use partner_center::identity::Role;

use crate::support::TestApp;

#[actix_web::test]
async fn a_person_signs_in_sees_their_sessions_and_signs_out() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let agent = app.sign_in(&contoso, Role::SalesAgent).await;

    let sessions = agent.open(&app.paths().sessions()).await.expect(200);
    assert_eq!(sessions.heading(), "Sessions");
    assert_eq!(sessions.table("Your sessions").rows.len(), 1);

    let sign_in = agent.press(&sessions, "Sign out", &[]).await.expect(200);
    assert_eq!(sign_in.heading(), "Sign in");
    assert_eq!(
        agent.open(&app.paths().sessions()).await.location(),
        format!("{}?next=%2Fsessions", app.paths().sign_in())
    );
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_address_read_the_same() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let visitor = app.visitor();
    let page = visitor.open(&app.paths().sign_in()).await;
    let mut answers = Vec::new();
    for email in [
        contoso.email(Role::AdminAgent),
        "nobody@contoso.example".to_owned(),
    ] {
        let typed = [("email", email.as_str()), ("password", "not the password")];
        let answer = visitor.submit(&page, "Sign in", &typed).await.expect(422);
        assert_eq!(answer.value("email"), email);
        answers.push(answer.error_summary());
    }
    assert_eq!(answers[0], answers[1]);
}

#[actix_web::test]
async fn a_forgotten_password_is_set_anew_by_a_mailed_link_once() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::HelpdeskAgent);
    let visitor = app.visitor();

    let page = visitor
        .open(&app.paths().forgotten_password())
        .await
        .expect(200);
    visitor
        .submit(&page, "Mail me a link", &[("email", &email)])
        .await
        .expect(200);
    let link = app.mail_to(&email).await.link().to_owned();
    let page = visitor.open(&link).await.expect(200);
    let typed = [
        ("password", "amber window 17 gravel"),
        ("password_again", "amber window 17 gravel"),
    ];
    let sign_in = visitor
        .press(&page, "Set password", &typed)
        .await
        .expect(200);

    assert_eq!(sign_in.flash(), "Your password is set. Sign in with it.");
    visitor.open(&link).await.expect(410);
}

#[actix_web::test]
async fn below_a_path_every_address_and_the_cookie_keep_to_it() {
    let app = TestApp::start_under("/partners");
    let contoso = app.partner("Contoso");
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;

    let page = agent.open("/partners/sessions").await.expect(200);
    for (text, link) in page.links() {
        assert!(
            link.starts_with("/partners/") || link.starts_with('#'),
            "{text}: {link}"
        );
    }
    agent.open("/sessions").await.expect(404);
}
