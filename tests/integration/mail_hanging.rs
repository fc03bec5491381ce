//! A mail server that hangs, drips, never ends a line, or answers late: what it costs, and whom.

use std::time::{Duration, Instant};

use partner_center::mail::{Deadlines, MailState};

use crate::support::{Letter, Manner, Point, Rogue, SOON, TestApp, Working, queue, until};

/// A site that sends by this server.
fn site(rogue: &Rogue) -> TestApp {
    let mailer = rogue.mailer();
    TestApp::start_with(|parts| parts.mailer = mailer)
}

/// Deadlines that a test waits for only when something is wrong.
const LATE: Deadlines = Deadlines {
    command: Duration::from_secs(120),
    letter: Duration::from_secs(120),
    ..SOON
};

fn kept(letter: &Letter) {
    assert_eq!(
        (letter.state, letter.attempts),
        (MailState::Queued, 1),
        "{}",
        letter.answer
    );
}

/// Behaves so at one point for letters to `rogue.example`, and well otherwise.
fn only_at(at: Point, manner: Manner) -> impl Fn(Point, &str) -> Manner + Send + Sync + 'static {
    move |point, recipient| {
        let concerns = matches!(
            point,
            Point::Banner | Point::Ehlo | Point::StartTls | Point::EhloEncrypted | Point::Mail
        ) || recipient.ends_with("@rogue.example");
        if point == at && concerns {
            manner
        } else {
            Manner::Well
        }
    }
}

#[actix_web::test]
async fn a_server_that_hangs_anywhere_costs_the_time_of_that_step_and_the_letter_is_kept() {
    for (point, step) in [
        (Point::Banner, "Greeting: No answer within 2 seconds"),
        (Point::Ehlo, "Greeting: No answer within 2 seconds"),
        (Point::Mail, "MAIL FROM: No answer within 2 seconds"),
        (Point::Rcpt, "RCPT TO: No answer within 2 seconds"),
        (Point::Data, "DATA: No answer within 2 seconds"),
        (Point::Dot, "The letter: No answer within 3 seconds"),
    ] {
        let rogue = Rogue::start(only_at(point, Manner::Hang));
        let app = site(&rogue);
        queue(&app, "ana@rogue.example", false);
        let letter = app.mail_to("ana@rogue.example").await;
        kept(&letter);
        assert_eq!(letter.answer, step);
        until("the connection closes", || rogue.seen().closed.len() == 1).await;
    }
    for point in [Point::StartTls, Point::EhloEncrypted] {
        let rogue = Rogue::start_tls(only_at(point, Manner::Hang));
        let app = site(&rogue);
        queue(&app, "ana@rogue.example", false);
        let letter = app.mail_to("ana@rogue.example").await;
        kept(&letter);
        assert_eq!(letter.answer, "Encryption: No answer within 2 seconds");
    }
}

#[actix_web::test]
async fn an_answer_that_drips_is_not_waited_for_byte_by_byte() {
    for (point, step) in [(Point::Banner, "Greeting"), (Point::Rcpt, "RCPT TO")] {
        let rogue = Rogue::start(only_at(point, Manner::Drip));
        let app = site(&rogue);
        queue(&app, "ana@rogue.example", false);
        let letter = app.mail_to("ana@rogue.example").await;
        kept(&letter);
        assert_eq!(letter.answer, format!("{step}: No answer within 2 seconds"));
    }
}

#[actix_web::test]
async fn the_connection_of_a_command_that_was_cut_short_is_closed_and_never_used_again() {
    // The answers to the letter that was given up come later, on whatever connection it was.
    let rogue = Rogue::start(only_at(Point::Rcpt, Manner::Late(Duration::from_secs(4))));
    let app = site(&rogue);
    for recipient in [
        "first@well.example",
        "cut@rogue.example",
        "next@well.example",
    ] {
        queue(&app, recipient, false);
        let letter = app.mail_to(recipient).await;
        let expected = if recipient.starts_with("cut") {
            (
                MailState::Queued,
                "RCPT TO: No answer within 2 seconds".to_owned(),
            )
        } else {
            (MailState::Sent, format!("250 taken for {recipient}"))
        };
        assert_eq!((letter.state, letter.answer), expected);
    }
    let seen = rogue.seen();
    let connection = |wanted: &str| {
        let (_, connection) = seen.named.iter().find(|(name, _)| name == wanted).unwrap();
        *connection
    };
    assert_eq!(
        connection("first@well.example"),
        connection("cut@rogue.example"),
        "a good connection is used again"
    );
    assert_ne!(
        connection("cut@rogue.example"),
        connection("next@well.example")
    );
}

#[actix_web::test]
async fn a_connection_that_the_server_closed_while_it_was_idle_costs_no_try() {
    let rogue = Rogue::start(|point, recipient| match (point, recipient) {
        // The second letter of a connection.
        (Point::Mail, "first@well.example") => Manner::Close,
        _ => Manner::Well,
    });
    let app = site(&rogue);
    for recipient in ["first@well.example", "second@well.example"] {
        queue(&app, recipient, false);
        let letter = app.mail_to(recipient).await;
        assert_eq!(
            (letter.state, letter.attempts),
            (MailState::Sent, 1),
            "{}",
            letter.answer
        );
    }
    assert_eq!(rogue.seen().connections, 2);
}

#[actix_web::test]
async fn an_answer_without_end_is_cut_off_before_it_fills_the_memory() {
    for manner in [Manner::EndlessLine, Manner::EndlessAnswer] {
        for point in [Point::Banner, Point::Ehlo, Point::Rcpt, Point::Dot] {
            let rogue = Rogue::start(only_at(point, manner));
            cut_off(&rogue).await;
        }
        for point in [Point::Ehlo, Point::EhloEncrypted, Point::Rcpt] {
            let rogue = Rogue::start_tls(only_at(point, manner));
            cut_off(&rogue).await;
        }
    }
}

#[actix_web::test]
async fn a_connection_encrypted_from_the_first_byte_is_bounded_and_used_again_like_any_other() {
    let rogue = Rogue::start_encrypted(only_at(Point::Rcpt, Manner::EndlessLine));
    cut_off(&rogue).await;
    let rogue = Rogue::start_encrypted(|_, _| Manner::Well);
    let app = site(&rogue);
    for recipient in ["first@well.example", "second@well.example"] {
        queue(&app, recipient, false);
        let letter = app.mail_to(recipient).await;
        assert_eq!(letter.answer, format!("250 taken for {recipient}"));
    }
    assert_eq!(rogue.seen().connections, 1);
    // In the clear, so that the handshake never comes.
    let silent = Rogue::start(only_at(Point::Banner, Manner::Hang));
    let mut settings = rogue.settings();
    settings.port = silent.settings().port;
    let mailer = partner_center::mail::Mailer::smtp_within(
        &settings,
        rogue.mailer().from().unwrap().clone(),
        SOON,
    )
    .unwrap();
    let app = TestApp::start_with(|parts| parts.mailer = mailer);
    queue(&app, "ana@well.example", false);
    let letter = app.mail_to("ana@well.example").await;
    kept(&letter);
    assert_eq!(letter.answer, "Encryption: No answer within 2 seconds");
}

async fn cut_off(rogue: &Rogue) {
    // It is the length that ends it, not the time.
    let mailer = rogue.mailer_within(LATE);
    let app = TestApp::start_with(|parts| parts.mailer = mailer);
    queue(&app, "ana@rogue.example", false);
    let begun = Instant::now();
    let letter = app.mail_to("ana@rogue.example").await;
    kept(&letter);
    assert!(
        letter.answer.contains("more than 64 KiB"),
        "{}",
        letter.answer
    );
    assert!(begun.elapsed() < LATE.command);
    until("the connection closes", || rogue.seen().closed.len() == 1).await;
    // What the buffers of the system between the two hold comes on top.
    assert!(rogue.seen().poured < 20_000_000, "{}", rogue.seen().poured);
}

#[actix_web::test]
async fn ten_hanging_recipients_do_not_keep_a_code_or_a_letter_waiting() {
    for point in [Point::Rcpt, Point::Dot] {
        let rogue = Rogue::start(move |at, recipient| {
            if at == point && recipient.contains("hanging") {
                Manner::Hang
            } else {
                Manner::Well
            }
        });
        let mailer = rogue.mailer_within(LATE);
        let app = TestApp::start_with(|parts| parts.mailer = mailer);
        for number in 0..10 {
            queue(&app, &format!("ana@hanging{number}.example"), false);
            queue(&app, &format!("code@hanging{number}.example"), true);
        }
        let working = Working::begin(&app);
        until("ten letters hang", || rogue.seen().named.len() >= 10).await;
        let begun = Instant::now();
        queue(&app, "code@well.example", true);
        queue(&app, "letter@well.example", false);
        until("the healthy ones get theirs", || {
            rogue.recipients().len() == 2
        })
        .await;
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?}",
            begun.elapsed()
        );
        working.end().await;
    }
}

#[actix_web::test]
async fn a_domain_that_hangs_has_one_letter_under_way_with_any_number_of_workers() {
    let rogue = Rogue::start(only_at(Point::Rcpt, Manner::Hang));
    let app = site(&rogue);
    for number in 0..12 {
        queue(&app, &format!("ana{number}@rogue.example"), false);
        queue(&app, &format!("ben{number}@well.example"), false);
    }
    let workers = [Working::begin(&app), Working::begin(&app)];
    until("three were tried", || {
        let seen = rogue.seen();
        let tried = seen.named.iter();
        tried
            .filter(|(name, _)| name.ends_with("@rogue.example"))
            .count()
            >= 3
            && seen.letters.len() == 12
    })
    .await;
    for worker in workers {
        worker.end().await;
    }
    assert_eq!(rogue.seen().most_at_once["rogue.example"], 1);
}

#[actix_web::test]
async fn a_domain_that_answers_gets_the_places_that_there_are() {
    let rogue = Rogue::start(|point, _| match point {
        Point::Dot => Manner::Late(Duration::from_millis(100)),
        _ => Manner::Well,
    });
    let app = site(&rogue);
    for number in 0..40 {
        queue(&app, &format!("ana{number}@well.example"), false);
    }
    let working = Working::begin(&app);
    until("all are taken", || rogue.recipients().len() == 40).await;
    working.end().await;
    let most = rogue.seen().most_at_once["well.example"];
    assert!((4..=8).contains(&most), "{most}");
}

#[actix_web::test]
async fn a_refusal_before_the_recipient_is_named_does_not_give_the_letter_up() {
    for (point, words) in [
        (Point::Banner, "554 no service here"),
        (Point::Mail, "550 we do not like your sender"),
        (Point::Rcpt, "421 closing down"),
    ] {
        let rogue = Rogue::start(only_at(point, Manner::Say(words)));
        let app = site(&rogue);
        queue(&app, "ana@rogue.example", false);
        kept(&app.mail_to("ana@rogue.example").await);
    }
    let rogue = Rogue::start(only_at(Point::Rcpt, Manner::Say("550 nobody of that name")));
    let app = site(&rogue);
    queue(&app, "ana@rogue.example", false);
    let letter = app.mail_to("ana@rogue.example").await;
    assert_eq!(letter.state, MailState::Failed, "{}", letter.answer);
}
