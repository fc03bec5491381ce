//! A partner's own words for its invitations.

use partner_center::{identity::Role, paths::Paths};

use crate::support::{ADATUM, Page, TestApp, Visitor};

const OWN: &str = "Dear {person},\n\n{partner} asks {company}: {link}\n\n{privileges}\n\n{sender}";

async fn german(visitor: &Visitor, paths: &Paths) -> Page {
    visitor
        .open(&paths.template("de", "alone"))
        .await
        .expect(200)
}

#[actix_web::test]
async fn a_new_draft_begins_with_the_partners_own_template_of_its_language() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = german(&agent, app.paths()).await;
    assert!(
        page.value("body").starts_with("{salutation}"),
        "the built-in text"
    );
    let words = [("subject", "Anfrage an {company}"), ("body", OWN)];
    let saved = agent
        .press(&page, "Save template", &words)
        .await
        .expect(200);
    assert_eq!(saved.value("body"), OWN);

    let draft = agent
        .draft(app.paths(), ADATUM, &[("language", "de")])
        .await;
    assert_eq!(draft.value("subject"), "Anfrage an Adatum");
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    assert_eq!(
        draft.value("body"),
        format!("Dear Ana Lima,\n\nContoso asks Adatum: {link}\n\nAdmin agent of Contoso")
    );
    agent
        .submit(&draft, "Revoke this invitation", &[])
        .await
        .expect(303);
    let english = agent.draft(app.paths(), ADATUM, &[]).await;
    assert!(
        english.value("subject").contains("asks Adatum for"),
        "another language is untouched"
    );

    let list = agent.open(&app.paths().templates()).await.expect(200);
    let table = list.table("Message templates");
    assert_eq!(
        table
            .column("Text")
            .iter()
            .filter(|text| "Your own" == **text)
            .count(),
        1
    );
    let back = agent
        .press(&saved, "Back to the built-in text", &[])
        .await
        .expect(200);
    assert!(back.value("body").starts_with("{salutation}"));
    assert_eq!(app.count("letter_templates"), 0);
    let lines = agent.open(&app.paths().activity()).await.expect(200);
    assert!(
        lines.has_text("Message template saved") && lines.has_text("Message template set back")
    );
}

#[actix_web::test]
async fn the_preview_shows_what_is_typed_filled_in_and_keeps_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = agent
        .open(&app.paths().template("en", "joint"))
        .await
        .expect(200);
    assert!(
        page.texts(".letter-text")[0].contains("Contoso and Northwind Traders work together")
            || page.texts(".letter-text")[0].contains("Contoso and Northwind Traders")
    );
    let words = [
        ("subject", "To {company}"),
        ("body", "{partners}, {kind}, {days}, {link}"),
    ];
    let shown = agent
        .submit(&page, "Show preview", &words)
        .await
        .expect(200);
    assert_eq!(
        shown.texts(".letter-text"),
        ["Contoso and Northwind Traders, indirect reseller, 30, [the personalized link]"]
    );
    assert!(shown.has_text("To Adatum"));
    assert_eq!(shown.value("body"), "{partners}, {kind}, {days}, {link}");
    assert_eq!(app.count("letter_templates"), 0);
}

#[actix_web::test]
async fn a_template_that_cannot_be_filled_in_is_refused_with_what_was_typed() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = german(&agent, app.paths()).await;
    let long = format!("{{link}}{}", "x".repeat(10_000));
    for (field, typed, part) in [
        ("subject", "", "Enter a subject"),
        ("subject", "Hello {link}", "cannot stand in the subject"),
        (
            "subject",
            "Hello {name}",
            "{name} cannot be filled in here. Known are {salutation}",
        ),
        ("body", "", "Put {link} where"),
        ("body", "no link", "Put {link} where"),
        ("body", "{link} {link}", "more than once"),
        (
            "body",
            "{link} {provider}",
            "{provider} cannot be filled in",
        ),
        ("body", "{link} {company", "never closed"),
        ("body", "{link} \u{FFFC}", "invisible control characters"),
        ("body", &long, "at most 10000 characters"),
    ] {
        for button in ["Save template", "Show preview"] {
            let refused = agent
                .submit(&page, button, &[(field, typed)])
                .await
                .expect(422);
            let message = refused.field_error(field).unwrap();
            assert!(message.contains(part), "{typed}: {message}");
            assert_eq!(refused.value(field), typed);
        }
    }
    assert_eq!(app.count("letter_templates"), 0);
}

#[actix_web::test]
async fn two_people_do_not_overwrite_each_other() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let admin = app.sign_in(&company, Role::GlobalAdmin).await;
    for round in ["first", "second"] {
        let (mine, theirs) = (
            german(&agent, app.paths()).await,
            german(&admin, app.paths()).await,
        );
        let words = |who: &str| (format!("{who} {round}"), OWN);
        let (subject, body) = words("mine");
        agent
            .submit(
                &mine,
                "Save template",
                &[("subject", &subject), ("body", body)],
            )
            .await
            .expect(303);
        let (subject, body) = words("theirs");
        let stale = admin
            .submit(
                &theirs,
                "Save template",
                &[("subject", &subject), ("body", body)],
            )
            .await
            .expect(422);
        assert!(stale.error_summary()[0].contains("Somebody else changed this template"));
        assert_eq!(stale.value("subject"), subject);
        assert_eq!(
            german(&agent, app.paths()).await.value("subject"),
            format!("mine {round}")
        );
        admin.submit(&stale, "Save template", &[]).await.expect(303);
        assert_eq!(german(&agent, app.paths()).await.value("subject"), subject);
    }
}

#[actix_web::test]
async fn templates_of_another_partner_are_neither_seen_nor_used() {
    let app = TestApp::start();
    let (_, contoso) = app.agent_of("Contoso").await;
    let (_, fabrikam) = app.agent_of("Fabrikam").await;
    let page = german(&contoso, app.paths()).await;
    contoso
        .submit(&page, "Save template", &[("body", OWN)])
        .await
        .expect(303);
    assert!(
        german(&fabrikam, app.paths())
            .await
            .value("body")
            .starts_with("{salutation}")
    );
    fabrikam
        .post(&app.paths().template_removal("de", "alone"), &[])
        .await
        .expect(303);
    assert_eq!(app.count("letter_templates"), 1);
    let draft = fabrikam
        .draft(app.paths(), ADATUM, &[("language", "de")])
        .await;
    assert!(draft.value("body").starts_with("Guten Tag Ana Lima"));
}

#[actix_web::test]
async fn sales_and_helpdesk_agents_read_templates_and_are_told_why_they_cannot_change_them() {
    let app = TestApp::start();
    let company = app.partner("Contoso");
    for role in [Role::SalesAgent, Role::HelpdeskAgent] {
        let visitor = app.sign_in(&company, role).await;
        let page = german(&visitor, app.paths()).await;
        assert!(page.has_text("is for Global admins and Admin agents"));
        visitor
            .post(
                &app.paths().template("de", "alone"),
                &[("subject", "x"), ("body", "{link}")],
            )
            .await
            .expect(403);
    }
    assert_eq!(app.count("letter_templates"), 0);
}

#[actix_web::test]
async fn a_language_or_kind_that_there_is_not_is_not_found() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for (language, occasion) in [("nl", "alone"), ("de", "both"), ("DE", "alone")] {
        agent
            .open(&app.paths().template(language, occasion))
            .await
            .expect(404);
    }
}
