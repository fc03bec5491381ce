//! What a consent makes, and how it ends.

use chrono::Duration;
use diesel::{
    ExpressionMethods, QueryDsl, RunQueryDsl,
    sql_types::{Nullable, Text},
};
use futures_util::future::join_all;
use partner_center::{
    app,
    db::schema::{consents, grants, relationships},
    db::types::Timestamp,
    identity::Role,
    privileges::GrantState,
    relationships::State,
};

use crate::support::{ADATUM, Page, TestApp, Visitor};

const WITH_PRIVILEGES: &[(&str, &str)] = &[("roles", "user_administrator"), ("days", "90")];

async fn record(app: &TestApp, agent: &Visitor) -> Page {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    agent.click(&list, "Adatum").await.expect(200)
}

async fn removal(app: &TestApp, agent: &Visitor) -> Page {
    let record = record(app, agent).await;
    agent
        .click(&record, "Remove customer relationship")
        .await
        .expect(200)
}

const CONFIRMED: &[(&str, &str)] = &[
    ("statements", "made"),
    ("confirm_domain", "Adatum.example"),
    ("reason", "The contract ended"),
];
const REMOVE: &str = "Remove relationship with Adatum";

fn states(app: &TestApp) -> Vec<State> {
    app.read(|conn| {
        Ok(relationships::table
            .order((relationships::started_at, relationships::id))
            .select(relationships::state)
            .load(conn)?)
    })
}

type GrantRow = (GrantState, Timestamp, Option<Timestamp>);

fn grant_rows(app: &TestApp) -> Vec<GrantRow> {
    app.read(|conn| {
        Ok(grants::table
            .select((grants::state, grants::ends_at, grants::ended_at))
            .load(conn)?)
    })
}

#[actix_web::test]
async fn the_record_shows_the_consent_that_made_the_relationship() {
    let app = TestApp::start();
    let (_, agent) = app.connected(WITH_PRIVILEGES).await;
    let record = record(&app, &agent).await;
    for words in ["Ana Lima", "Head of IT", "Verified", "2026-11"] {
        assert!(record.has_text(words), "{words}: {}", record.text());
    }
    let tab = record.first("nav.tabs a[href$='/privileges']");
    let privileges = agent.open(tab.attr("href").unwrap()).await.expect(200);
    assert!(privileges.has_text("User administrator") && privileges.has_text("In force"));
}

#[actix_web::test]
async fn no_relationship_stands_without_a_consent_even_in_the_database() {
    let app = TestApp::start();
    app.connected(&[]).await;
    let orphan = app
        .parts
        .db
        .write_now(|tx| -> Result<(), partner_center::db::Error> {
            let changed = diesel::update(relationships::table)
                .set(relationships::consent_id.eq(partner_center::db::ids::ConsentId::new()))
                .execute(tx.conn())?;
            assert_eq!(changed, 1);
            Ok(())
        });
    assert!(
        orphan.is_err(),
        "the foreign key refuses it, at the latest at the commit"
    );
    let pairs: Vec<(
        partner_center::db::ids::ConsentId,
        partner_center::db::ids::ConsentId,
    )> = app.read(|conn| {
        Ok(relationships::table
            .inner_join(consents::table)
            .select((relationships::consent_id, consents::id))
            .load(conn)?)
    });
    assert_eq!(pairs.len(), 1);
}

#[actix_web::test]
async fn a_consent_and_its_wording_are_never_changed_or_deleted() {
    let app = TestApp::start();
    app.connected(&[]).await;
    for statement in [
        "UPDATE consents SET person_name = 'Eve'",
        "DELETE FROM consents",
        "UPDATE terms SET body = ''",
        "DELETE FROM terms",
    ] {
        let result = app
            .parts
            .db
            .write_now(|tx| -> Result<(), partner_center::db::Error> {
                diesel::sql_query(statement).execute(tx.conn())?;
                Ok(())
            });
        assert!(result.is_err(), "{statement}");
    }
}

#[actix_web::test]
async fn removing_a_relationship_takes_the_customer_from_the_list_and_leaves_every_grant() {
    let app = TestApp::start();
    let (_, agent) = app.connected(WITH_PRIVILEGES).await;
    let grants_before = grant_rows(&app);
    assert_eq!(grants_before.len(), 1);
    let mails_before = app.mails().await.len();
    let page = removal(&app, &agent).await;
    let list = agent.press(&page, REMOVE, CONFIRMED).await.expect(200);
    assert!(list.flash().contains("Adatum"), "{}", list.flash());
    assert!(!list.has_link("Adatum"), "{}", list.text());
    assert_eq!(states(&app), [State::Ended]);
    assert_eq!(grant_rows(&app), grants_before);
    assert_eq!(
        app.mails().await.len(),
        mails_before,
        "no mail goes to the customer"
    );
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(activity.has_text("Relationship removed") && activity.has_text("The contract ended"));
}

#[actix_web::test]
async fn a_grant_that_ends_leaves_the_relationship() {
    let app = TestApp::start();
    app.connected(WITH_PRIVILEGES).await;
    app.pass(Duration::days(91));
    app::runner(&app.parts).drain().await;
    assert_eq!(grant_rows(&app)[0].0, GrantState::Expired);
    assert_eq!(states(&app), [State::Active]);
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    assert!(record(&app, &agent).await.has_text("Reseller relationship"));
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(
        activity.has_text("Privileges expired"),
        "{}",
        activity.text()
    );
}

#[actix_web::test]
async fn removal_is_confirmed_by_the_domain_and_the_statements_and_keeps_what_was_typed() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let page = removal(&app, &agent).await;
    for (typed, field) in [
        (
            vec![("confirm_domain", "adatum.example"), ("reason", "My words")],
            "statements",
        ),
        (
            vec![
                ("statements", "made"),
                ("confirm_domain", "adatum.exampel"),
                ("reason", "My words"),
            ],
            "confirm_domain",
        ),
        (
            vec![("statements", "made"), ("reason", "My words")],
            "confirm_domain",
        ),
    ] {
        let refused = agent.submit(&page, REMOVE, &typed).await.expect(422);
        assert!(
            refused.field_error(field).is_some(),
            "{typed:?}: {}",
            refused.text()
        );
        assert_eq!(refused.value("reason"), "My words");
    }
    assert_eq!(states(&app), [State::Active]);
}

#[actix_web::test]
async fn removing_twice_at_once_ends_in_one_removal_and_a_page_that_says_so() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let page = removal(&app, &agent).await;
    let answers = join_all((0..5).map(|_| agent.submit(&page, REMOVE, CONFIRMED))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409, 409, 409, 409]);
    let late = answers.iter().find(|answer| answer.status == 409).unwrap();
    assert!(late.has_text("Admin agent of Contoso"), "{}", late.text());
    let lines = agent
        .open(&app.paths().activity())
        .await
        .table("")
        .rows
        .into_iter()
        .flatten()
        .filter(|cell| cell.contains("Relationship removed"))
        .count();
    assert_eq!(lines, 1);
}

#[actix_web::test]
async fn after_removal_the_customer_can_be_asked_again_and_accepts_into_the_same_record() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let address = record(&app, &agent).await.address;
    let page = removal(&app, &agent).await;
    let stale = removal(&app, &agent).await;
    agent.submit(&page, REMOVE, CONFIRMED).await.expect(303);
    app.pass(Duration::minutes(2));
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    assert_eq!(record(&app, &agent).await.address, address);
    assert_eq!(states(&app), [State::Ended, State::Active]);
    assert_eq!((app.count("customers"), app.count("consents")), (1, 2));
    let refused = agent.submit(&stale, REMOVE, CONFIRMED).await.expect(422);
    assert!(!refused.error_summary().is_empty());
    assert!(states(&app).contains(&State::Active));
}

#[actix_web::test]
async fn removal_while_an_acceptance_runs_ends_in_one_defined_state() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    app.connected(&[]).await;
    for _ in 0..10 {
        let agent = app.sign_in_as("admin-agent@contoso.example").await;
        let page = removal(&app, &agent).await;
        agent.submit(&page, REMOVE, CONFIRMED).await.expect(303);
        app.pass(Duration::hours(25));
        let agent = app.sign_in_as("admin-agent@contoso.example").await;
        let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
        let customer = app.visitor();
        let (code_page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
        let typed = [("code", code.as_str()), ("agree", "yes")];
        let (accepted, removed) = tokio::join!(
            customer.submit(&code_page, "Accept", &typed),
            agent.submit(&page, REMOVE, CONFIRMED)
        );
        assert_eq!(accepted.status, 303, "{}", accepted.text());
        assert!(
            matches!(removed.status, 409 | 422),
            "the old page removes nothing new: {}",
            removed.text()
        );
        #[derive(diesel::QueryableByName)]
        struct Standing {
            #[diesel(sql_type = Text)]
            standing: String,
            #[diesel(sql_type = Nullable<Text>)]
            active: Option<String>,
        }
        let rows: Vec<Standing> = app.read(|conn| {
            let query = "SELECT e.standing, r.state AS active FROM customer_entries e LEFT JOIN relationships r ON r.customer_id = e.customer_id AND r.partner_id = e.partner_id AND r.state = 'active'";
            Ok(diesel::sql_query(query).load(conn)?)
        });
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].standing.as_str(), rows[0].active.as_deref()),
            ("connected", Some("active"))
        );
        return_to_list(&app).await;
    }
}

async fn return_to_list(app: &TestApp) {
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    assert!(
        agent
            .open(&app.paths().customers())
            .await
            .has_link("Adatum")
    );
}

#[actix_web::test]
async fn people_without_the_right_see_the_page_and_why_they_cannot() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let address = removal(&app, &agent).await.address;
    let sales = app.sign_in(&contoso, Role::SalesAgent).await;
    let page = sales.open(address.as_str()).await.expect(200);
    assert!(
        page.has_text("Global admin of Contoso") && page.has_text("Admin agent"),
        "{}",
        page.text()
    );
    let refused = sales.post(address.path(), CONFIRMED).await.expect(403);
    assert!(
        refused.has_text("Global admin of Contoso"),
        "{}",
        refused.text()
    );
    assert_eq!(states(&app), [State::Active]);
}
