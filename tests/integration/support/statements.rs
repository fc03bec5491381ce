//! Counts what a request asks of the database.
//!
//! Diesel tells each statement to an [`Instrumentation`] that is made with the connection; those of the database that is
//! being counted write it down. A test of this kind lets no worker run meanwhile, so that all that is written down is
//! the request's.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::{Arc, LazyLock, Mutex, Once},
};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use partner_center::db::DatabaseUrl;

use super::{Database, TestApp};

/// What was asked while it was counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Statements {
    /// How many statements, without those that are counted apart: `texts` has them.
    pub(crate) count: usize,
    /// How often a connection was taken from a pool.
    pub(crate) checkouts: u64,
    /// Transactions begun, ended, and savepoints.
    pub(crate) transactions: usize,
    /// `SELECT 1`, which asks whether the connection still stands.
    pub(crate) pings: usize,
    /// The statements that count, in order, without what is bound in them.
    pub(crate) texts: Vec<String>,
    /// The same in full, as they can be asked again.
    pub(crate) full: Vec<String>,
    /// Those of them that the connection does not keep prepared, and so prepares anew each time.
    pub(crate) not_kept: Vec<String>,
}

impl fmt::Display for Statements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} statements, {} check-outs, {} of transactions, {} pings:",
            self.count, self.checkouts, self.transactions, self.pings
        )?;
        for (number, text) in self.texts.iter().enumerate() {
            writeln!(f, "{:3}. {text}", number + 1)?;
        }
        Ok(())
    }
}

/// Everything that a database was asked, while somebody counts, and whether the connection keeps it prepared.
type Heard = Arc<Mutex<Vec<(String, bool)>>>;

/// By what is found in the address of each connection to it: the file, or the database's name.
static LISTENING: LazyLock<Mutex<HashMap<String, Heard>>> = LazyLock::new(Mutex::default);

/// Hears the statements of one connection.
#[derive(Default)]
struct Ear {
    url: String,
    kept: HashSet<String>,
}

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                url.clone_into(&mut self.url)
            }
            InstrumentationEvent::CacheQuery { sql, .. } => {
                self.kept.insert(sql.trim().to_owned());
            }
            InstrumentationEvent::FinishQuery { query, .. } => {
                let query = query.to_string();
                let text = query.split(" -- binds:").next().unwrap_or_default();
                let is_kept = self.kept.contains(text.trim());
                let listening = LISTENING.lock().unwrap();
                if let Some((_, heard)) = listening.iter().find(|(key, _)| self.url.contains(*key))
                {
                    heard.lock().unwrap().push((query, is_kept));
                }
            }
            _ => {}
        }
    }
}

/// From now on each new connection of this process has an ear; to be called before the first is made.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_default_instrumentation(|| Some(Box::<Ear>::default())).unwrap();
    });
}

/// What the addresses of all connections to a database have in them, and no other's.
fn key(database: &Database) -> String {
    match &database.url {
        DatabaseUrl::Sqlite(path) => path.clone(),
        DatabaseUrl::Postgres(_) => database.name().to_owned(),
    }
}

impl Statements {
    fn of(heard: &[(String, bool)], checkouts: u64) -> Self {
        let mut found = Self {
            checkouts,
            ..Self::default()
        };
        for (heard, is_kept) in heard {
            let text = in_short(heard);
            let is = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
            if text == "SELECT 1" {
                found.pings += 1;
            } else if is(&["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"]) {
                found.transactions += 1;
            } else if !is(SET_UP) {
                found.count += 1;
                if !is_kept {
                    found.not_kept.push(text.clone());
                }
                let full = heard.split(" -- binds:").next().unwrap_or_default();
                found.full.push(full.trim().to_owned());
                found.texts.push(text);
            }
        }
        found
    }
}

/// What a new connection begins with, and Diesel's question for the number of a type, once for each connection: the
/// pool makes one when it likes.
const SET_UP: &[&str] = &[
    "PRAGMA",
    "SET TIME ZONE",
    "SELECT sqlite_version()",
    "SELECT pg_type.oid",
];

/// Without what is bound, without quotes, and without most of the columns that are read.
fn in_short(text: &str) -> String {
    let text = text.split(" -- binds:").next().unwrap_or_default();
    let text = text.trim().replace(['`', '"'], "");
    match text.split_once(" FROM ") {
        Some((columns, rest)) if columns.len() > 60 => {
            let first = columns.split(',').next().unwrap_or_default();
            format!("{first}, … FROM {rest}")
        }
        _ => text,
    }
}

impl TestApp {
    /// What `act` asks of the database: a request, or several. Nothing of the test's own may ask it anything meanwhile.
    pub(crate) async fn count_statements<T>(
        &self,
        act: impl Future<Output = T>,
    ) -> (T, Statements) {
        let (key, heard) = (key(self.database()), Heard::default());
        LISTENING.lock().unwrap().insert(key.clone(), heard.clone());
        let before = self.parts.db.checkouts();
        let done = act.await;
        let checkouts = self.parts.db.checkouts() - before;
        LISTENING.lock().unwrap().remove(&key);
        let heard = heard.lock().unwrap().clone();
        (done, Statements::of(&heard, checkouts))
    }
}
