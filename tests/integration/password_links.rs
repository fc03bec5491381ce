//! Until when a link sets a password, and whom a new password puts out.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::{
        ids::UserId,
        schema::{partners, users},
    },
    identity::{Role, create_setup_link, user_by_email},
};

use crate::support::{Company, PASSWORD, Page, TestApp, Visitor};

const NEW: &str = "amber window 17 gravel";

fn a_moment() -> Duration {
    Duration::microseconds(1)
}

async fn set_password(visitor: &Visitor, link: &str) -> Page {
    let typed = [("password", NEW), ("password_again", NEW)];
    visitor.post(link, &typed).await
}

async fn ask_for_a_link(app: &TestApp, email: &str) {
    let visitor = app.visitor();
    let page = visitor.open(&app.paths().forgotten_password()).await;
    let typed = [("email", email)];
    let answer = visitor.submit(&page, "Mail me a link", &typed).await;
    answer.expect(200);
}

/// The link that is mailed to who forgot the password.
async fn reset_link(app: &TestApp, email: &str) -> String {
    ask_for_a_link(app, email).await;
    app.mail_to(email).await.link().to_owned()
}

/// The link with which a new person begins.
fn set_up_link(app: &TestApp, email: &str) -> String {
    let (secrets, now) = (app.parts.secrets.clone(), app.now());
    let user: UserId = app.read(|conn| Ok(user_by_email(conn, email)?.unwrap().id));
    let secret = app.write(move |tx| create_setup_link(tx, &secrets, user, now));
    let token = (app.parts.secrets).token(secret.purpose, secret.id, secret.version);
    app.paths().password_link(&token)
}

/// Both kinds of link: for how long each is good.
async fn links(app: &TestApp, contoso: &Company) -> [(String, Duration); 2] {
    let (one, other) = (
        contoso.email(Role::AdminAgent),
        contoso.email(Role::SalesAgent),
    );
    [
        (reset_link(app, &one).await, Duration::minutes(30)),
        (set_up_link(app, &other), Duration::hours(24)),
    ]
}

#[actix_web::test]
async fn a_link_sets_a_password_until_the_last_moment_of_its_time() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let begin = app.now();
    for (link, good_for) in links(&app, &contoso).await {
        app.pass(begin.plus(good_for - a_moment()).since(app.now()));
        app.visitor().open(&link).await.expect(200);
        set_password(&app.visitor(), &link).await.expect(303);
    }
}

#[actix_web::test]
async fn a_link_whose_time_is_over_shows_no_page_and_sets_no_password() {
    for sees_the_page in [true, false] {
        let app = TestApp::start();
        let contoso = app.partner("Contoso");
        let begin = app.now();
        for (link, good_for) in links(&app, &contoso).await {
            app.pass(begin.plus(good_for).since(app.now()));
            if sees_the_page {
                let page = app.visitor().open(&link).await.expect(410);
                assert_eq!(page.heading(), "This link no longer works");
            }
            set_password(&app.visitor(), &link).await.expect(410);
        }
        for role in [Role::AdminAgent, Role::SalesAgent] {
            app.sign_in(&contoso, role).await;
        }
    }
}

#[actix_web::test]
async fn a_page_that_was_opened_in_time_sets_no_password_afterwards() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let link = reset_link(&app, &contoso.email(Role::AdminAgent)).await;
    let visitor = app.visitor();
    let page = visitor.open(&link).await.expect(200);
    app.pass(Duration::minutes(30));
    let typed = [("password", NEW), ("password_again", NEW)];
    visitor
        .submit(&page, "Set password", &typed)
        .await
        .expect(410);
    app.sign_in(&contoso, Role::AdminAgent).await;
}

#[actix_web::test]
async fn a_new_password_ends_every_session_of_that_person_and_of_nobody_else() {
    let app = TestApp::start();
    let (contoso, here) = app.agent_of("Contoso").await;
    let elsewhere = app.sign_in(&contoso, Role::AdminAgent).await;
    let colleague = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let email = contoso.email(Role::AdminAgent);
    let link = reset_link(&app, &email).await;
    let visitor = app.visitor();
    visitor.open(&link).await.expect(200);
    let home = app.paths().home();
    here.open(&home).await.expect(200);
    set_password(&visitor, &link).await.expect(303);
    here.open(&home).await.expect(303);
    elsewhere.open(&home).await.expect(303);
    colleague.open(&home).await.expect(200);
    assert_eq!(app.count("user_sessions"), 1);
    for (password, status) in [(PASSWORD, 422), (NEW, 303)] {
        let typed = [("email", email.as_str()), ("password", password)];
        let page = app.visitor().post(&app.paths().sign_in(), &typed).await;
        page.expect(status);
    }
}

#[actix_web::test]
async fn a_password_that_is_set_ends_the_other_links_of_that_person() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::AdminAgent);
    let (reset, set_up) = (reset_link(&app, &email).await, set_up_link(&app, &email));
    app.visitor().open(&set_up).await.expect(200);
    set_password(&app.visitor(), &reset).await.expect(303);
    app.visitor().open(&set_up).await.expect(410);
    set_password(&app.visitor(), &set_up).await.expect(410);
}

/// Who was shut out: a person, or everybody of a partner.
#[derive(Debug, Clone, Copy)]
enum ShutOut {
    Person,
    Partner,
}

/// As the operator does it.
fn shut_out(app: &TestApp, contoso: &Company, email: &str, who: ShutOut) {
    app.write(|tx| {
        match who {
            ShutOut::Person => diesel::update(users::table.filter(users::email.eq(email)))
                .set(users::status.eq("disabled"))
                .execute(tx.conn())?,
            ShutOut::Partner => diesel::update(partners::table.find(contoso.id))
                .set(partners::status.eq("disabled"))
                .execute(tx.conn())?,
        };
        Ok(())
    });
}

#[actix_web::test]
async fn who_is_disabled_or_whose_partner_is_is_out_with_the_next_request_and_stays_out() {
    for who in [ShutOut::Person, ShutOut::Partner] {
        let app = TestApp::start();
        let (contoso, agent) = app.agent_of("Contoso").await;
        let (_, stranger) = app.agent_of("Fabrikam").await;
        let colleague = app.sign_in(&contoso, Role::GlobalAdmin).await;
        let email = contoso.email(Role::AdminAgent);
        let link = reset_link(&app, &email).await;
        let home = app.paths().home();
        agent.open(&home).await.expect(200);
        shut_out(&app, &contoso, &email, who);
        assert_eq!(agent.open(&home).await.status, 303, "{who:?}");
        let form = [("company_name", "Adatum")];
        let posted = agent.post(&app.paths().new_invitation(), &form).await;
        assert_eq!(posted.status, 303, "{who:?}");
        let typed = [("email", email.as_str()), ("password", PASSWORD)];
        let page = app.visitor().post(&app.paths().sign_in(), &typed).await;
        assert_eq!(page.status, 422, "{who:?}");
        app.visitor().open(&link).await.expect(410);
        set_password(&app.visitor(), &link).await.expect(410);
        // The others are as they were.
        let of_colleague = if matches!(who, ShutOut::Person) {
            200
        } else {
            303
        };
        assert_eq!(colleague.open(&home).await.status, of_colleague, "{who:?}");
        stranger.open(&home).await.expect(200);
    }
}

#[actix_web::test]
async fn a_session_is_good_until_the_last_moment_of_its_half_hour_and_of_its_eight_hours() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let home = app.paths().home();
    app.pass(Duration::minutes(30) - a_moment());
    agent.open(&home).await.expect(200);
    app.pass(Duration::minutes(30));
    agent.open(&home).await.expect(303);

    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let end = app.now().plus(Duration::hours(8));
    while end.since(app.now()) > Duration::minutes(29) {
        app.pass(Duration::minutes(29));
        agent.open(&home).await.expect(200);
    }
    app.pass(end.since(app.now()) - a_moment());
    agent.open(&home).await.expect(200);
    app.pass(a_moment());
    agent.open(&home).await.expect(303);
}
