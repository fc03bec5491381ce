//! Addresses of other sites in a message that this server sends.

use partner_center::messages::ForeignLinks;

use crate::support::{ADATUM, TestApp, Visitor};

/// The message of a draft, with these words more.
async fn with_words(app: &TestApp, agent: &Visitor, words: &str) -> (crate::support::Page, String) {
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let body = format!("{}\n\n{words}", draft.value("body"));
    (draft, body)
}

fn sent(mails: &[crate::support::Letter]) -> usize {
    mails
        .iter()
        .filter(|mail| mail.kind == "invitation")
        .count()
}

#[actix_web::test]
async fn a_message_that_names_another_site_goes_once_its_sender_has_been_shown_it() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let words = "Look at https://evil.example/login and contoso.example";
    let (draft, body) = with_words(&app, &agent, words).await;
    let shown = agent.submit(&draft, "Send now", &[("body", &body)]).await;
    let shown = shown.expect(422);
    let told = shown.texts(".callout.waiting").join(" ");
    assert!(
        told.contains("evil.example") && !told.contains("contoso.example"),
        "{told}"
    );
    assert_eq!(shown.value("body"), body, "what was typed is kept");
    assert_eq!(sent(&app.mails().await), 0);

    // Another site than the one that was shown is shown first, too.
    let other = body.replace("evil.example", "worse.example");
    let again = agent.submit(&shown, "Send now", &[("body", &other)]).await;
    let again = again.expect(422);
    assert!(again.has_text("worse.example"));

    agent.submit(&again, "Send now", &[]).await.expect(303);
    assert_eq!(sent(&app.mails().await), 1);
}

#[actix_web::test]
async fn a_message_that_names_nobody_else_goes_at_once() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let words = "Write to me at ana@contoso.example or see www.contoso.example and adatum.example";
    let (draft, body) = with_words(&app, &agent, words).await;
    let answer = agent.submit(&draft, "Send now", &[("body", &body)]).await;
    answer.expect(303);
    assert_eq!(sent(&app.mails().await), 1);
}

#[actix_web::test]
async fn the_operator_can_refuse_them() {
    let app = TestApp::start_with(|parts| parts.foreign_links = ForeignLinks::Refuse);
    let (_, agent) = app.agent_of("Contoso").await;
    let (draft, body) = with_words(&app, &agent, "Look at evil.example/login").await;
    let refused = agent.submit(&draft, "Send now", &[("body", &body)]).await;
    let refused = refused.expect(422);
    assert!(refused.has_text(
        "This server does not send messages with addresses of other sites: evil.example"
    ));
    let again = agent.submit(&refused, "Send now", &[]).await;
    again.expect(422);
    assert_eq!(sent(&app.mails().await), 0);
    // By hand it is the sender's own mail.
    agent.submit(&refused, "Done", &[]).await.expect(303);
}

#[actix_web::test]
async fn a_list_whose_messages_name_another_site_goes_once_its_sender_has_been_shown_it() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    // One comes with the words for all, the other with a row of the list.
    let rows = "Company,Domain,Contact name,Address,Language\n\
        Adatum,adatum.example,Ana Lima,ana.lima@adatum.example,en\n\
        www.worse.example,tailspin.example,,bo@tailspin.example,\n";
    let preview = agent.invite_many(&app, rows).await;
    let body = format!("{}\n\nhttps://evil.example/login", preview.value("body"));
    const INVITE: &str = "Invite these companies";
    let shown = agent.submit(&preview, INVITE, &[("body", &body)]).await;
    let shown = shown.expect(422);
    let told = shown.field_error("body").unwrap();
    assert!(told.contains("evil.example, worse.example"), "{told}");
    let done = agent.confirm(&app, &shown, INVITE).await;
    assert_eq!(done.heading(), "All are invited");
    assert_eq!(sent(&app.mails().await), 2);
}
