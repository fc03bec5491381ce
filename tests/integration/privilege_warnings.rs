//! The letters 30, 7, 1 and 0 days before privileges end: each once, on both sides.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    db::{
        schema::{mails, users},
        types::Timestamp,
    },
    identity::{Role, UserStatus},
    jobs::Node,
    mail::{Mail, MailKind},
};

use crate::support::{ADATUM, ANA, TestApp, Visitor};

const AGENT: &str = "admin-agent@contoso.example";

/// Adatum has granted privileges for ninety days; returns their end.
async fn granted(app: &TestApp) -> (Visitor, Timestamp) {
    let more = [("roles", "user_administrator"), ("days", "90")];
    let (_, agent) = app.connected(&more).await;
    (agent, app.grants()[0].ends_at)
}

/// Two servers do what is due, one after the other.
async fn housekeep_on_two_nodes(app: &TestApp) {
    app.housekeep().await;
    let mut other = app.parts.clone();
    other.node = Node::of_this_run();
    app::runner(&other).drain().await;
}

/// How many letters there are that say that the privileges end, to whom.
async fn warned(app: &TestApp, to: &str) -> usize {
    let letters = app.letters_about_privileges().await;
    let about = letters.iter().filter(|(found, subject)| {
        found == to && (subject.contains(" end on ") || subject.contains("enden am"))
    });
    about.count()
}

/// Moves the clock to the beginning of the day that lies so many days before the last one, and a moment further.
fn go_to(app: &TestApp, end: Timestamp, days: i64, moment: Duration) {
    let day = end.start_of_day().minus(Duration::days(days)).plus(moment);
    app.pass(day.since(app.now()));
}

#[actix_web::test]
async fn both_sides_are_warned_four_times_each_once_also_on_two_nodes() {
    let app = TestApp::start();
    let (_, end) = granted(&app).await;
    for (times, days) in [(1, 30), (2, 7), (3, 1), (4, 0)] {
        go_to(&app, end, days, Duration::microseconds(-1));
        housekeep_on_two_nodes(&app).await;
        assert_eq!(warned(&app, ANA).await, times - 1, "before day {days}");
        go_to(&app, end, days, Duration::zero());
        housekeep_on_two_nodes(&app).await;
        assert_eq!(warned(&app, ANA).await, times, "day {days}");
        assert_eq!(warned(&app, AGENT).await, times, "day {days}");
    }
    app.pass(Duration::days(2));
    housekeep_on_two_nodes(&app).await;
    assert_eq!((warned(&app, ANA).await, warned(&app, AGENT).await), (4, 4));
}

#[actix_web::test]
async fn after_downtime_only_the_latest_goes_out() {
    let app = TestApp::start();
    let (_, end) = granted(&app).await;
    go_to(&app, end, 3, Duration::hours(5));
    housekeep_on_two_nodes(&app).await;
    assert_eq!(warned(&app, ANA).await, 1);
    go_to(&app, end, 1, Duration::zero());
    housekeep_on_two_nodes(&app).await;
    assert_eq!(warned(&app, ANA).await, 2);
}

#[actix_web::test]
async fn nobody_is_warned_once_they_have_ended() {
    let app = TestApp::start();
    let (_, end) = granted(&app).await;
    app.pass(end.since(app.now()));
    housekeep_on_two_nodes(&app).await;
    assert_eq!((warned(&app, ANA).await, warned(&app, AGENT).await), (0, 0));
    let other = TestApp::start();
    let (agent, end) = granted(&other).await;
    let keys = [("grant", other.grants()[0].id.to_string())];
    let keys = crate::support::borrowed(&keys);
    agent
        .post(&other.paths().privileges_end(), &keys)
        .await
        .expect(303);
    go_to(&other, end, 0, Duration::zero());
    other.housekeep().await;
    assert_eq!(warned(&other, ANA).await, 0);
}

#[actix_web::test]
async fn what_began_less_than_thirty_days_before_its_end_is_not_warned_of_that_day() {
    let app = TestApp::start();
    app.connected(&[("roles", "user_administrator"), ("days", "20")])
        .await;
    let end = app.grants()[0].ends_at;
    housekeep_on_two_nodes(&app).await;
    assert_eq!(warned(&app, ANA).await, 0);
    go_to(&app, end, 7, Duration::zero());
    housekeep_on_two_nodes(&app).await;
    assert_eq!(warned(&app, ANA).await, 1);
}

#[actix_web::test]
async fn what_is_extended_by_itself_is_not_warned_of_until_that_is_switched_off() {
    let app = TestApp::start();
    let (agent, end) = granted(&app).await;
    let switch = app.paths().privileges_extension(app.grants()[0].id);
    agent.post(&switch, &[("extend", "on")]).await.expect(303);
    go_to(&app, end, 7, Duration::zero());
    housekeep_on_two_nodes(&app).await;
    assert_eq!(warned(&app, ANA).await, 0);
    let agent = app.sign_in_as(AGENT).await;
    agent.post(&switch, &[("extend", "off")]).await.expect(303);
    assert!(!app.grants()[0].auto_extend);
    housekeep_on_two_nodes(&app).await;
    assert_eq!(
        warned(&app, ANA).await,
        0,
        "the switch was told, with the end"
    );
    go_to(&app, end, 1, Duration::zero());
    housekeep_on_two_nodes(&app).await;
    assert_eq!(warned(&app, ANA).await, 1);
}

#[actix_web::test]
async fn the_customer_reads_the_warning_in_its_language_and_ends_the_privileges_by_it() {
    let app = TestApp::start();
    let more = [
        ("roles", "user_administrator"),
        ("days", "90"),
        ("language", "de"),
    ];
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &more).await;
    app.accept(&format!("{link}?lang=en"), ANA).await;
    let end = app.grants()[0].ends_at;
    go_to(&app, end, 7, Duration::zero());
    app.housekeep().await;
    let letter = app.mail_to(ANA).await;
    assert!(
        letter.subject.starts_with("Rechte von Contoso enden am"),
        "{}",
        letter.subject
    );
    let page = app.visitor().open(letter.link()).await.expect(200);
    assert_eq!(page.heading(), "Was Contoso für Adatum tun darf");
}

#[actix_web::test]
async fn where_nobody_looks_after_the_customer_everybody_is_warned_who_manages_customers_and_can_sign_in()
 {
    let app = TestApp::start();
    let (_, end) = granted(&app).await;
    app.write(|tx| {
        diesel::update(users::table.filter(users::email.eq(AGENT)))
            .set(users::status.eq(UserStatus::Disabled))
            .execute(tx.conn())?;
        Ok(())
    });
    let contoso = app.read(|conn| {
        let found = partner_center::identity::partner_by_domain(conn, "contoso.example")?;
        Ok(found.unwrap())
    });
    let company = crate::support::Company {
        id: contoso.id,
        name: contoso.legal_name,
        domain: contoso.domain,
    };
    app.staff(
        &company,
        Role::AdminAgent,
        "Second Agent",
        "second@contoso.example",
    );
    go_to(&app, end, 30, Duration::zero());
    app.housekeep().await;
    let letters = app.letters_about_privileges().await;
    let mut to: Vec<&str> = letters.iter().map(|(to, _)| to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        [
            ANA,
            "global-admin@contoso.example",
            "second@contoso.example"
        ]
    );
}

#[actix_web::test]
async fn nobody_is_advised_to_extend_global_administrator() {
    for (role, advice) in [
        ("global_administrator", "never extended by themselves"),
        ("user_administrator", "switch automatic extension on"),
    ] {
        let app = TestApp::start();
        app.connected(&[("roles", role), ("days", "90")]).await;
        go_to(&app, app.grants()[0].ends_at, 7, Duration::zero());
        app.housekeep().await;
        let letter = app.mail_to(AGENT).await.text;
        assert!(letter.contains(advice), "{role}: {letter}");
        let other = letter.contains("switch automatic extension on");
        assert_eq!(other, role == "user_administrator", "{letter}");
    }
}

#[actix_web::test]
async fn a_warning_that_the_customer_does_not_get_is_told_to_who_looks_after_it() {
    let app = TestApp::start();
    let (_, end) = granted(&app).await;
    go_to(&app, end, 7, Duration::zero());
    app.housekeep().await;
    let (failed, now) = (app::worker(&app.parts).on_failed, app.now());
    app.write(move |tx| {
        let mail: Mail = mails::table
            .filter(mails::recipient.eq(ANA))
            .filter(mails::kind.eq(MailKind::Privileges))
            .select(Mail::as_select())
            .first(tx.conn())?;
        failed(tx, &mail, "550 no such mailbox: ana@adatum.example", now)
    });
    let agent = app.sign_in_as(AGENT).await;
    let page = agent.open(&app.paths().notifications()).await.expect(200);
    assert!(
        page.has_text("Letter about privileges not delivered")
            && page.has_text("to an address at adatum.example")
            && !page.has_text(ANA),
        "{}",
        page.text()
    );
}
