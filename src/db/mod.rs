//! Threads, pools, transactions and the two back ends; nothing outside this folder knows of them.
//!
//! A page reads over one [`Reader`] and writes in one [`Db::write`], with synchronous closures: a closure cannot wait
//! for a network while it has a connection, and no mail can be sent inside a transaction. A change takes a [`Tx`],
//! which only `Db::write` makes, so it always runs in a transaction.
//!
//! SQLite: one writer, several readers, WAL, `synchronous=FULL`; each write is `BEGIN IMMEDIATE`, because a
//! deferred transaction that reads and then writes fails under load. PostgreSQL: one pool, READ COMMITTED;
//! guarded updates and constraints decide who was first.
//!
//! A database that is busy, full or away is an [`Error::Unavailable`], which becomes a page that says so.

mod conn;
mod error;
mod file;
mod fitness;
pub mod ids;
pub mod keyset;
mod manager;
pub mod migrations;
mod name_keys;
mod pools;
mod reader;
#[expect(
    missing_docs,
    reason = "generated; the migrations say what the columns mean"
)]
pub mod schema;
pub mod search;
mod sql;
mod text_enum;
pub mod text_set;
pub mod types;
mod upkeep;

use std::{sync::Arc, time::Duration};

use diesel::{
    RunQueryDsl,
    connection::{Connection, SimpleConnection},
    result::Error as DieselError,
};

pub use conn::{Conn, MultiBackend};
pub use error::{Error, Result, Trouble};
pub use manager::DatabaseUrl;
pub use reader::Reader;
pub use sql::{Keys, Rows, Sql, all_numbers, counted, is_one_of, no_index, numbers, sql};

use pools::Pools;

/// A connection inside a write transaction; only [`Db::write`] makes one.
pub struct Tx<'c>(&'c mut Conn);

impl Tx<'_> {
    /// The connection, for reading and for statements.
    pub fn conn(&mut self) -> &mut Conn {
        self.0
    }

    /// Locks a name until the transaction ends (an advisory lock on PostgreSQL). Used where events of somebody are
    /// counted who has no row to lock. Taken first in a transaction (lock order), so that nobody waits for a name while
    /// holding a row that the name's holder needs.
    pub fn hold(&mut self, name: &str) -> Result<()> {
        match self.0 {
            // SQLite has a single writer, so the transaction is alone anyway.
            Conn::Sqlite(_) => {}
            Conn::Postgres(postgres) => {
                diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                    .bind::<diesel::sql_types::Text, _>(name)
                    .execute(postgres)?;
            }
        }
        Ok(())
    }

    /// Runs a statement that may fail as a duplicate, in a savepoint: without one, PostgreSQL refuses every later
    /// statement of the transaction.
    ///
    /// # Errors
    /// The statement's own; the transaction goes on.
    pub fn attempt<T>(
        &mut self,
        f: impl FnOnce(&mut Conn) -> std::result::Result<T, DieselError>,
    ) -> Result<T> {
        Ok(self.0.transaction(f)?)
    }

    /// Does all of it or, where it fails, nothing, in a savepoint; the transaction goes on.
    ///
    /// # Errors
    /// Those of what is done.
    pub fn attempt_all<T>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.0.transaction(|conn| f(&mut Tx(conn)))
    }
}

/// The database of the site.
#[derive(Clone)]
pub struct Db {
    pools: Arc<Pools>,
    damage: file::Damage,
}

/// The number of PostgreSQL's advisory lock for what one process does at a time: "partner" in ASCII.
const LOCK_OF_MIGRATIONS: i64 = 0x0070_6172_746e_6572;

/// How long a request waits for a connection or a lock before it is refused.
const PATIENCE: Duration = Duration::from_secs(10);

impl Db {
    /// Opens the pools; fails at once when the database cannot be reached. SQLite's file is made, and kept, for its
    /// owner only.
    ///
    /// # Errors
    /// When the database cannot be reached, or is too old to be safe.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Self> {
        Self::open_with_patience(url, connections, PATIENCE)
    }

    /// [`Db::open`] with another time limit than ten seconds for a connection and for a lock.
    pub fn open_with_patience(
        url: &DatabaseUrl,
        connections: u32,
        patience: Duration,
    ) -> Result<Self> {
        if let DatabaseUrl::Sqlite(path) = url {
            file::keep_to_the_owner(path)?;
        }
        Ok(Self {
            pools: Arc::new(Pools::open(url, connections, patience)?),
            damage: file::Damage::default(),
        })
    }

    /// Where this database is.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.pools.url
    }

    /// How many connections this process has taken from its pools. A page should take one, because others wait
    /// meanwhile.
    #[must_use]
    pub fn checkouts(&self) -> u64 {
        self.pools.checkouts()
    }

    /// Reads, on a thread for blocking work.
    pub async fn read<T, E>(
        &self,
        f: impl FnOnce(&mut Conn) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let db = self.clone();
        off_executor(move || db.read_now(f)).await
    }

    /// Commits when `f` is `Ok`, rolls back when it is `Err`; on a thread for blocking work.
    ///
    /// # Errors
    /// What `f` returns, that no connection was free, or that the commit failed.
    pub async fn write<T, E>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let db = self.clone();
        off_executor(move || db.write_now(f)).await
    }

    /// [`Db::read`] for the command line, which has no executor.
    pub fn read_now<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Conn) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        f(&mut self.pools.reader()?.conn)
    }

    /// [`Db::write`] for the command line, which has no executor.
    pub fn write_now<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut kept = self.pools.writer()?;
        match f(&mut Tx(&mut kept.conn)) {
            Ok(value) => {
                pools::commit(&mut kept.conn)?;
                Ok(value)
            }
            Err(error) => {
                pools::roll_back(&mut kept.conn);
                Err(error)
            }
        }
    }

    /// [`Db::write_now`], but only one at a time among all processes: for what is done once in the life of an
    /// installation. Waits for the others.
    pub fn write_alone<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_now(|tx| {
            // SQLite has a single writer.
            if let Conn::Postgres(pg) = tx.conn() {
                diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                    .bind::<diesel::sql_types::BigInt, _>(LOCK_OF_MIGRATIONS)
                    .execute(pg)
                    .map_err(Error::from)?;
            }
            f(tx)
        })
    }

    /// Answers a monitor: over a connection of its own and within `within`, however busy or dead the database is.
    ///
    /// # Errors
    /// What `ask` returns, or that the database does not answer in time.
    pub async fn probe<T: Send + 'static>(
        &self,
        within: Duration,
        ask: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let db = self.clone();
        let answer = async {
            let Ok(turn) = Arc::clone(&db.pools.turn).acquire_owned().await else {
                return Err(Error::Accident("no more probes".to_owned()));
            };
            off_executor(move || {
                let answer = db.pools.probe(ask);
                drop(turn);
                answer
            })
            .await
        };
        tokio::time::timeout(within, answer)
            .await
            .unwrap_or_else(|_| {
                let text = format!("no answer within {within:?}");
                Err(Error::Unavailable(Trouble::Away, text))
            })
    }
}

async fn off_executor<T, E>(
    f: impl FnOnce() -> std::result::Result<T, E> + Send + 'static,
) -> std::result::Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    match tokio::task::spawn_blocking(f).await {
        Ok(result) => result,
        Err(cause) => Err(Error::Accident(format!("the work was cut short: {cause}")).into()),
    }
}

/// Runs statements that have no parameters, on either back end.
fn execute(conn: &mut Conn, statements: &str) -> Result<()> {
    Ok(conn.batch_execute(statements)?)
}
