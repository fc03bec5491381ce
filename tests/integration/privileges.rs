//! Delegated admin privileges: from when, until when, and what the pages say of them.

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use partner_center::{
    app,
    db::{schema::grants, types::Timestamp},
    privileges::GrantState,
};

use crate::support::{ADATUM, Page, TestApp, Visitor};

const DAYS: i64 = 30;

fn a_moment() -> Duration {
    Duration::microseconds(1)
}

type Row = (GrantState, Timestamp, Timestamp, Option<Timestamp>);

fn rows(app: &TestApp) -> Vec<Row> {
    app.read(|conn| {
        Ok(grants::table
            .order(grants::id)
            .select((
                grants::state,
                grants::starts_at,
                grants::ends_at,
                grants::ended_at,
            ))
            .load(conn)?)
    })
}

/// Adatum has accepted with privileges for thirty days; returns when.
async fn granted(app: &TestApp) -> Timestamp {
    let days = DAYS.to_string();
    app.connected(&[("roles", "user_administrator"), ("days", &days)])
        .await;
    app.now()
}

async fn page(app: &TestApp, agent: &Visitor, tab: &str) -> Page {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let record = list.link("Adatum");
    agent.open(&format!("{record}{tab}")).await.expect(200)
}

fn state(page: &Page) -> String {
    let table = page.table("Privileges granted");
    let [state] = table.column("State")[..] else {
        panic!("{}", page.text())
    };
    state.to_owned()
}

#[actix_web::test]
async fn privileges_are_granted_for_the_days_that_were_asked_from_the_acceptance_on() {
    let app = TestApp::start();
    let at = granted(&app).await;
    let until = at.plus(Duration::days(DAYS));
    assert_eq!(rows(&app), [(GrantState::Active, at, until, None)]);
}

#[actix_web::test]
async fn privileges_are_in_force_until_the_last_moment_of_their_days() {
    let app = TestApp::start();
    let at = granted(&app).await;
    app.pass(Duration::days(DAYS) - a_moment());
    app::runner(&app.parts).drain().await;
    assert_eq!(rows(&app)[0].0, GrantState::Active);
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let privileges = page(&app, &agent, "/privileges").await;
    assert!(
        state(&privileges).starts_with("In force"),
        "{}",
        state(&privileges)
    );
    let account = page(&app, &agent, "").await;
    assert!(
        account.has_text("One grant in force."),
        "{}",
        account.text()
    );
    let removal = page(&app, &agent, "/relationship/removal").await;
    assert!(removal.has_text("User administrator"), "{}", removal.text());
    assert!(app.now() < at.plus(Duration::days(DAYS)));
}

#[actix_web::test]
async fn at_the_end_of_their_days_privileges_are_over_before_housekeeping_has_come_by() {
    let app = TestApp::start();
    granted(&app).await;
    app.pass(Duration::days(DAYS));
    assert_eq!(rows(&app)[0].0, GrantState::Active, "nobody has come by");
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let privileges = page(&app, &agent, "/privileges").await;
    assert_eq!(state(&privileges), "Ran out");
    let account = page(&app, &agent, "").await;
    assert!(account.has_text("None in force."), "{}", account.text());
    let removal = page(&app, &agent, "/relationship/removal").await;
    assert!(
        !removal.has_text("User administrator"),
        "{}",
        removal.text()
    );
}

#[actix_web::test]
async fn housekeeping_ends_privileges_at_the_moment_at_which_they_run_out() {
    let app = TestApp::start();
    let at = granted(&app).await;
    let until = at.plus(Duration::days(DAYS));
    app.pass(Duration::days(DAYS));
    app::runner(&app.parts).drain().await;
    // However late housekeeping comes by, they ended when they ran out.
    assert_eq!(rows(&app), [(GrantState::Expired, at, until, Some(until))]);
    app::runner(&app.parts).drain().await;
    assert_eq!(rows(&app), [(GrantState::Expired, at, until, Some(until))]);
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let privileges = page(&app, &agent, "/privileges").await;
    assert_eq!(state(&privileges), "Ran out");
}

#[actix_web::test]
async fn of_several_grants_the_latest_end_stands_first() {
    for (alone, joint) in [("90", "7"), ("7", "90")] {
        let app = TestApp::start();
        let pair = app.pair().await;
        let provider = pair.provider.id.to_string();
        let (paths, agent) = (app.paths(), &pair.seller);
        let more = [("roles", "directory_reader"), ("days", alone)];
        let link = agent.hand_out(paths, ADATUM, &more).await;
        app.accept(&link, ADATUM.recipient).await;
        app.pass(Duration::minutes(2));
        let more = [
            ("roles", "service_support"),
            ("days", joint),
            ("provider", &provider),
        ];
        let link = agent.hand_out(paths, ADATUM, &more).await;
        app.accept(&link, ADATUM.recipient).await;
        let roles = |page: &Page| -> Vec<bool> {
            let table = page.table("Privileges granted");
            let roles = table.column("Roles");
            let is_of_joint = |text: &&str| text.starts_with("Service support");
            roles.iter().map(is_of_joint).collect()
        };
        let is_joint_later = joint == "90";
        let own = page(&app, agent, "/privileges").await;
        assert_eq!(roles(&own), [is_joint_later, !is_joint_later]);
        // The provider has what it was granted, and nothing of what the reseller was granted before.
        let across = page(&app, &pair.distributor, "/privileges").await;
        assert_eq!(roles(&across), [true]);
    }
}
