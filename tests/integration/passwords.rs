//! Passwords and the links that set them; tries that come at once.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use futures_util::future::{join, join_all};
use partner_center::{
    db::{
        ids::UserId,
        schema::{password_links, user_sessions},
    },
    identity::{Role, create_setup_link},
};

use crate::support::{Company, PASSWORD, Page, TestApp, Visitor};

const NEW: &str = "amber window 17 gravel";

async fn ask_for_a_link(app: &TestApp, visitor: &Visitor, email: &str) {
    let page = visitor.open(&app.paths().forgotten_password()).await;
    visitor
        .submit(&page, "Mail me a link", &[("email", email)])
        .await
        .expect(200);
}

fn set_up_link(app: &TestApp, user: UserId) -> String {
    let (secrets, now) = (app.parts.secrets.clone(), app.now());
    let secret = app.write(move |tx| create_setup_link(tx, &secrets, user, now));
    let secrets = &app.parts.secrets;
    app.paths()
        .password_link(&secrets.token(secret.purpose, secret.id, secret.version))
}

async fn set_password(visitor: &Visitor, link: &str, password: &str) -> Page {
    let typed = [("password", password), ("password_again", password)];
    visitor.post(link, &typed).await
}

#[actix_web::test]
async fn a_newer_password_link_ends_the_older_one() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::HelpdeskAgent);
    let visitor = app.visitor();
    ask_for_a_link(&app, &visitor, &email).await;
    let older = app.mail_to(&email).await.link().to_owned();
    visitor.open(&older).await.expect(200);
    app.pass(Duration::minutes(2));
    ask_for_a_link(&app, &visitor, &email).await;
    let newer = app.mail_to(&email).await.link().to_owned();
    assert_ne!(older, newer);

    let dead = visitor.open(&older).await.expect(410);
    assert_eq!(dead.heading(), "This link no longer works");
    set_password(&visitor, &older, NEW).await.expect(410);
    set_password(&visitor, &newer, NEW).await.expect(303);
}

#[actix_web::test]
async fn of_links_made_at_once_one_is_good() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let user = app.staff(&contoso, Role::AdminAgent, "Bo", "bo@contoso.example");
    for _ in 0..5 {
        let made = (0..6).map(|_| {
            let (db, secrets, now) = (app.parts.db.clone(), app.parts.secrets.clone(), app.now());
            async move {
                db.write(move |tx| create_setup_link(tx, &secrets, user, now))
                    .await
            }
        });
        for made in join_all(made).await {
            made.unwrap();
        }
        let open: i64 = app.read(|conn| {
            Ok(password_links::table
                .filter(password_links::used_at.is_null())
                .count()
                .get_result(conn)?)
        });
        assert_eq!(open, 1);
    }
}

#[actix_web::test]
async fn a_password_made_of_the_companys_words_and_a_year_is_refused() {
    let app = TestApp::start();
    let company = app.partner("Delta Direct");
    let user = app.staff(&company, Role::AdminAgent, "Bo Larsen", "bo@ddg.example");
    let (visitor, link) = (app.visitor(), set_up_link(&app, user));
    for password in [
        "DeltaDirect2026",
        "2026-Delta-Direct!",
        "deltadirect.example1",
        "BoLarsenDelta2026",
        "PartnerCenter2026",
    ] {
        let page = set_password(&visitor, &link, password).await.expect(422);
        let problem = page.field_error("password").unwrap();
        assert!(problem.contains("easy to guess"), "{password}: {problem}");
    }
    set_password(&visitor, &link, NEW).await.expect(303);
}

async fn sign_in(app: &TestApp, visitor: &Visitor, email: &str, password: &str) -> Page {
    let typed = [("email", email), ("password", password)];
    visitor.post(&app.paths().sign_in(), &typed).await
}

#[actix_web::test]
async fn of_many_wrong_passwords_at_once_exactly_ten_are_looked_at() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    for role in Role::ALL {
        let email = contoso.email(*role);
        let visitor = app.visitor();
        let tries = (0..30).map(|_| sign_in(&app, &visitor, &email, "not the password"));
        let said: Vec<String> = join_all(tries)
            .await
            .into_iter()
            .map(|page| page.expect(422).error_summary().join(" "))
            .collect();
        let looked_at = said.iter().filter(|said| said.contains("do not belong"));
        let told_to_wait = said.iter().filter(|said| said.contains("Wait"));
        assert_eq!(
            (looked_at.count(), told_to_wait.count()),
            (10, 20),
            "{said:?}"
        );
    }
}

#[actix_web::test]
async fn the_delay_begins_right_after_the_tenth_failure() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::AdminAgent);
    let visitor = app.visitor();
    for _ in 0..10 {
        sign_in(&app, &visitor, &email, "not the password")
            .await
            .expect(422);
        app.pass(Duration::milliseconds(250));
    }
    let early = sign_in(&app, &visitor, &email, PASSWORD).await.expect(422);
    assert_eq!(
        early.error_summary(),
        ["Too many tries. Wait 1 seconds, then try again"]
    );
    app.pass(Duration::milliseconds(750));
    sign_in(&app, &visitor, &email, PASSWORD).await.expect(303);
}

#[actix_web::test]
async fn a_sign_in_with_the_old_password_has_no_session_once_a_new_one_is_set() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let mut alive = 0;
    for round in 0..8 {
        alive += sessions_left_by(&app, &contoso, &format!("person-{round}@contoso.example")).await;
    }
    assert_eq!(alive, 0, "sessions of the old password are alive");
}

/// Five sign-ins with the old password while a new one is set; returns the sessions that are there afterwards.
async fn sessions_left_by(app: &TestApp, company: &Company, email: &str) -> i64 {
    let user = app.staff(company, Role::AdminAgent, "Somebody", email);
    let (visitor, link) = (app.visitor(), set_up_link(app, user));
    let old = (0..5).map(|_| sign_in(app, &visitor, email, PASSWORD));
    let (_, set) = join(join_all(old), set_password(&visitor, &link, NEW)).await;
    set.expect(303);
    app.read(|conn| {
        Ok(user_sessions::table
            .filter(user_sessions::user_id.eq(user))
            .count()
            .get_result(conn)?)
    })
}
