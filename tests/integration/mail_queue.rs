//! Who takes which letter when: codes first, leases, and what a worker that ends leaves behind.

use std::time::{Duration, Instant};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::{schema::mails, types::Timestamp},
    jobs::Node,
    mail::MailState,
};

use crate::support::{Manner, Point, Rogue, SOON, TestApp, Working, queue, until};

fn site(rogue: &Rogue) -> TestApp {
    let mailer = rogue.mailer();
    TestApp::start_with(|parts| parts.mailer = mailer)
}

/// Letters that somebody holds.
fn leased(app: &TestApp) -> i64 {
    let leased = mails::table
        .filter(mails::state.eq("queued"))
        .filter(mails::leased_until.is_not_null());
    app.read(|conn| Ok(leased.count().get_result(conn)?))
}

/// State, tries and lease of the letters to this address.
fn rows(app: &TestApp, email: &str) -> Vec<(String, i32, Option<Timestamp>)> {
    let rows = mails::table.filter(mails::recipient.eq(email)).select((
        mails::state,
        mails::attempts,
        mails::leased_until,
    ));
    app.read(|conn| Ok(rows.load(conn)?))
}

#[actix_web::test]
async fn codes_go_before_everything_else() {
    let rogue = Rogue::start(|_, _| Manner::Well);
    let app = site(&rogue);
    for number in 0..30 {
        queue(&app, &format!("ana@well{number}.example"), false);
    }
    app.pass(chrono::Duration::minutes(1));
    for number in 0..3 {
        queue(&app, &format!("code@well{number}.example"), true);
    }
    app.mails().await;
    let first: Vec<String> = rogue.recipients().into_iter().take(3).collect();
    assert_eq!(
        first,
        [
            "code@well0.example",
            "code@well1.example",
            "code@well2.example"
        ]
    );
    assert_eq!(rogue.recipients().len(), 33);
}

#[actix_web::test]
async fn a_worker_that_is_told_to_stop_cuts_off_what_hangs_and_gives_it_back_untried() {
    let rogue = Rogue::start(|point, _| match point {
        Point::Dot => Manner::Hang,
        _ => Manner::Well,
    });
    let mailer = rogue.mailer_within(partner_center::mail::Deadlines {
        letter: Duration::from_secs(300),
        ..SOON
    });
    let app = TestApp::start_with(|parts| parts.mailer = mailer);
    queue(&app, "ana@rogue.example", false);
    let working = Working::begin(&app);
    until("it hangs", || rogue.seen().named.len() == 1).await;
    assert_eq!(leased(&app), 1);

    let begun = Instant::now();
    working.end().await;

    assert!(
        begun.elapsed() < Duration::from_secs(30),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(
        rows(&app, "ana@rogue.example"),
        [("queued".to_owned(), 0, None)]
    );
    until("the connection closes", || rogue.seen().closed.len() == 1).await;
}

#[actix_web::test]
async fn what_is_quick_is_finished_before_a_worker_stops() {
    let rogue = Rogue::start(|point, _| match point {
        Point::Dot => Manner::Late(Duration::from_millis(400)),
        _ => Manner::Well,
    });
    let mailer = rogue.mailer_within(partner_center::mail::Deadlines {
        stop: Duration::from_secs(60),
        ..SOON
    });
    let app = TestApp::start_with(|parts| parts.mailer = mailer);
    queue(&app, "ana@well.example", false);
    let working = Working::begin(&app);
    until("it is under way", || rogue.seen().named.len() == 1).await;
    working.end().await;
    let letter = app.mail_to("ana@well.example").await;
    assert_eq!((letter.state, letter.attempts), (MailState::Sent, 1));
    assert_eq!(rogue.recipients().len(), 1);
}

#[actix_web::test]
async fn a_new_start_takes_up_the_letters_of_the_one_that_was_killed_at_once_and_nobody_elses() {
    let rogue = Rogue::start(|point, recipient| match point {
        Point::Rcpt if recipient.ends_with("@hanging.example") => Manner::Hang,
        _ => Manner::Well,
    });
    let mailer = rogue.mailer_within(partner_center::mail::Deadlines {
        command: Duration::from_secs(300),
        ..SOON
    });
    let app = TestApp::start_with(|parts| parts.mailer = mailer);
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let name = |folder: &tempfile::TempDir| Node::of_folder(folder.path()).unwrap();
    queue(&app, "ana@hanging.example", false);
    let killed = Working::begin_as(&app, name(&folder));
    until("it hangs", || rogue.seen().named.len() == 1).await;
    killed.die().await;
    assert_eq!(leased(&app), 1, "nobody has given it back");

    // A node of another name leaves it alone, and does its own work.
    queue(&app, "ben@well.example", false);
    let stranger = Working::begin_as(&app, name(&other));
    until("the other works", || rogue.recipients().len() == 1).await;
    stranger.end().await;
    assert_eq!(
        (leased(&app), rogue.seen().named.len()),
        (1, 2),
        "the lease of the dead one still runs"
    );

    let again = Working::begin_as(&app, name(&folder));
    until("it is tried again", || rogue.seen().named.len() == 3).await;
    assert_eq!(rows(&app, "ana@hanging.example")[0].1, 2);
    again.end().await;
}

#[actix_web::test]
async fn a_lease_that_has_run_out_is_anybodys() {
    let rogue = Rogue::start(|_, _| Manner::Well);
    let app = site(&rogue);
    queue(&app, "ana@well.example", false);
    let (past, stranger) = (app.now(), partner_center::db::ids::NodeId::new());
    let held = |until: Timestamp| {
        let row = mails::table.filter(mails::recipient.eq("ana@well.example"));
        let set =
            diesel::update(row).set((mails::leased_until.eq(until), mails::leased_by.eq(stranger)));
        app.write(|tx| Ok(set.execute(tx.conn())?))
    };
    held(past.plus(chrono::Duration::minutes(2)));
    assert_eq!(app.mail_to("ana@well.example").await.attempts, 0);
    app.pass(chrono::Duration::minutes(3));
    assert_eq!(app.mail_to("ana@well.example").await.state, MailState::Sent);
}
