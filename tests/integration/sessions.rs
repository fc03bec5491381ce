//! Who is signed in, for how long, and where sign-in leads; what is told to wait.

use std::num::NonZeroU32;

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::schema::users,
    identity::{Role, Roles},
};
use reqwest::Method;

use crate::support::{PASSWORD, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

#[actix_web::test]
async fn a_form_that_is_too_large_or_of_another_type_is_refused_with_a_page() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let address = app.paths().new_invitation();
    let large = format!("company_name={}", "x".repeat(70_000));
    let page = agent.post_body(&address, FORM, large).await.expect(413);
    assert_eq!(page.heading(), "This form is too large");
    for content_type in [
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=utf-16",
    ] {
        agent
            .post_body(&address, content_type, "company_name=x")
            .await
            .expect(415);
    }
}

#[actix_web::test]
async fn links_never_follow_what_a_request_says_about_the_host() {
    let app = TestApp::start();
    let visitor = app.visitor();
    let request = visitor
        .request(Method::GET, &app.paths().customers())
        .header("Host", "evil.example")
        .header("X-Forwarded-Host", "evil.example")
        .header("Forwarded", "host=evil.example");
    let page = visitor.send(request).await.expect(303);
    assert!(
        !page.header("location").contains("evil"),
        "{}",
        page.header("location")
    );
}

#[actix_web::test]
async fn after_sign_in_only_a_page_of_this_site_is_gone_to() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::AdminAgent);
    let typed = |next: &'static str| {
        [
            ("email", email.clone()),
            ("password", PASSWORD.to_owned()),
            ("next", next.to_owned()),
        ]
    };
    for (next, place) in [
        ("/customers?q=a", "/customers?q=a"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/nothing/here", "/"),
        ("", "/"),
    ] {
        let visitor = app.visitor();
        let fields = typed(next);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = visitor
            .post(&app.paths().sign_in(), &fields)
            .await
            .expect(303);
        assert_eq!(answer.location(), place, "{next}");
    }
}

#[actix_web::test]
async fn a_session_ends_after_half_an_hour_without_use_and_after_eight_hours_with() {
    let app = TestApp::start();
    let (_, idle) = app.agent_of("Contoso").await;
    app.pass(Duration::minutes(29));
    idle.open(&app.paths().home()).await.expect(200);
    app.pass(Duration::minutes(31));
    idle.open(&app.paths().home()).await.expect(303);

    let busy = app.sign_in_as("admin-agent@contoso.example").await;
    for _ in 0..19 {
        app.pass(Duration::minutes(25));
        busy.open(&app.paths().home()).await.expect(200);
    }
    app.pass(Duration::minutes(10));
    busy.open(&app.paths().home()).await.expect(303);
}

#[actix_web::test]
async fn a_person_who_is_disabled_or_changes_role_feels_it_with_the_next_request() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let email = contoso.email(Role::AdminAgent);
    let set = |role: &'static str, status: &'static str| {
        let email = email.clone();
        app.write(move |tx| {
            let person = users::table.filter(users::email.eq(email));
            diesel::update(person)
                .set((users::roles.eq(role), users::status.eq(status)))
                .execute(tx.conn())?;
            Ok(())
        });
    };
    let typed = [("company_name", "Adatum")];
    agent
        .post(&app.paths().new_invitation(), &typed)
        .await
        .expect(422);
    set("sales_agent", "active");
    agent
        .post(&app.paths().new_invitation(), &typed)
        .await
        .expect(403);
    set("admin_agent", "disabled");
    agent.open(&app.paths().home()).await.expect(303);
}

#[actix_web::test]
async fn a_role_that_is_taken_away_counts_with_the_next_request_and_the_others_stay() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = "both@contoso.example";
    let roles = [Role::HelpdeskAgent, Role::AdminAgent];
    let id = app.staff_with(&contoso, &roles, "Bo Both", email);
    let set = |roles: &[Role]| {
        let roles = Roles::new(roles);
        app.write(move |tx| {
            let person = diesel::update(users::table.find(id));
            person.set(users::roles.eq(roles)).execute(tx.conn())?;
            Ok(())
        });
    };
    let person = app.sign_in_as(email).await;
    let (home, form) = (app.paths().home(), app.paths().new_invitation());
    let typed = [("company_name", "Adatum")];
    let page = person.open(&home).await.expect(200);
    assert!(
        page.has_text("Bo Both Admin agent, Helpdesk agent"),
        "{}",
        page.text()
    );
    person.post(&form, &typed).await.expect(422);
    set(&[Role::HelpdeskAgent]);
    let page = person.open(&home).await.expect(200);
    assert!(page.has_text("Bo Both Helpdesk agent"), "{}", page.text());
    let refused = person.post(&form, &typed).await.expect(403);
    assert!(
        refused.has_text(
            "is for Global admins and Admin agents. You are signed in as Helpdesk agent."
        )
    );
    set(&[]);
    let refused = person.open(&home).await.expect(403);
    assert!(
        refused.has_text("You are signed in without a role."),
        "{}",
        refused.text()
    );
    person.post(&app.paths().sign_out(), &[]).await.expect(303);
    person.open(&home).await.expect(303);
}

#[actix_web::test]
async fn whoever_may_not_do_something_reads_who_can_with_all_their_roles() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let both = [Role::SalesAgent, Role::GlobalAdmin];
    app.staff_with(&contoso, &both, "Bo Both", "both@contoso.example");
    let none: [Role; 0] = [];
    app.staff_with(&contoso, &none, "No One", "none@contoso.example");
    let agent = app.sign_in(&contoso, Role::SalesAgent).await;
    let refused = agent
        .post(&app.paths().new_invitation(), &[])
        .await
        .expect(403);
    assert_eq!(
        refused.texts("main li"),
        [
            "Bo Both, Global admin, Sales agent",
            "Global admin of Contoso, Global admin",
            "Admin agent of Contoso, Admin agent",
        ]
    );
}

#[actix_web::test]
async fn after_ten_failures_a_sign_in_waits_but_is_never_locked_for_good() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::AdminAgent);
    let visitor = app.visitor();
    let page = visitor.open(&app.paths().sign_in()).await;
    let wrong = [("email", email.as_str()), ("password", "not the password")];
    for _ in 0..10 {
        visitor.submit(&page, "Sign in", &wrong).await.expect(422);
    }
    let right = [("email", email.as_str()), ("password", PASSWORD)];
    let waiting = visitor.submit(&page, "Sign in", &right).await.expect(422);
    assert!(
        waiting.error_summary()[0].contains("Wait"),
        "{:?}",
        waiting.error_summary()
    );
    app.pass(Duration::seconds(2));
    visitor.submit(&page, "Sign in", &right).await.expect(303);
}

#[actix_web::test]
async fn a_flood_of_forms_from_one_network_is_told_to_wait() {
    let app = TestApp::start_with(|parts| parts.flood_per_minute = NonZeroU32::new(3).unwrap());
    let visitor = app.visitor();
    let mut last = visitor.post(&app.paths().sign_in(), &[]).await;
    for _ in 0..5 {
        last = visitor.post(&app.paths().sign_in(), &[]).await;
    }
    assert_eq!(last.status, 429);
    assert!(!last.header("retry-after").is_empty());
    visitor.open(&app.paths().sign_in()).await.expect(200);
}
