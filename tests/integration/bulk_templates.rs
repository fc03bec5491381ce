//! The words that a list to invite begins with.

use crate::support::{ADATUM, Page, TestApp, Visitor};

const HEAD: &str = "Company,Domain,Contact name,Address,Language\n";
const OWN_SUBJECT: &str = "A word from {partner}";
const OWN: &str = "Hallo {person},\n\n{partner} asks {company}: {link}\n\n{sender}";

/// Two companies, each with this language.
fn rows(language: &str) -> String {
    format!(
        "{HEAD}Adatum,adatum.example,Ana Lima,ana.lima@adatum.example,{language}\n\
         Tailspin,tailspin.example,Bo Wu,bo@tailspin.example,{language}\n"
    )
}

async fn save_own(app: &TestApp, agent: &Visitor, language: &str, occasion: &str, body: &str) {
    let page = app.paths().template(language, occasion);
    let page = agent.open(&page).await.expect(200);
    let words = [("subject", OWN_SUBJECT), ("body", body)];
    let saved = agent.submit(&page, "Save template", &words).await;
    saved.expect(303);
}

/// What is saved with these settings.
async fn save(agent: &Visitor, page: &Page, typed: &[(&str, &str)]) -> Page {
    agent
        .press(page, "Save and read the message", typed)
        .await
        .expect(200)
}

#[actix_web::test]
async fn a_list_begins_with_the_partners_own_template() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    save_own(&app, &agent, "en", "alone", OWN).await;
    let preview = agent.invite_many(&app, &rows("")).await;
    assert_eq!(preview.value("subject"), OWN_SUBJECT);
    assert_eq!(preview.value("body"), OWN);
    assert!(preview.texts(".letter-text")[0].contains("Contoso asks Adatum"));
}

#[actix_web::test]
async fn a_list_whose_rows_are_all_german_begins_in_german() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, &rows("German")).await;
    assert_eq!(preview.value("language"), "de");
    assert_eq!(
        preview.value("subject"),
        "{partner} bittet {company} um eine Handelspartnerbeziehung"
    );
    assert!(preview.value("body").contains("Mit freundlichen Grüßen"));
    save_own(&app, &agent, "de", "alone", OWN).await;
    let preview = agent.invite_many(&app, &rows("de")).await;
    assert_eq!(preview.value("body"), OWN);
    let mixed = format!(
        "{HEAD}Adatum,adatum.example,,{},de\nTailspin,tailspin.example,,bo@tailspin.example,\n",
        ADATUM.recipient
    );
    let preview = agent.invite_many(&app, &mixed).await;
    assert_eq!(preview.value("language"), "en", "not all name one");
}

#[actix_web::test]
async fn words_that_nobody_changed_follow_the_language_and_who_asks() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let agent = &pair.seller;
    save_own(&app, agent, "de", "alone", OWN).await;
    let preview = agent.invite_many(&app, &rows("")).await;
    let german = save(agent, &preview, &[("language", "de")]).await;
    assert_eq!(german.value("language"), "de");
    assert_eq!(german.value("body"), OWN);
    let provider = pair.provider.id.to_string();
    let joint = save(agent, &german, &[("provider", &provider)]).await;
    assert_eq!(
        joint.value("subject"),
        "{partners} bitten {company} um eine Handelspartnerbeziehung"
    );
    let alone = [("provider", ""), ("language", "en")];
    let english = save(agent, &joint, &alone).await;
    assert_eq!(
        english.value("subject"),
        "{partner} asks {company} for a reseller relationship"
    );
}

#[actix_web::test]
async fn words_that_somebody_changed_stay_whatever_the_language() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, &rows("")).await;
    let typed = [("body", OWN), ("language", "de")];
    let german = save(&agent, &preview, &typed).await;
    assert_eq!(german.value("language"), "de");
    assert_eq!(german.value("body"), OWN);
    assert!(
        german.value("subject").contains("bittet {company}"),
        "not typed"
    );
    let typed = [("subject", OWN_SUBJECT), ("language", "fr")];
    let french = save(&agent, &german, &typed).await;
    assert_eq!(french.value("subject"), OWN_SUBJECT);
    assert_eq!(french.value("body"), OWN);
}

#[actix_web::test]
async fn words_that_follow_a_setting_are_read_before_anybody_is_invited() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, &rows("")).await;
    let answer = agent
        .submit(&preview, "Invite these companies", &[("language", "de")])
        .await
        .expect(303);
    let page = agent.follow(&answer).await.expect(200);
    assert!(
        page.flash().contains("Nobody is invited yet"),
        "{}",
        page.flash()
    );
    assert!(page.texts(".letter-text")[0].contains("Mit freundlichen Grüßen"));
    assert_eq!(app.count("invitations"), 0);
    let done = agent.confirm(&app, &page, "Invite these companies").await;
    assert_eq!(done.heading(), "All are invited");
    let letter = app.mail_to(ADATUM.recipient).await;
    assert!(letter.text.contains("Mit freundlichen Grüßen"));
}
