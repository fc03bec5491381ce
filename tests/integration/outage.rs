//! A database that is busy, full, cut off or away: 503 with the time to come back, and words that are true.

use std::{
    env,
    sync::{Arc, Barrier},
    thread,
    time::{Duration, Instant},
};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection, sql_types::BigInt,
};
use partner_center::{
    db::{self, DatabaseUrl, Db, Error, Trouble},
    identity::Role,
};
use url::Url;

use crate::support::{Page, TestApp, Visitor};

/// Somebody else who works on the same database.
enum Other {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Other {
    fn of(app: &TestApp) -> Self {
        match app.parts.db.url() {
            DatabaseUrl::Sqlite(path) => Self::Sqlite(SqliteConnection::establish(path).unwrap()),
            DatabaseUrl::Postgres(url) => Self::Postgres(PgConnection::establish(url).unwrap()),
        }
    }

    /// Holds what every sign-in must write, until it is dropped.
    fn hold(app: &TestApp) -> Self {
        let mut other = Self::of(app);
        match &mut other {
            Self::Sqlite(sqlite) => sqlite.batch_execute("BEGIN EXCLUSIVE").unwrap(),
            Self::Postgres(pg) => pg
                .batch_execute("BEGIN; LOCK TABLE attempts IN ACCESS EXCLUSIVE MODE")
                .unwrap(),
        }
        other
    }
}

/// A site that loses its patience soon.
fn impatient() -> TestApp {
    TestApp::start_with(|parts| {
        let soon = Duration::from_millis(300);
        parts.db = Db::open_with_patience(parts.db.url(), 6, soon).unwrap();
    })
}

async fn try_to_sign_in(visitor: &Visitor) -> Page {
    let fields = [("email", "nobody@contoso.example"), ("password", "wrong")];
    visitor.post("/sign-in", &fields).await
}

#[track_caller]
fn says(page: Page, words: &str) {
    let page = page.expect(503);
    assert!(page.header("retry-after").parse::<u64>().unwrap() > 0);
    assert!(page.has_text(words), "{words} in {}", page.text());
    assert!(!page.has_text("our fault"), "{}", page.text());
}

#[actix_web::test]
async fn a_lock_that_somebody_else_holds_is_told_as_busy_and_passes() {
    let app = impatient();
    let visitor = app.visitor();
    let held = Other::hold(&app);
    says(try_to_sign_in(&visitor).await, "busy with something else");
    drop(held);
    try_to_sign_in(&visitor).await.expect(422);
}

#[actix_web::test]
async fn a_full_database_is_told_as_full() {
    let app = TestApp::start();
    if let DatabaseUrl::Postgres(_) = app.parts.db.url() {
        // There is no way to fill its disk; the unit tests of `db` know its words.
        return;
    }
    let fill = |statement: &'static str| {
        app.parts
            .db
            .write_now(move |tx| Ok::<_, Error>(tx.conn().batch_execute(statement)?))
    };
    fill("PRAGMA max_page_count = 1").unwrap();
    let full = (0..10_000).find_map(|_| {
        fill(
            "INSERT INTO attempts (id, kind, subject, at)
             VALUES (lower(hex(randomblob(16))), 'sign_in', hex(randomblob(32)), '2026-11-26T00:00:00.000000Z')",
        )
        .err()
    });
    let full = full.unwrap();
    assert!(
        matches!(full, Error::Unavailable(Trouble::Full, _)),
        "{full:?}"
    );
    says(try_to_sign_in(&app.visitor()).await, "full");
    app.visitor().open("/sign-in").await.expect(200);
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Cuts the site's connections of this kind, and returns how many that were.
fn cut(pg: &mut PgConnection, which: &str) -> i64 {
    let statement = format!(
        "SELECT count(pg_terminate_backend(pid)) AS count FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}"
    );
    let count: Count = diesel::sql_query(statement).get_result(pg).unwrap();
    count.count
}

#[actix_web::test]
async fn connections_that_were_cut_between_requests_are_not_noticed() {
    let app = TestApp::start();
    let Other::Postgres(mut pg) = Other::of(&app) else {
        // A file has nobody who could hang up.
        return;
    };
    let contoso = app.partner("Contoso");
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    for _ in 0..5 {
        assert!(cut(&mut pg, "true") > 0);
        agent.open("/customers").await.expect(200);
        assert!(cut(&mut pg, "true") > 0);
        try_to_sign_in(&app.visitor()).await.expect(422);
        assert!(cut(&mut pg, "true") > 0);
        app.visitor().open("/readyz").await.expect(200);
    }
}

#[actix_web::test]
async fn a_connection_that_is_cut_in_the_middle_is_told_and_changes_nothing() {
    let app = TestApp::start();
    let Other::Postgres(mut holder) = Other::hold(&app) else {
        return;
    };
    let visitor = app.visitor();
    let address = app.parts.db.url().clone();
    // Cuts the one that waits for the lock, as soon as it waits; the holder itself is idle.
    let cutter = thread::spawn(move || {
        let DatabaseUrl::Postgres(url) = address else {
            unreachable!("looked at above")
        };
        let mut pg = PgConnection::establish(&url).unwrap();
        let deadline = Instant::now() + Duration::from_secs(8);
        while cut(&mut pg, "wait_event_type = 'Lock'") == 0 {
            assert!(Instant::now() < deadline, "nobody waits");
        }
    });
    let answer = try_to_sign_in(&visitor).await;
    cutter.join().unwrap();
    says(answer, "does not answer. Nothing was changed");
    holder.batch_execute("ROLLBACK").unwrap();
    assert_eq!(app.count("attempts"), 0);
    try_to_sign_in(&visitor).await.expect(422);
}

#[actix_web::test]
async fn a_database_that_is_away_is_told_at_once_and_comes_back() {
    let app = TestApp::start();
    let DatabaseUrl::Postgres(url) = app.parts.db.url() else {
        return;
    };
    let name = Url::parse(url).unwrap().path().trim_matches('/').to_owned();
    let mut server = PgConnection::establish(&env::var("TEST_DATABASE_URL").unwrap()).unwrap();
    let visitor = app.visitor();
    let mut allow = |yes: bool| {
        let change = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {yes}");
        server.batch_execute(&change).unwrap();
        let cut = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        server.batch_execute(&cut).unwrap();
    };
    allow(false);
    let begun = Instant::now();
    visitor.open("/readyz").await.expect(503);
    says(try_to_sign_in(&visitor).await, "does not answer");
    says(visitor.open("/i/none").await, "Not at the moment");
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "the usual patience is ten seconds for each"
    );
    allow(true);
    visitor.open("/readyz").await.expect(200);
    try_to_sign_in(&visitor).await.expect(422);
}

#[actix_web::test]
async fn a_monitor_is_answered_while_every_connection_is_in_use() {
    const READERS: usize = 6;
    let app = TestApp::start();
    let gate = Arc::new((Barrier::new(READERS + 1), Barrier::new(READERS + 1)));
    let readers: Vec<_> = (0..READERS)
        .map(|_| {
            let (db, gate) = (app.parts.db.clone(), Arc::clone(&gate));
            thread::spawn(move || {
                db.read_now(|_| {
                    gate.0.wait();
                    gate.1.wait();
                    Ok::<_, db::Error>(())
                })
                .unwrap();
            })
        })
        .collect();
    gate.0.wait();
    let begun = Instant::now();
    let page = app.visitor().open("/readyz").await;
    let took = begun.elapsed();
    gate.1.wait();
    for reader in readers {
        reader.join().unwrap();
    }
    page.expect(200);
    assert!(took < Duration::from_secs(5), "{took:?}");
}
