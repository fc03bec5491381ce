//! Many invitations from one list: looked at, confirmed, sent or prepared, stopped, gone on with.

use chrono::Duration;
use diesel::{RunQueryDsl, sql_query};
use partner_center::{app, db, identity::Role};

use crate::support::{ADATUM, Asked, Button, Page, TestApp};

const ROWS: &str = "Company,Domain,Contact name,Address,Language\n\
    Adatum,adatum.example,Ana Lima,ana.lima@adatum.example,de\n\
    Tailspin,tailspin.example,,bo@tailspin.example,\n";

/// `count` companies to invite.
fn rows_of(count: usize) -> String {
    let mut text = "Company,Domain,Contact name,Address,Language\n".to_owned();
    for number in 0..count {
        text.push_str(&format!(
            "Company {number},c{number}.example,Ana {number},ana@c{number}.example,en\n"
        ));
    }
    text
}

fn verdicts(page: &Page) -> Vec<String> {
    page.verdicts().into_iter().map(|(_, one)| one).collect()
}

#[actix_web::test]
async fn confirmed_rows_are_sent_each_with_its_own_words_and_link() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    assert_eq!(preview.heading(), "Look before you invite");
    assert!(
        preview.has_text("2 rows will be invited"),
        "{}",
        preview.text()
    );
    assert_eq!(app.count("invitations"), 0);
    assert_eq!(app.count("customer_entries"), 0);
    let done = agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(done.heading(), "All are invited");
    assert_eq!(verdicts(&done), ["Invited", "Invited"]);
    let (ana, bo) = (
        app.mail_to("ana.lima@adatum.example").await,
        app.mail_to("bo@tailspin.example").await,
    );
    assert!(ana.subject.contains("Adatum") && ana.text.contains("Ana Lima"));
    assert!(
        bo.subject.contains("Tailspin") && !bo.text.contains("{"),
        "{}",
        bo.text
    );
    assert_ne!(ana.link(), bo.link());
    app.accept(bo.link(), "bo@tailspin.example").await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert!(list.has_text("Tailspin") && list.has_text("Reseller relationship"));
}

#[actix_web::test]
async fn the_message_is_shown_filled_in_for_any_row() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    assert!(preview.texts(".letter-text")[0].contains("Ana Lima"));
    let next = agent.click(&preview, "Next company").await.expect(200);
    assert!(next.texts(".letter-text")[0].contains("be Tailspin's indirect reseller"));
    assert!(next.texts(".letter-text")[0].contains("[the personalized link of this company]"));
    assert!(next.has_link("Previous company") && !next.has_link("Next company"));
    let typed = [
        ("subject", "For {company} alone"),
        ("body", "Dear {person}, {link}"),
    ];
    let saved = agent
        .press(&next, "Save and read the message", &typed)
        .await
        .expect(200);
    assert!(saved.has_text("For Tailspin alone"), "{}", saved.text());
    assert_eq!(saved.value("body"), "Dear {person}, {link}");
    assert_eq!(app.count("invitations"), 0);
}

#[actix_web::test]
async fn a_row_that_names_another_language_gets_the_template_and_the_page_of_that_language() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let preview = pair.seller.invite_many(&app, ROWS).await;
    let provider = pair.provider.id.to_string();
    let typed = [
        ("provider", provider.as_str()),
        ("subject", "For {company}"),
    ];
    let saved = pair
        .seller
        .press(&preview, "Save and read the message", &typed)
        .await
        .expect(200);
    let shown = &saved.texts(".letter-text")[0];
    assert!(
        shown.contains("Guten Tag Ana Lima") && shown.contains("Meridian"),
        "{shown}"
    );
    pair.seller
        .confirm(&app, &saved, "Invite these companies")
        .await;
    let ana = app.mail_to("ana.lima@adatum.example").await;
    assert!(ana.text.contains("Mit freundlichen Grüßen"), "{}", ana.text);
    let page = app.visitor().open(ana.link()).await.expect(200);
    assert_eq!(page.first("html").attr("lang"), Some("de"));
    let bo = app.mail_to("bo@tailspin.example").await;
    assert_eq!(bo.subject, "For Tailspin");
    assert!(bo.text.contains("Kind regards"), "{}", bo.text);
}

#[actix_web::test]
async fn prepared_rows_have_live_links_and_send_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    let typed = [
        ("hand_over", "prepare"),
        ("channel", "referral"),
        ("expires_in", "10"),
    ];
    agent
        .press(&preview, "Invite these companies", &typed)
        .await
        .expect(200);
    app::runner(&app.parts).drain().await;
    assert!(app.mails().await.is_empty());
    let list = agent
        .open(&format!("{}?state=ready", app.paths().invitations()))
        .await
        .expect(200);
    let record = agent.click(&list, "Tailspin").await.expect(200);
    let link = record.first("#link").attr("value").unwrap().to_owned();
    let receipt = app.accept(&link, "bo@tailspin.example").await;
    assert!(receipt.has_text("Tailspin"), "{}", receipt.text());
}

#[actix_web::test]
async fn every_row_says_what_will_come_of_it() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let open = Asked {
        company: "Fabrikam",
        domain: "fabrikam.example",
        recipient: "bo@fabrikam.example",
    };
    agent.hand_out(app.paths(), open, &[]).await;
    let imported = agent
        .import(
            &app,
            b"Name,Tenant ID,Domain\nImported,t-1,imported.example\n",
        )
        .await;
    agent
        .confirm(&app, &imported, "Import these companies")
        .await;
    let preview = agent
        .invite_many(
            &app,
            "Company,Domain,Contact name,Address,Language\n\
             Adatum,adatum.example,,ana@adatum.example,\n\
             Fabrikam,fabrikam.example,,bo@fabrikam.example,\n\
             Imported,imported.example,,bo@imported.example,\n\
             Free,free.example,,bo@gmail.com,\n\
             New,new.example,,bo@new.example,ja\n\
             Again,new.example,,ana@new.example,\n\
             Own,contoso.example,,bo@contoso.example,\n\
             Bad,bad.example,,bo,\n\
             Klingon,klingon.example,,bo@klingon.example,tlh\n",
        )
        .await;
    assert_eq!(
        verdicts(&preview),
        [
            "Connected already",
            "Invitation open already",
            "In your list, will be asked",
            "Will be asked, look at the address",
            "New",
            "Repeated in the file",
            "Your own domain",
            "Unreadable",
            "New"
        ]
    );
    assert!(
        preview.has_text("gmail.com is open to everybody")
            && preview.has_text("tlh is not a language of this product")
    );
    let before = app.count("invitations");
    agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(app.count("invitations"), before + 4);
}

#[actix_web::test]
async fn bad_settings_are_messages_beside_their_fields_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    for (field, value, words) in [
        ("body", "no link here", "{link}"),
        ("body", "{link} and {link}", "more than once"),
        ("body", "{colour} {link}", "colour"),
        ("body", "", ""),
        ("subject", "", "Enter a subject"),
        ("subject", "{link}", "cannot stand in the subject"),
        ("hand_over", "throw", "Choose"),
        ("channel", "smoke", "Choose one of the list"),
        ("language", "tlh", "Choose one of the list"),
        ("expires_in", "0", "1 to 90"),
        ("roles", "emperor", "Choose"),
    ] {
        for button in ["Save and read the message", "Invite these companies"] {
            let page = agent
                .submit(&preview, button, &[(field, value)])
                .await
                .expect(422);
            let error = page
                .field_error(field)
                .unwrap_or_else(|| panic!("{field} {value}"));
            assert!(error.contains(words), "{field} {value:?}: {error}");
            if matches!(field, "body" | "subject" | "expires_in") {
                assert_eq!(page.value(field), value);
            }
        }
    }
    assert_eq!(app.count("invitations"), 0);
}

#[actix_web::test]
async fn a_day_s_limit_is_said_before_and_lets_the_rest_wait() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(3));
    let (contoso, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, &rows_of(5)).await;
    assert!(preview.has_text("3 more invitations"), "{}", preview.text());
    let stopped = agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(stopped.heading(), "Inviting is stopped");
    assert!(
        stopped.has_text("begun 3 invitations in the last 24 hours"),
        "{}",
        stopped.text()
    );
    assert_eq!(app.count("invitations"), 3);
    app.pass(Duration::hours(25));
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let stopped = agent.open(preview.address.path()).await.expect(200);
    let done = agent.confirm(&app, &stopped, "Go on").await;
    assert_eq!(done.heading(), "All are invited");
    assert_eq!(app.count("invitations"), 5);
}

#[actix_web::test]
async fn stopped_in_the_middle_it_keeps_what_is_done_and_goes_on_without_doubles() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, &rows_of(500)).await;
    let running = agent
        .press(&preview, "Invite these companies", &[])
        .await
        .expect(200);
    app::runner(&app.parts).step_once("batch").await;
    let running = agent.open(running.address.path()).await.expect(200);
    assert!(running.has_text("400 of 500 rows"), "{}", running.text());
    let stopped = agent.press(&running, "Stop", &[]).await.expect(200);
    app.pass(Duration::minutes(2));
    app::runner(&app.parts).drain().await;
    assert_eq!(app.count("invitations"), 400);
    agent.confirm(&app, &stopped, "Go on").await;
    assert_eq!(app.count("invitations"), 500);
    assert_eq!(app.count("mails"), 500);
}

#[actix_web::test]
async fn when_a_server_falls_silent_another_sends_the_rest_once() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, &rows_of(500)).await;
    agent
        .press(&preview, "Invite these companies", &[])
        .await
        .expect(200);
    app::runner(&app.parts).step_once("batch").await;
    app.pass(Duration::minutes(2));
    app::runner(&app.parts).drain().await;
    assert_eq!((app.count("invitations"), app.count("mails")), (500, 500));
}

#[actix_web::test]
async fn who_was_invited_since_the_preview_is_left_out_and_the_row_says_so() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    agent.hand_out(app.paths(), ADATUM, &[]).await;
    let done = agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(verdicts(&done), ["Invitation open already", "Invited"]);
    assert!(done.has_text("Invited since the preview"));
    assert_eq!(app.count("invitations"), 2);
}

#[actix_web::test]
async fn who_has_left_the_company_invites_nobody_any_more() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    agent
        .press(&preview, "Invite these companies", &[])
        .await
        .expect(200);
    let email = contoso.email(Role::AdminAgent);
    app.write(move |tx| {
        sql_query(format!(
            "UPDATE users SET status = 'disabled' WHERE email = '{email}'"
        ))
        .execute(tx.conn())?;
        Ok::<_, db::Error>(())
    });
    app::runner(&app.parts).drain().await;
    assert_eq!(app.count("invitations"), 0);
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let stopped = admin.open(preview.address.path()).await.expect(200);
    assert!(
        stopped.has_text("may no longer change customers"),
        "{}",
        stopped.text()
    );
    admin.confirm(&app, &stopped, "Go on").await;
    assert_eq!(app.count("invitations"), 2);
}

#[actix_web::test]
async fn a_partner_that_is_no_partner_cannot_be_invited_with() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let stranger = app.partner("Fabrikam");
    let preview = agent.invite_many(&app, ROWS).await;
    let form = preview.form("Invite these companies");
    let id = stranger.id.to_string();
    let mut fields: Vec<(&str, &str)> = form
        .fields
        .iter()
        .filter(|(name, _)| name != "provider")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("provider", &id));
    let page = agent.post(form.action.path(), &fields).await.expect(422);
    assert!(page.error_summary()[0].contains("no active partnership"));
    assert_eq!(app.count("invitations"), 0);
}

#[actix_web::test]
async fn a_list_belongs_to_its_partner_and_roles_look_alone() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    let (_, other) = app.agent_of("Fabrikam").await;
    other.open(preview.address.path()).await.expect(404);
    let theirs = other.invite_many(&app, ROWS).await;
    assert_eq!(verdicts(&theirs), ["New", "New"]);
    let sales = app.sign_in(&contoso, Role::SalesAgent).await;
    let page = sales.open(preview.address.path()).await.expect(200);
    assert!(matches!(
        page.button("Invite these companies"),
        Button::Blocked(_)
    ));
    let new = sales
        .open(&app.paths().new_bulk_invitation())
        .await
        .expect(200);
    assert!(matches!(
        new.button("Upload and look at the rows"),
        Button::Blocked(_)
    ));
}

#[actix_web::test]
async fn more_than_ten_thousand_rows_are_refused() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = agent.invite_many(&app, &rows_of(10_001)).await;
    assert!(page.has_text("more than 10,000 rows"), "{}", page.text());
    let discarded = agent.press(&page, "Discard", &[]).await.expect(200);
    assert_eq!(discarded.heading(), "Invite many at once");
    assert_eq!(app.count("batch_rows"), 0);
}
