//! That mail is down is said to staff and to customers, whatever the reason, in words, and for as long as it is.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use chrono::Duration;
use partner_center::{app::Parts, identity::Role, jobs::Node, language::Language, mail::Mailer};

use crate::support::{ADATUM, Manner, Page, Point, Rogue, TestApp, Visitor, queue};

fn site(mailer: Mailer) -> TestApp {
    TestApp::start_with(|parts| parts.mailer = mailer)
}

async fn dashboard(app: &TestApp, staff: &Visitor) -> Page {
    staff.open(&app.paths().home()).await.expect(200)
}

const DOWN: &str = "Mail has not been leaving this server since ";

#[actix_web::test]
async fn staff_of_every_role_read_since_when_and_why_no_mail_leaves() {
    for (point, manner, why) in [
        (
            Point::Banner,
            Manner::Hang,
            "the mail server does not answer in time",
        ),
        (
            Point::Banner,
            Manner::Close,
            "the mail server breaks off the conversation",
        ),
        (
            Point::Banner,
            Manner::Say("554 no service for you"),
            "the mail server refuses the letters",
        ),
        (
            Point::Mail,
            Manner::Say("451 come back later"),
            "the mail server puts the letters off",
        ),
    ] {
        let rogue = Rogue::start(move |at, _| if at == point { manner } else { Manner::Well });
        let app = site(rogue.mailer());
        let (company, agent) = app.agent_of("Contoso").await;
        assert!(!dashboard(&app, &agent).await.has_text(DOWN));
        let since = app.now().words();
        queue(&app, "ana@adatum.example", false);
        app.mails().await;
        // Time goes by; it is the beginning that is told.
        app.pass(Duration::minutes(10));
        app.mails().await;
        for role in Role::ALL {
            let page = dashboard(&app, &app.sign_in(&company, *role).await).await;
            let told = format!("{DOWN}{since}: {why}. One letter waits");
            assert!(page.has_text(&told), "{told}: {}", page.text());
        }
    }
}

#[actix_web::test]
async fn a_server_that_is_not_there_or_not_trusted_is_told_too() {
    let rogue = Rogue::start_tls(|_, _| Manner::Well);
    let mut settings = rogue.settings();
    settings.ca_pem = None;
    let mistrusted = crate::support::SmtpServer::mailer(&settings);
    // Nothing listens there once the listener is dropped.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    settings.port = free.local_addr().unwrap().port();
    drop(free);
    let absent = crate::support::SmtpServer::mailer(&settings);
    for (mailer, why) in [
        (
            mistrusted,
            "the connection to the mail server cannot be secured",
        ),
        (absent, "the mail server cannot be reached"),
    ] {
        let app = site(mailer);
        let (_, agent) = app.agent_of("Contoso").await;
        queue(&app, "ana@adatum.example", false);
        app.mails().await;
        let page = dashboard(&app, &agent).await;
        assert!(
            page.has_text(&format!(": {why}. One letter waits")),
            "{}",
            page.text()
        );
    }
}

/// A server that refuses to greet while the flag is set.
fn switched(is_down: &Arc<AtomicBool>) -> Rogue {
    let is_down = Arc::clone(is_down);
    Rogue::start(move |point, _| match point {
        Point::Banner if is_down.load(Ordering::Relaxed) => Manner::Close,
        _ => Manner::Well,
    })
}

#[actix_web::test]
async fn what_is_told_outlives_a_restart_and_ends_with_the_first_letter_that_is_taken() {
    let is_down = Arc::new(AtomicBool::new(true));
    let rogue = switched(&is_down);
    let app = site(rogue.mailer());
    let (_, agent) = app.agent_of("Contoso").await;
    for number in 0..15 {
        queue(&app, &format!("ana@adatum{number}.example"), false);
    }
    let tried =
        |mails: Vec<crate::support::Letter>| mails.iter().filter(|mail| mail.attempts > 0).count();
    assert_eq!(tried(app.mails().await), 10, "as many as go at once");
    let told = dashboard(&app, &agent).await;
    assert!(told.has_text("15 letters wait"), "{}", told.text());
    app.pass(Duration::seconds(15));
    assert_eq!(
        tried(app.mails().await),
        11,
        "while nothing gets through, one at a time"
    );

    // Another process on the same database, with nothing in its memory.
    let other = Parts {
        mailer: rogue.mailer(),
        node: Node::of_this_run(),
        ..app.parts.clone()
    };
    is_down.store(false, Ordering::Relaxed);
    app.pass(Duration::minutes(3));
    partner_center::app::worker(&other).drain().await;

    assert!(!dashboard(&app, &agent).await.has_text(DOWN));
    assert_eq!(rogue.recipients().len(), 15, "the others left at once");
}

#[actix_web::test]
async fn one_recipient_that_is_refused_is_not_told_as_mail_being_down_but_three_in_a_row_are() {
    let rogue = Rogue::start(|point, recipient| match point {
        Point::Rcpt if recipient.starts_with("never") => Manner::Say("550 relaying denied"),
        _ => Manner::Well,
    });
    let app = site(rogue.mailer());
    let (_, agent) = app.agent_of("Contoso").await;
    let send = |email: &'static str| {
        queue(&app, email, false);
        app.mails()
    };
    send("never1@a.example").await;
    send("never2@b.example").await;
    assert!(!dashboard(&app, &agent).await.has_text(DOWN));
    send("well@c.example").await;
    send("never3@d.example").await;
    assert!(!dashboard(&app, &agent).await.has_text(DOWN));
    send("never4@e.example").await;
    send("never5@f.example").await;
    let page = dashboard(&app, &agent).await;
    assert!(
        page.has_text("the mail server refuses the letters. No letter waits at the moment"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn letters_that_no_process_takes_in_hand_are_told() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let since = app.now().words();
    queue(&app, "ana@adatum.example", false);
    app.pass(Duration::minutes(4));
    assert!(!dashboard(&app, &agent).await.has_text(DOWN));
    app.pass(Duration::minutes(2));
    let page = dashboard(&app, &agent).await;
    let told = format!("{DOWN}{since}: the server does not take them in hand. One letter waits");
    assert!(page.has_text(&told), "{}", page.text());
    app.mails().await;
    assert!(!dashboard(&app, &agent).await.has_text(DOWN));
}

/// The customer's page after asking for a code that this server does not deliver, opened again in this language.
async fn code_page(rogue: &Rogue, language: Language, then: Option<Duration>) -> Page {
    let app = site(rogue.mailer());
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await.expect(200);
    let person = [
        ("name", "Ana Lima"),
        ("job_title", "Head of IT"),
        ("email", ADATUM.recipient),
    ];
    let answer = customer.submit(&ask, "Continue to accept", &person).await;
    let place = format!("{}&lang={}", answer.location(), language.as_str());
    let going = customer.open(&place).await.expect(200);
    assert!(
        going.all(".callout.attention").is_empty(),
        "nothing is known yet"
    );
    app.mails().await;
    if let Some(time) = then {
        app.pass(time);
        app.mails().await;
    }
    customer.open(&place).await.expect(200)
}

#[actix_web::test]
async fn a_code_that_was_refused_is_said_on_the_customers_page_in_every_language() {
    for (language, title, what_to_do) in [
        (
            Language::English,
            "The code could not be delivered",
            "ask for a new code",
        ),
        (
            Language::German,
            "Der Code konnte nicht zugestellt werden",
            "fordern Sie einen neuen Code an",
        ),
        (
            Language::French,
            "Le code n’a pas pu être remis",
            "demandez un nouveau code",
        ),
        (
            Language::Spanish,
            "No se pudo entregar el código",
            "solicite un código nuevo",
        ),
        (
            Language::Portuguese,
            "Não foi possível entregar o código",
            "peça um novo código",
        ),
        (
            Language::Japanese,
            "コードを届けられませんでした",
            "新しいコードを請求してください",
        ),
    ] {
        let rogue = Rogue::start(|point, _| match point {
            Point::Rcpt => Manner::Say("550 nobody of that name"),
            _ => Manner::Well,
        });
        let page = code_page(&rogue, language, None).await;
        let told = page.texts(".callout.attention").join(" ");
        assert!(told.contains(title) && told.contains(what_to_do), "{told}");
        assert!(
            told.contains("a•••@adatum.example") && told.contains("Admin agent of Contoso"),
            "{told}"
        );
        assert!(
            page.texts(".lead").is_empty(),
            "it does not say that the code was mailed"
        );
    }
}

#[actix_web::test]
async fn a_code_that_is_late_is_said_and_one_that_is_too_late_has_failed() {
    for (language, late, failed) in [
        (
            Language::English,
            "The code has not been mailed yet",
            "The code could not be delivered",
        ),
        (
            Language::German,
            "Der Code wurde noch nicht verschickt",
            "Der Code konnte nicht zugestellt werden",
        ),
        (
            Language::French,
            "Le code n’a pas encore été envoyé",
            "Le code n’a pas pu être remis",
        ),
        (
            Language::Spanish,
            "El código aún no se ha enviado",
            "No se pudo entregar el código",
        ),
        (
            Language::Portuguese,
            "O código ainda não foi enviado",
            "Não foi possível entregar o código",
        ),
        (
            Language::Japanese,
            "コードはまだ送信されていません",
            "コードを届けられませんでした",
        ),
    ] {
        let rogue = Rogue::start(|_, _| Manner::Close);
        let page = code_page(&rogue, language, None).await;
        let told = page.texts(".callout.attention").join(" ");
        assert!(told.contains(late), "{told}");
        let page = code_page(&rogue, language, Some(Duration::minutes(11))).await;
        let told = page.texts(".callout.attention").join(" ");
        assert!(told.contains(failed), "{told}");
    }
}

#[actix_web::test]
async fn a_code_leaves_within_about_a_minute_after_the_mail_server_is_back() {
    let is_down = Arc::new(AtomicBool::new(true));
    let rogue = switched(&is_down);
    let app = site(rogue.mailer());
    queue(&app, "code@adatum.example", true);
    for _ in 0..5 {
        app.mails().await;
        app.pass(Duration::seconds(70));
    }
    is_down.store(false, Ordering::Relaxed);
    app.mails().await;
    assert_eq!(rogue.recipients(), ["code@adatum.example"]);
}
