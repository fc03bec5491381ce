//! What becomes of privileges: their names, their end by either side, automatic extension, and Global administrator.

use chrono::Duration;
use partner_center::{
    identity::Role,
    privileges::{EndCause, GrantState, RoleSet},
};

use crate::support::{ADATUM, ANA, Asked, Button, Page, TestApp, Visitor};

const AGENT: &str = "admin-agent@contoso.example";
const GLOBAL_ADMIN: &str = "global-admin@contoso.example";
const NAME: &str = "adatum-example-1";

const TAILSPIN: Asked<'static> = Asked {
    company: "Tailspin",
    domain: "tailspin.example",
    recipient: "bo@tailspin.example",
};

/// Adatum has granted user administration for thirty days.
async fn granted(app: &TestApp) -> Visitor {
    let more = [("roles", "user_administrator"), ("days", "30")];
    app.connected(&more).await.1
}

/// Adatum has granted Global administrator and another role.
async fn granted_global(app: &TestApp) -> Visitor {
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.open(&app.paths().new_invitation()).await.expect(200);
    let fields = ADATUM.fields();
    let mut form = draft
        .form("Continue to the message")
        .fill(&crate::support::borrowed(&fields));
    for role in ["global_administrator", "directory_reader"] {
        form.fields.push(("roles".to_owned(), role.to_owned()));
    }
    let answer = agent.submit_form(form).await;
    let draft = agent.follow(&answer).await;
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    app.accept(&link, ADATUM.recipient).await;
    agent
}

fn both(subject_of_staff: &str, subject_of_customer: &str) -> Vec<(String, String)> {
    vec![
        (AGENT.to_owned(), subject_of_staff.to_owned()),
        (GLOBAL_ADMIN.to_owned(), subject_of_staff.to_owned()),
        (ANA.to_owned(), subject_of_customer.to_owned()),
    ]
}

fn cell<'p>(table: &'p crate::support::Table, row: &str, heading: &str) -> &'p str {
    table.cell(row, heading)
}

#[actix_web::test]
async fn privileges_are_called_what_was_asked_for_or_by_the_domain_and_a_number() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let roles = ("roles", "directory_reader");
    app.grant(&agent, ADATUM, &[roles, ("privilege_name", "Desk_1")])
        .await;
    app.grant(&agent, ADATUM, &[roles]).await;
    app.grant(&agent, ADATUM, &[roles]).await;
    let names: Vec<String> = app.grants().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["Desk_1", "adatum-example-1", "adatum-example-2"]);
    let page = app.privileges_of_adatum(&agent).await;
    let mut shown = page.table("Privileges granted").column("Name").join(" ");
    assert!(shown.contains("Desk_1"), "{shown}");
    // In the list, the form for one more proposes the next free one.
    let record = app.grants()[0].customer_id.uuid();
    let form = agent.open(&app.paths().customer_invitation(record)).await;
    shown = form.expect(200).value("privilege_name");
    assert_eq!(shown, "adatum-example-3");
}

#[actix_web::test]
async fn a_name_belongs_to_one_grant_of_a_partner_whatever_its_case() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let roles = ("roles", "directory_reader");
    app.grant(&agent, ADATUM, &[roles, ("privilege_name", "Desk")])
        .await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let fields = TAILSPIN.fields();
    for (name, said) in [
        ("dESK", "Other privileges of yours have this name."),
        ("two words", "Use 1 to 50 letters (A to Z), digits"),
    ] {
        let mut typed = crate::support::borrowed(&fields);
        typed.extend([roles, ("privilege_name", name)]);
        let refused = agent.submit(&form, "Continue to the message", &typed).await;
        let error = refused.expect(422).field_error("privilege_name").unwrap();
        assert!(error.starts_with(said), "{error}");
    }
    // Another partner may use it.
    let (_, other) = app.agent_of("Fabrikam").await;
    app.grant(&other, TAILSPIN, &[roles, ("privilege_name", "Desk")])
        .await;
    assert_eq!(app.grants()[1].name, "Desk");
}

#[actix_web::test]
async fn a_name_that_is_taken_when_the_customer_accepts_gives_way_to_another() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let more = [("roles", "directory_reader"), ("privilege_name", "Desk")];
    let first = agent.hand_out(app.paths(), ADATUM, &more).await;
    let second = agent.hand_out(app.paths(), TAILSPIN, &more).await;
    app.accept(&first, ADATUM.recipient).await;
    app.accept(&second, TAILSPIN.recipient).await;
    let names: Vec<String> = app.grants().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["Desk", "tailspin-example-1"]);
}

#[actix_web::test]
async fn ending_says_what_stops_and_tells_both_sides_once() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    let page = app.privileges_of_adatum(&agent).await;
    let confirm = agent.click(&page, &format!("End {NAME}")).await.expect(200);
    assert!(
        confirm.has_text("create, change, block and delete them"),
        "{}",
        confirm.text()
    );
    assert_eq!(
        app.grants()[0].state,
        GrantState::Active,
        "looking ends nothing"
    );
    let button = format!("End {NAME}");
    let after = agent.press(&confirm, &button, &[]).await.expect(200);
    assert!(after.flash().contains("has ended"), "{}", after.flash());
    let table = after.table("Privileges granted");
    let state = cell(&table, NAME, "State");
    assert!(state.starts_with("Ended early"), "{state}");
    assert!(state.ends_with("by your company"), "{state}");
    let told = both(
        "Privileges over Adatum have ended",
        "Privileges of Contoso have ended",
    );
    assert_eq!(app.letters_about_privileges().await, told);
    // The relationship is not changed by it, and a second press finds nothing to end.
    let again = agent.press(&confirm, &button, &[]).await.expect(200);
    assert!(
        again.flash().starts_with("Nothing was ended"),
        "{}",
        again.flash()
    );
    assert_eq!(app.letters_about_privileges().await, told);
    let grant = &app.grants()[0];
    assert_eq!(grant.end_cause, Some(EndCause::Partner));
    assert!(grant.has_relationship);
    let record = app.paths().customer_activity(grant.customer_id.uuid());
    let lines = agent.open(&record).await.expect(200);
    assert!(lines.has_text("Privileges ended"), "{}", lines.text());
}

#[actix_web::test]
async fn many_are_ended_at_once_and_none_when_one_of_them_is_another_partners() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    let roles = [("roles", "directory_reader")];
    app.grant(&agent, TAILSPIN, &roles).await;
    let (_, other) = app.agent_of("Fabrikam").await;
    app.grant(&other, TAILSPIN, &roles).await;
    let keys: Vec<String> = app.grants().iter().map(|it| it.id.to_string()).collect();
    let states = || -> Vec<GrantState> { app.grants().iter().map(|it| it.state).collect() };
    let end = app.paths().privileges_end();
    let all: Vec<(&str, &str)> = keys.iter().map(|key| ("grant", key.as_str())).collect();
    agent.post(&end, &all).await.expect(404);
    assert_eq!(states(), [GrantState::Active; 3]);
    let confirm = agent
        .open(&format!(
            "{end}?grant={}&grant={}&grant={}",
            keys[0], keys[1], keys[2]
        ))
        .await
        .expect(200);
    assert!(!confirm.has_text("Fabrikam"));
    let after = agent.press(&confirm, "End these 2", &[]).await.expect(200);
    assert!(
        after.flash().starts_with("2 privileges have ended"),
        "{}",
        after.flash()
    );
    use GrantState::{Active, Terminated};
    assert_eq!(states(), [Terminated, Terminated, Active]);
}

#[actix_web::test]
async fn what_other_privileges_go_on_allowing_is_said_apart() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    app.grant(&agent, ADATUM, &[("roles", "user_administrator")])
        .await;
    let key = app.grants()[0].id;
    let end = app.paths().privileges_end();
    let page = agent.open(&format!("{end}?grant={key}")).await.expect(200);
    assert!(
        page.has_text("Other privileges in force go on allowing: User administrator."),
        "{}",
        page.text()
    );
    let both = format!("{end}?grant={key}&grant={}", app.grants()[1].id);
    let page = agent.open(&both).await.expect(200);
    assert!(!page.has_text("go on allowing"), "{}", page.text());
}

/// Switches it and returns the page after it.
async fn switch(app: &TestApp, agent: &Visitor, to: &str) -> Page {
    let page = app.privileges_of_adatum(agent).await;
    let button = format!("Switch automatic extension {to}");
    agent.press(&page, &button, &[]).await.expect(200)
}

#[actix_web::test]
async fn automatic_extension_adds_180_days_at_the_end_each_time_until_it_is_switched_off() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    let end = app.grants()[0].ends_at;
    let page = switch(&app, &agent, "on").await;
    assert!(
        page.flash().contains("is extended by 180 days"),
        "{}",
        page.flash()
    );
    let mut told = both(
        "Privileges over Adatum are extended by themselves",
        "Privileges of Contoso are extended by themselves",
    );
    assert_eq!(app.letters_about_privileges().await, told);
    app.pass(Duration::days(30));
    let agent = app.sign_in_as(AGENT).await;
    // Nobody has come by, and they can be used all the same.
    let table = app.privileges_of_adatum(&agent).await;
    let table = table.table("Privileges granted");
    assert!(cell(&table, NAME, "State").starts_with("In force"));
    for times in 1..=2 {
        app.housekeep().await;
        let grant = app.grants().remove(0);
        let until = end.plus(Duration::days(180 * times));
        assert_eq!((grant.state, grant.ends_at), (GrantState::Active, until));
        told.extend(both(
            "Privileges over Adatum were extended",
            &format!("Privileges of Contoso were extended until {}", until.day()),
        ));
        assert_eq!(app.letters_about_privileges().await, told);
        app.housekeep().await;
        app.pass(Duration::days(180));
    }
    // It is due again, and switched off instead.
    let agent = app.sign_in_as(AGENT).await;
    let off = switch(&app, &agent, "off").await;
    assert!(
        off.flash().contains("no longer extended"),
        "{}",
        off.flash()
    );
    app.housekeep().await;
    let grant = app.grants().remove(0);
    assert_eq!(
        (grant.state, grant.end_cause, grant.auto_extend),
        (GrantState::Expired, Some(EndCause::Term), false)
    );
}

#[actix_web::test]
async fn extensions_that_were_missed_are_made_up_for_in_their_order() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    let end = app.grants()[0].ends_at;
    switch(&app, &agent, "on").await;
    app.pass(Duration::days(30 + 180 + 10));
    app.housekeep().await;
    assert_eq!(app.grants()[0].ends_at, end.plus(Duration::days(360)));
    let letters = app.letters_about_privileges().await;
    let to_ana = letters.iter().filter(|(to, _)| to == ANA);
    let subjects: Vec<&str> = to_ana.map(|(_, subject)| subject.as_str()).collect();
    let until = |days| end.plus(Duration::days(days)).day();
    assert_eq!(
        subjects,
        [
            "Privileges of Contoso are extended by themselves".to_owned(),
            format!("Privileges of Contoso were extended until {}", until(180)),
            format!("Privileges of Contoso were extended until {}", until(360)),
        ]
    );
}

#[actix_web::test]
async fn global_administrator_is_never_extended_and_can_be_dropped_for_good() {
    let app = TestApp::start();
    let agent = granted_global(&app).await;
    let page = app.privileges_of_adatum(&agent).await;
    let on = "Switch automatic extension on";
    assert_eq!(page.button(on), Button::Absent);
    let key = app.grants()[0].id;
    let address = app.paths().privileges_extension(key);
    let refused = agent.post(&address, &[("extend", "on")]).await;
    let refused = agent.follow(&refused).await;
    assert!(
        refused.flash().starts_with("Nothing was switched"),
        "{}",
        refused.flash()
    );
    assert!(!app.grants()[0].auto_extend);
    let confirm = agent
        .click(&page, "Drop Global administrator")
        .await
        .expect(200);
    assert!(confirm.has_text("It cannot be added"), "{}", confirm.text());
    let button = format!("Drop Global administrator from {NAME}");
    let after = agent.press(&confirm, &button, &[]).await.expect(200);
    let table = after.table("Privileges granted");
    assert!(cell(&table, NAME, "Roles").starts_with("Directory reader"));
    let again = agent.press(&confirm, &button, &[]).await.expect(200);
    assert!(
        again.flash().starts_with("Nothing was dropped"),
        "{}",
        again.flash()
    );
    assert_eq!(after.button(on), Button::Open);
    let roles = RoleSet::new(&["directory_reader".parse().unwrap()]);
    assert_eq!(app.grants()[0].roles, roles);
}

#[actix_web::test]
async fn what_holds_nothing_but_global_administrator_is_ended_and_not_emptied() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[("roles", "global_administrator")]).await;
    let page = app.privileges_of_adatum(&agent).await;
    assert!(!page.has_link("Drop Global administrator"));
    let key = app.grants()[0].id;
    let dropped = agent.post(&app.paths().privileges_global(key), &[]).await;
    let after = agent.follow(&dropped).await;
    assert!(
        after.flash().starts_with("Nothing was dropped"),
        "{}",
        after.flash()
    );
    assert!(app.grants()[0].is_global());
}

#[actix_web::test]
async fn asking_anew_begins_with_what_was_granted_before() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    let page = app.privileges_of_adatum(&agent).await;
    let form = agent.click(&page, "Ask anew").await.expect(200);
    assert_eq!(form.heading(), "Ask for privileges");
    let ticked: Vec<_> = form
        .all("input[name=roles][checked]")
        .iter()
        .map(|it| it.attr("value").unwrap())
        .collect();
    assert_eq!(ticked, ["user_administrator"]);
    assert_eq!(
        (form.value("days"), form.value("privilege_name")),
        ("30".to_owned(), "adatum-example-2".to_owned())
    );
    // Another partner's privileges are not shown so.
    let (_, other) = app.agent_of("Fabrikam").await;
    app.grant(&other, ADATUM, &[]).await;
    other.open(&page.link("Ask anew")).await.expect(404);
}

#[actix_web::test]
async fn the_customer_ends_privileges_by_the_link_in_the_letters() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    switch(&app, &agent, "on").await;
    let letter = app.mail_to(ANA).await;
    let customer = app.visitor();
    let page = customer.open(letter.link()).await.expect(200);
    assert_eq!(page.heading(), "What Contoso may do for Adatum");
    assert!(
        page.has_text("see your users, create, change"),
        "{}",
        page.text()
    );
    let confirm = customer
        .click(&page, "End these privileges")
        .await
        .expect(200);
    assert_eq!(
        app.grants()[0].state,
        GrantState::Active,
        "looking ends nothing"
    );
    let button = "End the privileges of Contoso";
    let ended = customer.press(&confirm, button, &[]).await.expect(200);
    assert_eq!(ended.heading(), "These privileges have ended");
    let again = customer.press(&confirm, button, &[]).await.expect(200);
    assert_eq!(again.text(), ended.text());
    let grant = app.grants().remove(0);
    assert_eq!(
        (
            grant.state,
            grant.end_cause,
            grant.auto_extend,
            grant.has_relationship
        ),
        (
            GrantState::Terminated,
            Some(EndCause::Customer),
            false,
            true
        )
    );
    let letters = app.letters_about_privileges().await;
    let told = both(
        "Adatum has ended your privileges",
        "Privileges of Contoso have ended",
    );
    assert_eq!(letters[3..], told);
    let told = agent.open(&app.paths().notifications()).await.expect(200);
    assert!(told.has_text("Privileges ended"), "{}", told.text());
    let shown = app.privileges_of_adatum(&agent).await;
    let table = shown.table("Privileges granted");
    assert!(cell(&table, NAME, "State").ends_with("by the customer"));
}

#[actix_web::test]
async fn the_customer_switches_automatic_extension_off() {
    let app = TestApp::start();
    let agent = granted(&app).await;
    switch(&app, &agent, "on").await;
    let letter = app.mail_to(ANA).await;
    let customer = app.visitor();
    let page = customer.open(letter.link()).await.expect(200);
    let off = "Switch automatic extension off";
    let confirm = customer.click(&page, off).await.expect(200);
    assert!(app.grants()[0].auto_extend, "looking switches nothing");
    let after = customer.press(&confirm, off, &[]).await.expect(200);
    assert!(!after.has_link(off));
    assert_eq!(after.button(off), Button::Absent);
    let grant = app.grants().remove(0);
    assert_eq!(
        (grant.state, grant.auto_extend),
        (GrantState::Active, false)
    );
    let again = customer.press(&confirm, off, &[]).await.expect(200);
    assert_eq!(again.text(), after.text());
    let letters = app.letters_about_privileges().await;
    assert_eq!(
        letters[3..],
        both(
            "Privileges over Adatum are no longer extended",
            "Privileges of Contoso are no longer extended"
        )
    );
}

#[actix_web::test]
async fn the_customers_page_is_in_six_languages_and_an_unknown_link_is_not_found() {
    let app = TestApp::start();
    granted(&app).await;
    let token = app.grant_token(app.grants()[0].id);
    let address = app.paths().public_privileges(&token);
    let customer = app.visitor();
    for (language, heading) in [
        ("en", "What Contoso may do for Adatum"),
        ("de", "Was Contoso für Adatum tun darf"),
        ("fr", "Ce que Contoso peut faire pour Adatum"),
        ("es", "Lo que Contoso puede hacer para Adatum"),
        ("pt", "O que Contoso pode fazer por Adatum"),
        ("ja", "Contoso が Adatum のためにできること"),
    ] {
        let page = customer
            .open(&format!("{address}?lang={language}"))
            .await
            .expect(200);
        assert_eq!(page.heading(), heading);
        let end = page.first("main a.button").attr("href").unwrap();
        let end = customer.open(end).await.expect(200);
        assert_eq!(end.first("html").attr("lang"), Some(language));
    }
    let unknown = app.paths().public_privileges("unknown");
    customer.open(&unknown).await.expect(404);
}

#[actix_web::test]
async fn staff_who_may_not_manage_customers_see_why() {
    let app = TestApp::start();
    granted(&app).await;
    let sales = app.sign_in_as("sales-agent@contoso.example").await;
    let page = app.privileges_of_adatum(&sales).await;
    assert!(!page.has_link(&format!("End {NAME}")));
    let end = format!(
        "{}?grant={}",
        app.paths().privileges_end(),
        app.grants()[0].id
    );
    let confirm = sales.open(&end).await.expect(200);
    match confirm.button(&format!("End {NAME}")) {
        Button::Blocked(reason) => assert!(reason.contains(Role::AdminAgent.label()), "{reason}"),
        other => panic!("{other:?}"),
    }
}
