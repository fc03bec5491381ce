//! Two people who write the same draft: nobody's words are lost, and either text can be kept.

use partner_center::identity::Role;

use crate::support::{ADATUM, Page, TestApp, Visitor};

/// A draft that somebody else has saved since it was opened: the site, the second writer, the page they have open, and
/// their text.
async fn conflict() -> (TestApp, Visitor, Page, String) {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    let open = admin.open(draft.address.as_str()).await.expect(200);
    let theirs = format!("Their words.\n\n{link}");
    let saved = [("subject", "Their subject"), ("body", theirs.as_str())];
    agent.submit(&draft, "Save", &saved).await.expect(303);
    (app, admin, open, format!("My words.\n\n{link}"))
}

#[actix_web::test]
async fn both_texts_stand_there_with_who_saved_the_other_one_and_when() {
    let (app, admin, open, mine) = conflict().await;
    for button in ["Save", "Send now", "Done", "Copy to clipboard"] {
        let typed = [("subject", "My subject"), ("body", mine.as_str())];
        let page = admin.submit(&open, button, &typed).await.expect(422);
        assert!(page.error_summary()[0].contains("Somebody else changed"));
        assert_eq!(page.value("subject"), "My subject");
        assert_eq!(page.value("body"), mine);
        let saved = page.texts("#saved-text").join("");
        for words in [
            "Saved by Admin agent of Contoso",
            &app.now().words(),
            "Their subject",
            "Their words.",
        ] {
            assert!(saved.contains(words), "{button}: {words}: {saved}");
        }
    }
    assert!(app.mails().await.is_empty());
}

#[actix_web::test]
async fn a_draft_that_was_refused_once_is_saved_by_the_next_press() {
    let (_app, admin, open, mine) = conflict().await;
    let typed = [("subject", "My subject"), ("body", mine.as_str())];
    let page = admin.submit(&open, "Save", &typed).await.expect(422);

    let saved = admin.press(&page, "Save", &[]).await.expect(200);

    assert_eq!(saved.flash(), "The draft is saved.");
    assert_eq!(saved.value("subject"), "My subject");
    assert_eq!(saved.value("body"), mine);
}

#[actix_web::test]
async fn the_saved_text_can_be_gone_on_with_instead() {
    let (_app, admin, open, mine) = conflict().await;
    let typed = [("body", mine.as_str())];
    let page = admin.submit(&open, "Save", &typed).await.expect(422);

    let page = admin
        .click(&page, "Go on with the saved text")
        .await
        .expect(200);

    assert!(page.value("body").starts_with("Their words."));
    admin
        .submit(&page, "Save", &[("subject", "Both of us")])
        .await
        .expect(303);
}

#[actix_web::test]
async fn a_second_change_between_is_a_conflict_again() {
    let (app, admin, open, mine) = conflict().await;
    let typed = [("body", mine.as_str())];
    let page = admin.submit(&open, "Save", &typed).await.expect(422);
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let other = agent.open(open.address.as_str()).await.expect(200);
    agent
        .submit(&other, "Save", &[("subject", "Their second subject")])
        .await
        .expect(303);

    let again = admin.submit(&page, "Save", &[]).await.expect(422);

    let saved = again.texts("#saved-text").join("");
    assert!(saved.contains("Their second subject"), "{saved}");
}
