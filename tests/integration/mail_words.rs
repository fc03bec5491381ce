//! What stands in a letter is what was typed, and nothing that was typed at a link becomes a link.

use mail_parser::MessageParser;
use partner_center::mail::{self, Letter, MailKind, Mailbox};

use crate::support::{ADATUM, Page, SmtpServer, TestApp};

#[actix_web::test]
async fn a_subject_that_looks_encoded_arrives_as_it_was_typed() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    let subjects = [
        "=?utf-8?Q?Your_bank?=".to_owned(),
        "Re: =?utf-8?B?SGVsbG8=?= and =?iso-8859-1?Q?=E4?=".to_owned(),
        "Grüße =?utf-8?Q?x?= 日本語".to_owned(),
        "Plain words".to_owned(),
        format!("=?{} end", "日本語 ".repeat(40)),
    ];
    for (number, subject) in subjects.iter().enumerate() {
        let letter = Letter {
            kind: MailKind::Notice,
            event_key: format!("test {number}"),
            partner: None,
            invitation: None,
            to: Mailbox {
                name: "=?utf-8?Q?Somebody_else?=".to_owned(),
                email: "zoe@adatum.example".to_owned(),
            },
            sender: None,
            subject: subject.clone(),
            body: "DraftText".to_owned(),
            footer: "Sent for a test.".to_owned(),
            secret: None,
            give_up_at: None,
        };
        let now = app.now();
        app.write(|tx| mail::enqueue(tx, &letter, "Partner Center", now));
        app.mails().await;
    }
    let letters = server.letters();
    let mut arrived = Vec::new();
    for raw in &letters {
        let letter = MessageParser::default().parse(raw).unwrap();
        arrived.push(letter.subject().unwrap().to_owned());
        let name = letter.to().unwrap().first().unwrap().name().unwrap();
        assert!(!name.contains("Somebody else"), "{name}");
        let head = String::from_utf8_lossy(raw);
        let head = head.split("\r\n\r\n").next().unwrap().to_owned();
        assert!(head.lines().all(|line| line.len() <= 78), "{head}");
    }
    assert_eq!(arrived, subjects);
}

/// Asks for a code as a person of this name.
async fn ask_as(app: &TestApp, link: &str, name: &str, job: &str) -> Page {
    let customer = app.visitor();
    let ask = customer.open(link).await.expect(200);
    let person = [
        ("name", name),
        ("job_title", job),
        ("email", ADATUM.recipient),
    ];
    customer.submit(&ask, "Continue to accept", &person).await
}

#[actix_web::test]
async fn a_name_with_a_web_address_is_refused_at_the_link() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let refused = ask_as(&app, &link, "https://evil.example/x", "ftp://evil.example").await;
    let refused = refused.expect(422);
    for field in ["name", "job_title"] {
        let error = refused.field_error(field).unwrap_or_default();
        assert!(error.contains("without a web address"), "{field}: {error}");
    }
    assert!(app.mails().await.iter().all(|mail| mail.kind != "code"));
}

#[actix_web::test]
async fn a_name_that_looks_like_a_site_becomes_no_link_in_any_letter() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let page = ask_as(&app, &link, "www.evil.example", "Go to evil.example/now").await;
    let customer = app.visitor();
    let page = customer.follow(&page).await.expect(200);
    let code = app.mail_to(ADATUM.recipient).await.code().to_owned();
    customer
        .press(&page, "Accept", &[("code", &code), ("agree", "yes")])
        .await
        .expect(200);
    let mails = app.mails().await;
    let kinds: Vec<&str> = mails.iter().map(|mail| mail.kind.as_str()).collect();
    assert!(kinds.contains(&"code") && kinds.contains(&"receipt") && kinds.contains(&"notice"));
    let mut named = 0;
    for mail in &mails {
        for words in [&mail.subject, &mail.text, &mail.html] {
            assert!(!words.contains("evil.example"), "{words}");
            named += words.matches("evil. example").count();
        }
    }
    assert!(named >= 4, "{named}");
}
