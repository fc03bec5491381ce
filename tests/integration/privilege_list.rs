//! Privileges over all customers: the parts of the list, their order, their pages, and the file.

use chrono::Duration;
use partner_center::{
    identity::Scope,
    privileges::{self, AdminRole},
};

use crate::support::{Asked, TestApp, Visitor};

/// A company by number.
async fn grant(app: &TestApp, agent: &Visitor, number: usize, days: &str) {
    let domain = format!("c{number}.example");
    let asked = Asked {
        company: &format!("Company {number}"),
        domain: &domain,
        recipient: &format!("ana@{domain}"),
    };
    let more = [("roles", "user_administrator"), ("days", days)];
    app.grant(agent, asked, &more).await;
}

/// Time goes by, and the agent signs in again.
async fn pass(app: &TestApp, duration: Duration) -> Visitor {
    app.pass(duration);
    app.sign_in_as("admin-agent@contoso.example").await
}

/// The names in a part of the list, in their order.
async fn names(app: &TestApp, agent: &Visitor, query: &str) -> Vec<String> {
    let address = format!("{}?{query}", app.paths().privileges());
    let page = agent.open(&address).await.expect(200);
    if page.all("table").is_empty() {
        return Vec::new();
    }
    let table = page.table("Privileges");
    table
        .column("Name")
        .iter()
        .map(|name| (*name).to_owned())
        .collect()
}

fn named(numbers: &[usize]) -> Vec<String> {
    numbers
        .iter()
        .map(|number| format!("c{number}-example-1"))
        .collect()
}

#[actix_web::test]
async fn each_part_of_the_list_shows_its_own_in_order() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for (number, days) in [
        (1, "5"),
        (2, "7"),
        (3, "20"),
        (4, "80"),
        (5, "400"),
        (6, "25"),
        (7, "1"),
    ] {
        grant(&app, &agent, number, days).await;
    }
    let grants = app.grants();
    // The sixth is extended by itself; the seventh runs out; the fifth is without a relationship.
    let switch = app.paths().privileges_extension(grants[5].id);
    agent.post(&switch, &[("extend", "on")]).await.expect(303);
    let agent = pass(&app, Duration::days(1)).await;
    app.housekeep().await;
    let record = grants[4].customer_id.uuid();
    let removal = agent.open(&app.paths().removal(record)).await.expect(200);
    let typed = [("statements", "made"), ("confirm_domain", "c5.example")];
    agent
        .submit(&removal, "Remove relationship with Company 5", &typed)
        .await
        .expect(303);
    let parts = async |query: &'static str| names(&app, &agent, query).await;
    assert_eq!(parts("").await, named(&[1, 2, 3, 6, 4, 5]));
    assert_eq!(parts("show=ending_7").await, named(&[1, 2]));
    assert_eq!(parts("show=ending_30").await, named(&[1, 2, 3]));
    assert_eq!(parts("show=ending_90&dir=desc").await, named(&[4, 3, 2, 1]));
    assert_eq!(parts("show=ended").await, named(&[7]));
    assert_eq!(parts("show=without_relationship").await, named(&[5]));
    assert_eq!(parts("sort=name").await, named(&[1, 2, 3, 4, 5, 6]));
    assert_eq!(
        parts("sort=name&dir=desc&show=ending_7").await,
        named(&[2, 1])
    );
    assert!(parts("show=unused").await.is_empty());
    // Nobody else sees them.
    let (_, other) = app.agent_of("Fabrikam").await;
    assert!(names(&app, &other, "").await.is_empty());
}

#[actix_web::test]
async fn what_ends_in_exactly_seven_days_is_not_within_them() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    grant(&app, &agent, 1, "8").await;
    let agent = pass(&app, Duration::days(1)).await;
    assert!(names(&app, &agent, "show=ending_7").await.is_empty());
    let agent = pass(&app, Duration::microseconds(1)).await;
    assert_eq!(names(&app, &agent, "show=ending_7").await, named(&[1]));
}

#[actix_web::test]
async fn a_relationship_that_begins_again_stands_beside_the_privileges() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    grant(&app, &agent, 1, "90").await;
    let record = app.grants()[0].customer_id.uuid();
    let removal = agent.open(&app.paths().removal(record)).await.expect(200);
    let typed = [("statements", "made"), ("confirm_domain", "c1.example")];
    agent
        .submit(&removal, "Remove relationship with Company 1", &typed)
        .await
        .expect(303);
    assert_eq!(
        names(&app, &agent, "show=without_relationship").await,
        named(&[1])
    );
    let asked = Asked {
        company: "Company 1",
        domain: "c1.example",
        recipient: "ana@c1.example",
    };
    app.grant(&agent, asked, &[]).await;
    assert!(
        names(&app, &agent, "show=without_relationship")
            .await
            .is_empty()
    );
}

#[actix_web::test]
async fn privileges_that_nobody_uses_for_ninety_days_are_found_and_a_use_is_kept_once_a_day() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    for number in [1, 2] {
        grant(&app, &agent, number, "400").await;
    }
    let grants = app.grants();
    let customer = grants[0].customer_id;
    let scope = Scope::of(&contoso);
    let use_it = |role: AdminRole| {
        let now = app.now();
        app.write(|tx| privileges::note_use(tx, scope, customer, &[role], now));
    };
    app.pass(Duration::days(89));
    // Not by a role that it does not hold.
    use_it(AdminRole::TeamsAdministrator);
    assert_eq!(app.grants()[0].last_used_at, None);
    use_it(AdminRole::UserAdministrator);
    let first = app.grants()[0].last_used_at;
    assert_eq!(first, Some(app.now()));
    app.pass(Duration::hours(1));
    use_it(AdminRole::UserAdministrator);
    assert_eq!(app.grants()[0].last_used_at, first, "kept once a day");
    let agent = pass(&app, Duration::hours(23)).await;
    app.housekeep().await;
    assert_eq!(names(&app, &agent, "show=unused").await, named(&[2]));
    let agent = pass(&app, Duration::days(89)).await;
    app.housekeep().await;
    assert_eq!(names(&app, &agent, "show=unused").await, named(&[1, 2]));
    use_it(AdminRole::UserAdministrator);
    assert_eq!(names(&app, &agent, "show=unused").await, named(&[2]));
}

#[actix_web::test]
async fn pages_follow_each_other_without_a_gap_and_the_file_has_all_rows() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let (contoso, agent) = app.agent_of("Contoso").await;
    grant(&app, &agent, 1, "90").await;
    app.many_grants(contoso.id, 119);
    let mut found = Vec::new();
    let mut address = app.paths().privileges();
    loop {
        let page = agent.open(&address).await.expect(200);
        let table = page.table("Privileges");
        found.extend(table.column("Name").iter().map(|name| (*name).to_owned()));
        match page.has_link("Next") {
            true => address = page.link("Next"),
            false => break,
        }
    }
    let mut expected: Vec<_> = app
        .grants()
        .into_iter()
        .map(|it| (it.ends_at, it.id, it.name))
        .collect();
    expected.sort();
    let expected: Vec<String> = expected.into_iter().map(|(_, _, name)| name).collect();
    assert_eq!(found, expected);
    let file = agent.open(&app.paths().privileges_csv()).await.expect(200);
    let lines: Vec<&str> = file.body.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(lines.len(), 121);
    assert!(
        lines[0].starts_with("Name,Company name,Primary domain,Customer ID,Roles,From (UTC)"),
        "{}",
        lines[0]
    );
    let names: Vec<&str> = lines[1..]
        .iter()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(names, expected);
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(activity.has_text("Privileges exported"));
}

#[actix_web::test]
async fn many_are_ticked_and_ended_from_the_list() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for number in [1, 2, 3] {
        grant(&app, &agent, number, "90").await;
    }
    let list = agent.open(&app.paths().privileges()).await.expect(200);
    let mut form = list.form("End those selected");
    form.fields.retain(|(name, _)| name != "grant");
    for grant in &app.grants()[..2] {
        form.fields.push(("grant".to_owned(), grant.id.to_string()));
    }
    let confirm = agent.submit_form(form).await.expect(200);
    agent.press(&confirm, "End these 2", &[]).await.expect(200);
    assert_eq!(names(&app, &agent, "").await, named(&[3]));
    assert_eq!(names(&app, &agent, "show=ended").await, named(&[1, 2]));
}
