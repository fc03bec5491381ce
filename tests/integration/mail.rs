//! Mail over a real server with STARTTLS and sign-in.

use chrono::Duration;
use mail_parser::MessageParser;
use partner_center::mail::{self, Letter, MailKind, MailState, Mailbox, SignIn, rehearse};

use crate::support::{SmtpServer, TestApp};

/// Queues a letter to this address.
fn queue(app: &TestApp, email: &str) {
    let letter = Letter {
        kind: MailKind::Notice,
        event_key: format!("test {email}"),
        partner: None,
        invitation: None,
        to: Mailbox {
            name: "Zoë Åberg".to_owned(),
            email: email.to_owned(),
        },
        sender: Some(Mailbox {
            name: "Ana Lima".to_owned(),
            email: "ana@contoso.example".to_owned(),
        }),
        subject: "Ünïcode & co".to_owned(),
        body: "Dear Zoë,\n\nfirst line\n.a line that begins with a dot\n\nBye".to_owned(),
        footer: "Sent for a test.".to_owned(),
        secret: None,
        give_up_at: None,
    };
    let now = app.now();
    app.write(|tx| mail::enqueue(tx, &letter, "Partner Center", now));
}

#[actix_web::test]
async fn a_queued_letter_arrives_with_both_parts_and_its_addresses() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    queue(&app, "zoe@adatum.example");

    let sent = app.mail_to("zoe@adatum.example").await;

    assert_eq!(
        (sent.state, sent.attempts),
        (MailState::Sent, 1),
        "{}",
        sent.answer
    );
    assert!(sent.answer.contains("Taken as number 1"), "{}", sent.answer);
    let [raw] = server.letters().try_into().unwrap();
    let letter = MessageParser::default().parse(&raw).unwrap();
    assert_eq!(letter.subject(), Some("Ünïcode & co"));
    let address = |list: Option<&mail_parser::Address<'_>>| {
        let first = list.unwrap().first().unwrap();
        (
            first.name().unwrap_or_default().to_owned(),
            first.address().unwrap().to_owned(),
        )
    };
    assert_eq!(
        address(letter.to()),
        ("Zoë Åberg".into(), "zoe@adatum.example".into())
    );
    assert_eq!(
        address(letter.from()),
        (
            "Ana Lima via Partner Center".into(),
            "no-reply@channel.example".into()
        )
    );
    assert_eq!(
        address(letter.reply_to()),
        ("Ana Lima".into(), "ana@contoso.example".into())
    );
    assert!(
        letter.message_id().unwrap().ends_with("@[127.0.0.1]"),
        "{:?}",
        letter.message_id()
    );
    assert!(
        letter
            .body_text(0)
            .unwrap()
            .replace("\r\n", "\n")
            .contains("first line\n.a line that begins with a dot\n")
    );
    assert!(letter.body_html(0).unwrap().contains("first line"));
    assert_eq!((letter.text_body_count(), letter.html_body_count()), (1, 1));
    assert!(
        server.commands().contains("AUTH PLAIN encrypted good"),
        "{}",
        server.commands()
    );
}

#[actix_web::test]
async fn our_own_wrong_password_stops_the_queue_and_says_so() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let mut settings = server.settings();
    settings.sign_in = Some(SignIn::Password(
        "partner-center".to_owned(),
        "wrong".to_owned(),
    ));
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    queue(&app, "zoe@adatum.example");

    let kept = app.mail_to("zoe@adatum.example").await;

    assert_eq!(kept.state, MailState::Queued, "{}", kept.answer);
    assert!(kept.answer.contains("535"), "{}", kept.answer);
    let (_, agent) = app.agent_of("Contoso").await;
    let page = agent.open(&app.paths().home()).await.expect(200);
    assert!(
        page.has_text("the mail server refuses this server's sign-in. One letter waits"),
        "{}",
        page.text()
    );
    assert!(server.letters().is_empty());
}

#[actix_web::test]
async fn a_letter_that_is_put_off_is_tried_again_later() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    queue(&app, "later@adatum.example");

    let first = app.mail_to("later@adatum.example").await;
    assert_eq!(
        (first.state, first.attempts),
        (MailState::Queued, 1),
        "{}",
        first.answer
    );
    assert!(first.answer.contains("Greylisted"), "{}", first.answer);

    app.pass(Duration::seconds(59));
    assert_eq!(
        app.mail_to("later@adatum.example").await.attempts,
        1,
        "not before its time"
    );
    app.pass(Duration::seconds(8));
    assert_eq!(app.mail_to("later@adatum.example").await.attempts, 2);
    app.pass(Duration::days(6));
    let last = app.mail_to("later@adatum.example").await;
    assert_eq!(last.state, MailState::Failed, "given up after five days");
}

#[actix_web::test]
async fn a_letter_that_is_refused_has_failed_at_once() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    queue(&app, "never@adatum.example");
    queue(&app, "zoe@adatum.example");

    let failed = app.mail_to("never@adatum.example").await;

    assert_eq!((failed.state, failed.attempts), (MailState::Failed, 1));
    assert!(
        failed.answer.contains("No such mailbox here"),
        "{}",
        failed.answer
    );
    assert_eq!(
        app.mail_to("zoe@adatum.example").await.state,
        MailState::Sent,
        "nobody else's mail is held up"
    );
}

#[actix_web::test]
async fn a_server_without_starttls_is_not_given_the_password() {
    let Some(server) = SmtpServer::start_without_tls() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    queue(&app, "zoe@adatum.example");

    let kept = app.mail_to("zoe@adatum.example").await;

    assert_eq!(kept.state, MailState::Queued, "{}", kept.answer);
    assert!(!server.commands().contains("AUTH"), "{}", server.commands());
}

#[actix_web::test]
async fn a_certificate_of_an_unknown_authority_is_refused() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let mut settings = server.settings();
    settings.ca_pem = None;
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    queue(&app, "zoe@adatum.example");

    let kept = app.mail_to("zoe@adatum.example").await;

    assert_eq!(kept.state, MailState::Queued, "{}", kept.answer);
    assert!(!server.commands().contains("AUTH"), "{}", server.commands());
}

#[actix_web::test]
async fn the_rehearsal_tells_the_dialogue_and_masks_the_password() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let from = Mailbox {
        name: "Partner Center".to_owned(),
        email: "no-reply@channel.example".to_owned(),
    };
    let settings = server.settings();
    let mut told = String::new();

    let done = rehearse(&settings, &from, "zoe@adatum.example", &mut |line| {
        told += &format!("{line}\n")
    })
    .await;

    assert_eq!(done, Ok(()), "{told}");
    assert!(
        told.contains("STARTTLS") && told.contains("RCPT TO:<zoe@adatum.example>"),
        "{told}"
    );
    let Some(SignIn::Password(_, password)) = settings.sign_in else {
        panic!("no password");
    };
    assert!(!told.contains(&password), "{told}");
    assert_eq!(server.letters().len(), 1);
}
