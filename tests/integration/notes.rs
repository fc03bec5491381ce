//! Notes about a customer: written, changed and removed by who wrote them, for their own company alone.

use partner_center::identity::Role;

use crate::support::{ADATUM, Page, TestApp, Visitor, Way};

/// The page of the notes about Adatum.
async fn notes(app: &TestApp, staff: &Visitor) -> Page {
    let query = format!("{}?relationship=", app.paths().customers());
    let list = staff.open(&query).await.expect(200);
    let address = format!("{}/account/notes", list.link("Adatum"));
    staff.open(&address).await.expect(200)
}

async fn write(app: &TestApp, staff: &Visitor, body: &str) -> Page {
    let page = notes(app, staff).await;
    staff.submit(&page, "Add note", &[("body", body)]).await
}

fn bodies(page: &Page) -> Vec<String> {
    page.texts(".timeline .typed")
}

#[actix_web::test]
async fn a_note_says_who_and_when_and_the_latest_stands_first() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    write(&app, &agent, "Calls on Fridays.").await.expect(303);
    app.pass(chrono::Duration::minutes(1));
    let sales = app.sign_in(&contoso, Role::SalesAgent).await;
    write(&app, &sales, "Renews in May.").await.expect(303);

    let page = notes(&app, &agent).await;
    assert_eq!(bodies(&page), ["Renews in May.", "Calls on Fridays."]);
    let who = page.texts(".timeline .small");
    assert!(who[0].contains("Sales agent of Contoso") && who[0].contains(&app.now().words()));
    assert!(who[1].contains("Admin agent of Contoso"));
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(activity.has_text("Note added") && !activity.has_text("Renews"));
}

#[actix_web::test]
async fn a_note_is_changed_and_removed_by_who_wrote_it_alone() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    write(&app, &agent, "Calls on Fridays.").await.expect(303);
    let page = notes(&app, &agent).await;
    let edit = page.link("Change");
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    assert!(!notes(&app, &admin).await.has_link("Change"));
    let refused = admin.open(&edit).await.expect(403);
    assert!(refused.has_text("Only Admin agent of Contoso can change or remove this note"));
    let typed = [("body", "x"), ("version", "1")];
    admin.post(&edit, &typed).await.expect(403);
    admin
        .post(&format!("{edit}/removal"), &[])
        .await
        .expect(403);

    let form = agent.open(&edit).await.expect(200);
    let changed = agent
        .press(&form, "Save note", &[("body", "Calls on Mondays.")])
        .await
        .expect(200);
    assert_eq!(bodies(&changed), ["Calls on Mondays."]);
    assert!(changed.texts(".timeline .small")[0].contains("changed"));
    let gone = agent.press(&changed, "Remove", &[]).await.expect(200);
    assert!(gone.has_text("No notes yet"), "{}", gone.text());
    assert_eq!(app.count("notes"), 0);
}

#[actix_web::test]
async fn a_note_changed_in_another_window_shows_both_texts_and_the_next_press_saves() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    write(&app, &agent, "First words.").await.expect(303);
    let edit = notes(&app, &agent).await.link("Change");
    let (one, other) = (agent.open(&edit).await, agent.open(&edit).await);
    let theirs = [("body", "Their words.")];
    agent.submit(&one, "Save note", &theirs).await.expect(303);

    let mine = [("body", "My words.")];
    let both = agent.submit(&other, "Save note", &mine).await.expect(422);
    assert!(both.error_summary()[0].contains("changed since you opened it"));
    assert_eq!(both.value("body"), "My words.");
    let saved = both.texts("#saved-text").join("");
    assert!(saved.contains("Their words.") && saved.contains("Admin agent of Contoso"));
    let done = agent.press(&both, "Save note", &[]).await.expect(200);
    assert_eq!(bodies(&done), ["My words."]);
}

#[actix_web::test]
async fn another_partner_of_the_same_customer_never_sees_a_note() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    write(&app, &pair.seller, "Pays late.").await.expect(303);
    let edit = notes(&app, &pair.seller).await.link("Change");

    let theirs = notes(&app, &pair.distributor).await;
    assert!(theirs.has_text("No notes yet"));
    let (record, _) = theirs.address.path().split_once("/account").unwrap();
    for address in [
        record.to_owned(),
        format!("{record}/activity"),
        app.paths().activity(),
    ] {
        let page = pair.distributor.open(&address).await.expect(200);
        let rows = page.texts("main :is(tbody, .timeline)").join(" ");
        assert!(!page.has_text("Pays late"), "{address}");
        assert!(!rows.contains("Note added"), "{address}: {rows}");
    }
    pair.distributor.open(&edit).await.expect(404);
    let typed = [("body", "x"), ("version", "1")];
    pair.distributor.post(&edit, &typed).await.expect(404);
    let removal = format!("{edit}/removal");
    pair.distributor.post(&removal, &[]).await.expect(404);
    assert_eq!(bodies(&notes(&app, &pair.seller).await), ["Pays late."]);
}

#[actix_web::test]
async fn notes_can_be_read_and_no_longer_written_once_the_relationship_has_ended() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    write(&app, &agent, "Calls on Fridays.").await.expect(303);
    let page = notes(&app, &agent).await;
    let address = page.address.path().to_owned();
    let removal = address.replace("/account/notes", "/relationship/removal");
    let form = agent.open(&removal).await.expect(200);
    let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
    let button = "Remove relationship with Adatum";
    agent.submit(&form, button, &typed).await.expect(303);

    let shown = agent.open(&address).await.expect(200);
    assert_eq!(bodies(&shown), ["Calls on Fridays."]);
    assert!(!shown.has_link("Change"));
    assert!(shown.has_text("takes an active reseller relationship"));
    agent.post(&address, &[("body", "x")]).await.expect(403);
    let edit = page.link("Change");
    let typed = [("body", "x"), ("version", "1")];
    agent.post(&edit, &typed).await.expect(403);
    assert_eq!(app.count("notes"), 1);
}

#[actix_web::test]
async fn an_empty_note_is_refused_and_a_note_has_at_most_four_thousand_characters() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let empty = write(&app, &agent, "  \n ").await.expect(422);
    assert_eq!(empty.field_error("body").as_deref(), Some("Enter the note"));
    let long = "ü".repeat(4_001);
    let refused = write(&app, &agent, &long).await.expect(422);
    assert_eq!(refused.value("body").trim(), long);
    write(&app, &agent, &"ü".repeat(4_000)).await.expect(303);
    assert_eq!(app.count("notes"), 1);
}
