//! The record's home: how a customer stands, what is waiting, and what one may do.

use chrono::Duration;
use partner_center::identity::Role;

use crate::support::{ADATUM, Page, TestApp, Visitor};

async fn home(app: &TestApp, staff: &Visitor) -> Page {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    staff.click(&list, "Adatum").await.expect(200)
}

/// The words of the card with this heading.
fn card(page: &Page, heading: &str) -> String {
    let cards = page.texts(".card");
    let found = cards.iter().find(|card| card.starts_with(heading));
    found
        .unwrap_or_else(|| panic!("no card {heading} on {}", page.text()))
        .clone()
}

#[actix_web::test]
async fn it_says_what_is_waiting_and_nothing_once_it_is_done() {
    let app = TestApp::start();
    let (_, agent) = app
        .connected(&[("roles", "user_administrator"), ("days", "90")])
        .await;
    let page = home(&app, &agent).await;
    assert!(card(&page, "Waiting").contains("Nobody of your company is responsible"));
    assert!(!card(&page, "Waiting").contains("privileges end"));
    assert!(card(&page, "Delegated admin privileges").contains("User administrator"));
    assert!(card(&page, "Last activity").contains("Invitation accepted"));

    app.pass(Duration::days(61));
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let page = home(&app, &agent).await;
    assert!(card(&page, "Waiting").contains("Delegated admin privileges end on"));
    let form = agent.click(&page, "Choose the responsible person").await;
    let colleague = form.first("select option:nth-child(2)");
    let colleague = colleague.attr("value").unwrap().to_owned();
    let page = agent.press(&form, "Save", &[("person", &colleague)]).await;
    let page = page.expect(200);
    assert!(
        !card(&page, "Waiting").contains("responsible"),
        "{}",
        page.text()
    );
    app.pass(Duration::days(30));
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    assert!(card(&home(&app, &agent).await, "Waiting").contains("Nothing is waiting"));
}

#[actix_web::test]
async fn what_one_may_do_are_links_and_the_rest_says_why_not_and_what_mends_it() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let page = home(&app, &agent).await;
    for act in [
        "Add a note",
        "Change the tags",
        "Change bill-to and contact",
    ] {
        assert!(page.has_link(act), "{act}");
    }
    let can = card(&page, "What you can do");
    assert!(can.contains("Change the company profile; Add and verify domains"));
    let lacks = "This takes delegated admin privileges. Adatum has granted you none.";
    assert_eq!(can.matches(lacks).count(), 1, "said once for all: {can}");
    assert!(can.contains("With the role Global administrator. Ask Adatum for it"));
    let asks: Vec<String> = page.links().into_iter().map(|(_, href)| href).collect();
    assert!(
        asks.iter()
            .any(|href| href.contains("role=global_administrator"))
    );

    let helpdesk = app.sign_in(&contoso, Role::HelpdeskAgent).await;
    let page = home(&app, &helpdesk).await;
    assert!(!page.has_link("Add a note"));
    assert!(card(&page, "What you can do").contains("You are signed in as Helpdesk agent"));
}

#[actix_web::test]
async fn a_company_that_has_not_accepted_has_a_home_too() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    agent.hand_out(app.paths(), ADATUM, &[]).await;
    let page = home(&app, &agent).await;
    assert!(card(&page, "Waiting").contains("Invitation: handed out, no answer yet"));
    assert!(card(&page, "What you can do").contains("has not accepted anything yet"));
    let account = agent.click(&page, "Account").await.expect(200);
    assert!(account.has_text("Made when the company accepts"));
}

#[actix_web::test]
async fn it_says_how_many_users_there_are_to_whom_may_see_them_alone() {
    let app = TestApp::start();
    let (_, agent) = app
        .connected(&[("roles", "user_administrator"), ("days", "90")])
        .await;
    let page = home(&app, &agent).await;
    assert!(card(&page, "Users").contains("0 users"), "{}", page.text());
    let users = agent.click(&page, "See the users").await.expect(200);
    let form = agent.click(&users, "Add a user").await.expect(200);
    let ada = [("display_name", "Ada"), ("user_name", "ada")];
    agent.submit(&form, "Add user", &ada).await.expect(303);
    assert!(card(&home(&app, &agent).await, "Users").contains("1 user"));

    app.pass(Duration::days(90));
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let page = home(&app, &agent).await;
    let cards = page.texts(".card");
    assert!(!cards.iter().any(|card| card.starts_with("Users")));
}

#[actix_web::test]
async fn the_lines_of_a_customer_are_filtered_by_kind() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let record = home(&app, &agent).await;
    let tags = agent.click(&record, "Change the tags").await.expect(200);
    agent
        .press(&tags, "Add tag", &[("tag", "North")])
        .await
        .expect(200);
    let notes = agent.click(&record, "Add a note").await.expect(200);
    let note = [("body", "Calls before ten.")];
    agent.press(&notes, "Add note", &note).await.expect(200);

    let all = agent.click(&record, "All activity").await.expect(200);
    let kinds = |page: &Page| page.texts("ol.timeline li strong");
    assert_eq!(kinds(&all)[..2], ["Note added", "Tag added"]);
    let chosen = agent
        .submit(&all, "Apply", &[("action", "tag_added")])
        .await;
    let chosen = chosen.expect(200);
    assert_eq!(kinds(&chosen), ["Tag added"]);
    assert!(chosen.has_text("Action: Tag added"));
    let none = agent
        .submit(&all, "Apply", &[("action", "user_added")])
        .await;
    let none = none.expect(200);
    assert!(none.has_text("No line of this customer is of this kind"));
    let back = agent.click(&none, "Show all of this customer").await;
    assert_eq!(kinds(&back.expect(200)), kinds(&all));
}

#[actix_web::test]
async fn what_is_extended_by_itself_does_not_wait_for_anybody() {
    let app = TestApp::start();
    let (_, agent) = app
        .connected(&[("roles", "user_administrator"), ("days", "90")])
        .await;
    let switch = app.paths().privileges_extension(app.grants()[0].id);
    agent.post(&switch, &[("extend", "on")]).await.expect(303);
    app.pass(Duration::days(61));
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let waiting = card(&home(&app, &agent).await, "Waiting");
    assert!(!waiting.contains("privileges end"), "{waiting}");
}

#[actix_web::test]
async fn nobody_takes_a_person_away_who_was_chosen_meanwhile() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let page = home(&app, &agent).await;
    let form = agent.click(&page, "Choose the responsible person").await;
    let colleague = form.first("select option:nth-child(2)");
    let colleague = colleague.attr("value").unwrap().to_owned();
    let (chosen, nobody) = ([("person", colleague.as_str())], [("person", "")]);
    agent.submit(&form, "Save", &chosen).await.expect(303);
    agent.submit(&form, "Save", &nobody).await.expect(422);
    let kept = home(&app, &agent).await;
    assert!(!card(&kept, "Waiting").contains("Nobody of your company"));
}

#[actix_web::test]
async fn what_is_waiting_leads_nobody_to_a_page_that_refuses_them() {
    let app = TestApp::start();
    let (contoso, _) = app.connected(&[]).await;
    let helpdesk = app.sign_in(&contoso, Role::HelpdeskAgent).await;
    let page = home(&app, &helpdesk).await;
    let waiting = card(&page, "Waiting");
    assert!(waiting.contains("Nobody of your company is responsible"));
    assert!(!waiting.contains("Choose"), "{waiting}");
}
