//! What staff do with an invitation.

use chrono::Duration;
use partner_center::identity::Role;

use crate::support::{ADATUM, Asked, TestApp, borrowed};

fn link_of(draft: &crate::support::Page) -> String {
    draft.first("#link").attr("value").unwrap().to_owned()
}

#[actix_web::test]
async fn a_customer_who_accepts_appears_in_the_list_and_both_sides_are_told() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let paths = app.paths();
    let draft = agent.draft(paths, ADATUM, &[]).await;
    agent.press(&draft, "Send now", &[]).await.expect(200);
    let link = app.mail_to(ADATUM.recipient).await.link().to_owned();
    assert_eq!(link, link_of(&draft));

    let receipt = app.accept(&link, ADATUM.recipient).await;
    assert_eq!(receipt.heading(), "You are now connected with Contoso");

    let list = agent.open(&paths.customers()).await.expect(200);
    let table = list.table("");
    assert_eq!(table.column("Company name"), ["Adatum"]);
    assert_eq!(
        table.cell("Adatum", "Relationship"),
        "Reseller relationship"
    );
    let notice = app.mail_to(&contoso.email(Role::AdminAgent)).await;
    assert_eq!(notice.subject, "Adatum accepted your invitation");
    let mails = app.mails().await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.kind == "receipt" && mail.to == ADATUM.recipient)
    );
    let told = agent.open(&paths.notifications()).await.expect(200);
    assert!(told.has_text("Invitation accepted"), "{}", told.text());
}

#[actix_web::test]
async fn send_and_done_refuse_a_text_without_the_link_and_keep_what_was_typed() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let link = link_of(&draft);
    let changed = format!("Dear Ana, {link}x");
    let doubled = format!("Dear Ana, {link} and {link}");
    for (body, problem) in [
        ("Dear Ana, no link", "missing"),
        (changed.as_str(), "changed"),
        (doubled.as_str(), "more than once"),
    ] {
        for button in ["Send now", "Done", "Open in email", "Copy to clipboard"] {
            let typed = [("body", body), ("subject", "My own words")];
            let page = agent.submit(&draft, button, &typed).await.expect(422);
            assert!(
                page.field_error("body").unwrap().contains(problem),
                "{button} {body}"
            );
            assert_eq!(page.value("body"), body);
            assert_eq!(page.value("subject"), "My own words");
        }
    }
    assert!(app.mails().await.is_empty());
    let again = agent.open(draft.address.as_str()).await.expect(200);
    assert!(again.has_text("Draft"), "it is a draft still");

    let typed = [("body", "Dear Ana, no link"), ("subject", "My own words")];
    let back = agent
        .press(&again, "Put the link back", &typed)
        .await
        .expect(200);
    assert_eq!(back.value("body"), format!("Dear Ana, no link\n\n{link}"));
    assert_eq!(back.value("subject"), "My own words");
    agent.submit(&back, "Done", &[]).await.expect(303);
}

#[actix_web::test]
async fn a_link_is_dead_until_the_draft_is_handed_out() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let link = link_of(&draft);
    let page = app.visitor().open(&link).await.expect(410);
    assert_eq!(page.heading(), "This invitation is not finished");
    agent
        .submit(&draft, "Copy to clipboard", &[])
        .await
        .expect(303);
    app.visitor().open(&link).await.expect(200);
}

#[actix_web::test]
async fn every_way_to_hand_out_is_recorded() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let opened = agent.press(&draft, "Open in email", &[]).await.expect(200);
    let mailto = opened
        .first("a[data-mailto]")
        .attr("href")
        .unwrap()
        .to_owned();
    assert!(
        mailto.starts_with("mailto:ana.lima@adatum.example?subject="),
        "{mailto}"
    );
    assert!(
        mailto.len() <= 1_600 && mailto.contains("%2Fi%2F"),
        "{mailto}"
    );
    agent
        .submit(&opened, "Copy to clipboard", &[])
        .await
        .expect(303);
    let file = agent
        .press(&opened, "Download as .eml", &[])
        .await
        .expect(200);
    assert_eq!(file.header("content-type"), "message/rfc822");
    agent.submit(&opened, "Done", &[]).await.expect(303);
    let history = agent
        .open(draft.address.as_str())
        .await
        .expect(200)
        .texts(".timeline strong");
    for what in [
        "Invitation drafted",
        "Draft opened in email",
        "Draft copied",
        "Draft downloaded",
        "Invitation finished",
    ] {
        assert!(
            history.iter().any(|line| line == what),
            "{what}: {history:?}"
        );
    }
}

#[actix_web::test]
async fn a_company_that_is_known_is_named_and_linked_to_but_never_another_partners() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let (_, other) = app.agent_of("Fabrikam").await;
    let fields = ADATUM.fields();

    let form = agent.open(&app.paths().new_invitation()).await;
    let refused = agent
        .submit(&form, "Continue to the message", &borrowed(&fields))
        .await
        .expect(422);
    assert_eq!(
        refused.field_error("domain").unwrap(),
        "Adatum is your customer already"
    );
    assert!(refused.has_link("Open the record of Adatum"));
    assert_eq!(refused.value("recipient"), ADATUM.recipient);

    let draft = other.draft(app.paths(), ADATUM, &[]).await;
    let form = other.open(&app.paths().new_invitation()).await;
    let refused = other
        .submit(&form, "Continue to the message", &borrowed(&fields))
        .await
        .expect(422);
    assert!(
        refused
            .field_error("domain")
            .unwrap()
            .contains("A draft for Adatum is open already")
    );
    assert_eq!(
        other
            .click(&refused, "Open the invitation of Adatum")
            .await
            .heading(),
        draft.heading()
    );
}

#[actix_web::test]
async fn a_new_link_kills_the_old_one() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let old = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let page = agent.open(&app.paths().invitations()).await;
    let page = agent.click(&page, "Adatum").await.expect(200);
    let page = agent.press(&page, "New link", &[]).await.expect(200);
    let new = link_of(&page);
    assert_ne!(old, new);
    assert!(page.value("body").contains(&new));
    app.visitor().open(&old).await.expect(410);
    assert_eq!(
        app.accept(&new, ADATUM.recipient).await.heading(),
        "You are now connected with Contoso"
    );
}

#[actix_web::test]
async fn a_revoked_or_expired_invitation_cannot_be_accepted_with_a_code_already_mailed() {
    let app = TestApp::start();
    app.partner("Contoso");
    let fabrikam = Asked {
        company: "Fabrikam",
        domain: "fabrikam.example",
        recipient: "bo@fabrikam.example",
    };
    for (ask, revoke) in [(ADATUM, true), (fabrikam, false)] {
        let agent = app.sign_in_as("admin-agent@contoso.example").await;
        let link = agent
            .hand_out(app.paths(), ask, &[("expires_in", "1")])
            .await;
        app.pass(Duration::minutes(24 * 60 - 5));
        let agent = app.sign_in_as("admin-agent@contoso.example").await;
        let customer = app.visitor();
        let (page, code) = app.to_the_code(&customer, &link, ask.recipient).await;
        let heading = if revoke {
            let list = agent.open(&app.paths().invitations()).await;
            let page = agent.click(&list, ask.company).await;
            agent
                .press(&page, "Revoke this invitation", &[])
                .await
                .expect(200);
            "This invitation was taken back"
        } else {
            app.pass(Duration::minutes(6));
            "This link has run out"
        };
        let answer = customer
            .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
            .await
            .expect(410);
        assert_eq!(answer.heading(), heading);
        assert_eq!(customer.open(&link).await.expect(410).heading(), heading);
    }
    assert_eq!(
        (
            app.count("consents"),
            app.count("relationships"),
            app.count("customers")
        ),
        (0, 0, 0)
    );
}

#[actix_web::test]
async fn a_reminder_sends_the_same_link_and_the_time_runs_anew_but_not_twice_in_a_minute() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent
        .draft(app.paths(), ADATUM, &[("expires_in", "2")])
        .await;
    let record = agent.press(&draft, "Send now", &[]).await.expect(200);
    agent.submit(&record, "Remind", &[]).await.expect(422);
    assert_eq!(app.mails().await.len(), 1);
    app.pass(Duration::hours(40));
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    agent.press(&record, "Remind", &[]).await.expect(200);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].link(), mails[1].link());
    app.pass(Duration::hours(40));
    app.visitor().open(mails[0].link()).await.expect(200);
    app.pass(Duration::hours(9));
    app.visitor().open(mails[0].link()).await.expect(410);
}

#[actix_web::test]
async fn one_address_gets_three_invitations_a_day_at_most() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let record = agent.press(&draft, "Send now", &[]).await.expect(200);
    for _ in 0..2 {
        app.pass(Duration::minutes(2));
        agent.press(&record, "Remind", &[]).await.expect(200);
    }
    app.pass(Duration::minutes(2));
    let refused = agent.submit(&record, "Remind", &[]).await.expect(422);
    assert!(refused.has_text("three invitations in the last 24 hours"));
    assert_eq!(app.mails().await.len(), 3);
}

#[actix_web::test]
async fn a_partner_begins_as_many_invitations_a_day_as_the_operator_allows() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1));
    let (_, agent) = app.agent_of("Contoso").await;
    agent.draft(app.paths(), ADATUM, &[]).await;
    let form = agent.open(&app.paths().new_invitation()).await;
    let other = Asked {
        company: "Other",
        domain: "other.example",
        recipient: "bo@other.example",
    };
    let fields = other.fields();
    let refused = agent
        .submit(&form, "Continue to the message", &borrowed(&fields))
        .await
        .expect(422);
    assert!(
        refused.error_summary()[0].contains("limit"),
        "{:?}",
        refused.error_summary()
    );
    assert_eq!(app.count("invitations"), 1);
}

#[actix_web::test]
async fn a_stale_draft_is_refused_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    agent
        .submit(&draft, "Save", &[("subject", "First")])
        .await
        .expect(303);
    let refused = agent
        .submit(&draft, "Save", &[("subject", "Second")])
        .await
        .expect(422);
    assert!(refused.error_summary()[0].contains("Somebody else changed this draft"));
    assert_eq!(refused.value("subject"), "Second");
    assert_eq!(
        agent.open(draft.address.as_str()).await.value("subject"),
        "First"
    );
}

#[actix_web::test]
async fn bad_input_gets_a_message_beside_the_field_and_changes_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let form = agent.open(&app.paths().new_invitation()).await;
    let long = "x".repeat(251);
    for (field, value) in [
        ("recipient", ""),
        ("recipient", "no address"),
        ("recipient", "ana@adatum.example\r\nBcc: x@y.example"),
        ("recipient_name", "Ana\u{202E}Lima"),
        ("company_name", "  "),
        ("company_name", long.as_str()),
        ("domain", "adatum"),
        ("domain", "contoso.example"),
        ("roles", "emperor"),
        ("expires_in", "0"),
        ("expires_in", "91"),
        ("expires_in", "soon"),
    ] {
        let fields = ADATUM.fields();
        let mut typed = borrowed(&fields);
        typed.retain(|(name, _)| *name != field);
        typed.push((field, value));
        let mut all = form.form("Continue to the message").fill(&[]).fields;
        all.retain(|(name, _)| !typed.iter().any(|(other, _)| name == other));
        let mut all: Vec<(&str, &str)> = all
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(typed);
        let page = agent
            .post(&app.paths().new_invitation(), &all)
            .await
            .expect(422);
        assert!(
            page.field_error(field).is_some(),
            "{field}={value:?}: {}",
            page.text()
        );
    }
    assert_eq!(
        (app.count("invitations"), app.count("customer_entries")),
        (0, 0)
    );
    let typed = [("roles", "directory_reader"), ("days", "731")];
    let fields = ADATUM.fields();
    let mut all = borrowed(&fields);
    all.extend(typed);
    let page = agent
        .submit(&form, "Continue to the message", &all)
        .await
        .expect(422);
    assert!(page.field_error("days").is_some());
}

#[actix_web::test]
async fn an_unknown_field_gets_a_page_that_shows_what_was_typed() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let fields = [("company_name", "Adatum"), ("partner_id", "x")];
    let page = agent
        .post(&app.paths().new_invitation(), &fields)
        .await
        .expect(400);
    assert!(
        page.has_text("Adatum") && page.has_text("Nothing was changed"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn without_a_mail_server_the_person_is_told_before_anything_is_shared() {
    let app = TestApp::start_with(|parts| parts.mailer = partner_center::mail::Mailer::Off);
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    assert!(draft.has_text("No mail server is set up"));
    let link = link_of(&draft);
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let page = app.visitor().open(&link).await.expect(200);
    assert!(page.has_text("this server cannot send mail yet") && page.has_link("Decline"));
}

#[actix_web::test]
async fn below_a_path_every_link_and_form_stays_below_it() {
    let app = TestApp::start_under("/partners");
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    assert!(link.contains("/partners/i/"), "{link}");
    let receipt = app.accept(&link, ADATUM.recipient).await;
    assert_eq!(receipt.heading(), "You are now connected with Contoso");
    for address in [
        app.paths().home(),
        app.paths().customers(),
        app.paths().invitations(),
        app.paths().activity(),
    ] {
        let page = agent.open(&address).await.expect(200);
        for (text, href) in page.links() {
            assert!(
                !href.starts_with('/') || href.starts_with("/partners"),
                "{address}: {text} leads to {href}"
            );
        }
    }
}
