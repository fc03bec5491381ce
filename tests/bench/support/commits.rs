//! What the disk allows: one row in one durable transaction, again and again, beside the database that is measured.

use std::{
    thread,
    time::{Duration, Instant},
};

use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};

use super::store::{Kind, Store};

const SO_LONG: Duration = Duration::from_secs(1);
/// As many connections as the program has for writing to PostgreSQL.
const CONNECTIONS: usize = 8;
const INSERT: &str =
    "INSERT INTO commits (text) VALUES ('a row of a few bytes, as plain as can be')";

/// Plain durable commits a second. SQLite has one writer, however many ask.
pub(crate) fn per_second(store: &Store, clients: usize) -> f64 {
    let url = store.url().to_owned();
    match store.kind() {
        Kind::Sqlite => {
            let path = store.folder().join("commits.db");
            let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
            let begin = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            conn.batch_execute(&format!(
                "{begin} CREATE TABLE IF NOT EXISTS commits (text TEXT)"
            ))
            .unwrap();
            count(&mut conn)
        }
        Kind::Postgres => {
            let mut conn = PgConnection::establish(&url).unwrap();
            conn.batch_execute("CREATE TABLE IF NOT EXISTS commits (text TEXT)")
                .unwrap();
            let each = |_| {
                let url = url.clone();
                thread::spawn(move || count(&mut PgConnection::establish(&url).unwrap()))
            };
            let threads: Vec<_> = (0..clients.min(CONNECTIONS)).map(each).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        }
    }
}

fn count(conn: &mut impl SimpleConnection) -> f64 {
    let (begun, mut commits) = (Instant::now(), 0_u32);
    while begun.elapsed() < SO_LONG {
        conn.batch_execute(INSERT).unwrap();
        commits += 1;
    }
    f64::from(commits) / begun.elapsed().as_secs_f64()
}
