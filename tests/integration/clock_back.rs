//! A clock that is put back: what was over stays over, and what was queued is not stuck.

use chrono::Duration;
use diesel::{ExpressionMethods, RunQueryDsl};
use partner_center::{
    app,
    db::schema::{invitations, mails},
    identity::Role,
    mail::MailState,
};

use crate::support::{ADATUM, TestApp, Visitor};

/// The clock is put back.
fn back(app: &TestApp, by: Duration) {
    app.pass(-by);
}

#[actix_web::test]
async fn a_link_that_was_refused_as_over_stays_over() {
    for by_link in [true, false] {
        let app = TestApp::start();
        let (contoso, agent) = app.agent_of("Contoso").await;
        let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
        app.pass(Duration::days(30));
        let customer = app.visitor();
        if by_link {
            customer.open(&link).await.expect(410);
        } else {
            let agent = app.sign_in(&contoso, Role::AdminAgent).await;
            let list = agent.open(&app.paths().invitations()).await.expect(200);
            let page = agent.click(&list, "Adatum").await.expect(200);
            assert!(page.has_text("Expired"), "{}", page.text());
        }
        back(&app, Duration::days(20));
        let page = customer.open(&link).await.expect(410);
        assert_eq!(page.heading(), "This link has run out");
    }
}

#[actix_web::test]
async fn an_answer_that_came_too_late_is_no_answer_later_either() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.pass(Duration::days(30) - Duration::minutes(5));
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    app.pass(Duration::minutes(5));
    let accept = [("code", code.as_str()), ("agree", "yes")];
    customer.submit(&page, "Accept", &accept).await.expect(410);
    back(&app, Duration::minutes(3));
    customer.submit(&page, "Accept", &accept).await.expect(410);
    assert_eq!(app.count("consents"), 0);
}

#[actix_web::test]
async fn an_ask_for_a_partnership_that_was_refused_as_over_stays_over() {
    let app = TestApp::start();
    let (one, other) = (app.partner("Contoso"), {
        use partner_center::identity::RelationshipKind::IndirectProvider;
        app.partner_of_kind("Meridian", IndirectProvider)
    });
    let asker = app.sign_in(&other, Role::GlobalAdmin).await;
    let link = asker.partner_link(app.paths(), &one).await;
    app.pass(Duration::days(30));
    let asked = app.sign_in(&one, Role::GlobalAdmin).await;
    asked.open(&link).await.expect(410);
    back(&app, Duration::minutes(20));
    asked.open(&link).await.expect(410);
}

#[actix_web::test]
async fn a_code_that_was_refused_as_over_stays_over() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let accept = [("code", code.as_str()), ("agree", "yes")];
    app.pass(Duration::minutes(10));
    customer.submit(&page, "Accept", &accept).await.expect(422);
    back(&app, Duration::minutes(8));
    customer.submit(&page, "Accept", &accept).await.expect(422);
    assert_eq!(app.count("consents"), 0);
}

#[actix_web::test]
async fn another_code_can_be_asked_for_and_a_reminder_sent() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    agent.submit(&draft, "Send now", &[]).await.expect(303);
    let link = app.mail_to(ADATUM.recipient).await.link().to_owned();
    app.accept_up_to_the_code(&link).await;
    back(&app, Duration::hours(5));
    app.accept_up_to_the_code(&link).await;
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let list = agent.open(&app.paths().invitations()).await.expect(200);
    let page = agent.click(&list, "Adatum").await.expect(200);
    agent.submit(&page, "Remind", &[]).await.expect(303);
}

impl TestApp {
    async fn accept_up_to_the_code(&self, link: &str) {
        let customer = self.visitor();
        self.to_the_code(&customer, link, ADATUM.recipient).await;
    }
}

async fn is_signed_in(app: &TestApp, visitor: &Visitor) -> bool {
    visitor.open(&app.paths().customers()).await.status == 200
}

#[actix_web::test]
async fn a_session_that_was_refused_as_over_stays_over() {
    for (used_for, unused_for) in [(0, Duration::minutes(30)), (17, Duration::minutes(29))] {
        let app = TestApp::start();
        let (_, agent) = app.agent_of("Contoso").await;
        for _ in 0..used_for {
            app.pass(Duration::minutes(28));
            assert!(is_signed_in(&app, &agent).await);
        }
        app.pass(unused_for);
        assert!(!is_signed_in(&app, &agent).await);
        back(&app, Duration::minutes(25));
        assert!(!is_signed_in(&app, &agent).await);
    }
}

#[actix_web::test]
async fn an_idle_session_is_forgotten_by_housekeeping() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    app.pass(Duration::minutes(30));
    app::runner(&app.parts).drain().await;
    back(&app, Duration::minutes(25));
    assert!(!is_signed_in(&app, &agent).await);
}

#[actix_web::test]
async fn a_link_for_a_new_password_that_was_over_stays_over() {
    for seen_by_person in [true, false] {
        let app = TestApp::start();
        let contoso = app.partner("Contoso");
        let email = contoso.email(Role::AdminAgent);
        let visitor = app.visitor();
        let page = visitor.open(&app.paths().forgotten_password()).await;
        let typed = [("email", email.as_str())];
        visitor.submit(&page, "Mail me a link", &typed).await;
        let link = app.mail_to(&email).await.link().to_owned();
        app.pass(Duration::minutes(30));
        if seen_by_person {
            visitor.open(&link).await.expect(410);
        } else {
            app::runner(&app.parts).drain().await;
        }
        back(&app, Duration::minutes(20));
        visitor.open(&link).await.expect(410);
    }
}

async fn queued(app: &TestApp) {
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    agent.submit(&draft, "Send now", &[]).await.expect(303);
}

/// What the queue is told of the only letter.
fn told(app: &TestApp, attempts: i32, next_try: Duration, lease: Option<Duration>) {
    let now = app.now();
    app.write(|tx| {
        diesel::update(mails::table)
            .set((
                mails::attempts.eq(attempts),
                mails::next_try_at.eq(now.plus(next_try)),
                mails::leased_until.eq(lease.map(|lease| now.plus(lease))),
            ))
            .execute(tx.conn())?;
        Ok(())
    });
}

#[actix_web::test]
async fn a_letter_that_was_queued_before_is_sent() {
    // A new one; one that waits for its next try; one that a worker had.
    for (attempts, next_try, lease) in [
        (0, Duration::zero(), None),
        (3, Duration::minutes(60), None),
        (1, Duration::zero(), Some(Duration::minutes(2))),
    ] {
        for by in [Duration::minutes(40), Duration::days(2)] {
            let app = TestApp::start();
            queued(&app).await;
            told(&app, attempts, next_try, lease);
            back(&app, by);
            let letters = app.mails().await;
            assert_eq!(
                letters[0].state,
                MailState::Sent,
                "{attempts} tries, {by} back"
            );
        }
    }
}

#[actix_web::test]
async fn a_letter_that_waits_or_is_under_way_is_left_alone_by_a_clock_that_goes_on() {
    for (attempts, next_try, lease) in [
        (3, Duration::minutes(66), None),
        (1, Duration::zero(), Some(Duration::minutes(2))),
        (1, Duration::zero(), Some(Duration::minutes(4))),
    ] {
        let app = TestApp::start();
        queued(&app).await;
        told(&app, attempts, next_try, lease);
        assert_eq!(app.mails().await[0].state, MailState::Queued);
        app.pass(Duration::minutes(67));
        assert_eq!(app.mails().await[0].state, MailState::Sent);
    }
}

#[actix_web::test]
async fn what_housekeeping_has_ended_stays_ended() {
    let app = TestApp::start();
    let (_, agent) = app
        .connected(&[("roles", "user_administrator"), ("days", "30")])
        .await;
    let tailspin = crate::support::Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    let link = agent.hand_out(app.paths(), tailspin, &[]).await;
    app.pass(Duration::days(30));
    app::runner(&app.parts).drain().await;
    back(&app, Duration::days(10));
    app.visitor().open(&link).await.expect(410);
    let states: Vec<String> = app.read(|conn| {
        use diesel::QueryDsl;
        use partner_center::db::schema::grants;
        let mut states: Vec<String> = grants::table.select(grants::state).load(conn)?;
        states.extend(
            invitations::table
                .order(invitations::state)
                .select(invitations::state)
                .load::<String>(conn)?,
        );
        Ok(states)
    });
    assert_eq!(states, ["expired", "accepted", "expired"]);
}
