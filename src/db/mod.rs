//! Threads, pools, transactions and the two back ends; nothing outside this folder knows of them.
//!
//! A page reads over one [`Reader`] and writes in one [`Db::write`], with synchronous closures: no closure can wait
//! for a network while it has a connection, and no mail can be sent inside a transaction. A change takes a [`Tx`], which only
//! `Db::write` makes, so that it cannot run outside a transaction.
//!
//! SQLite: one writer, several readers, WAL, `synchronous=FULL`; each write is `BEGIN IMMEDIATE`, because a
//! deferred transaction that reads and then writes fails under load. PostgreSQL: one pool, READ COMMITTED;
//! guarded updates and constraints decide who was first.
//!
//! A database that is busy, full or away is an [`Error::Unavailable`], which becomes a page that says so.

mod conn;
mod error;
mod file;
pub mod ids;
pub mod keyset;
mod manager;
pub mod migrations;
mod pools;
mod reader;
#[expect(
    missing_docs,
    reason = "generated; the migrations say what the columns mean"
)]
pub mod schema;
pub mod search;
mod sql;
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
pub use sql::{Rows, Sql, all_numbers, counted, is_one_of, numbers, sql};

use pools::Pools;

/// A connection inside a write transaction; only [`Db::write`] makes one.
pub struct Tx<'c>(&'c mut Conn);

impl Tx<'_> {
    /// The connection, for reading and for statements.
    pub fn conn(&mut self) -> &mut Conn {
        self.0
    }

    /// Holds a name until the transaction ends: whoever else asks for the same one waits. For what is counted about
    /// somebody who has no row of their own that could be held. Asked for first in a transaction, so that nobody
    /// waits for a name while holding a row that its holder needs.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn hold(&mut self, name: &str) -> Result<()> {
        match self.0 {
            // It has one writer at a time in any case.
            Conn::Sqlite(_) => {}
            Conn::Postgres(postgres) => {
                diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                    .bind::<diesel::sql_types::Text, _>(name)
                    .execute(postgres)?;
            }
        }
        Ok(())
    }

    /// One statement that may be refused as a duplicate without spoiling the transaction: PostgreSQL would
    /// otherwise refuse everything after it.
    ///
    /// # Errors
    /// The statement's own; the transaction goes on.
    pub fn attempt<T>(
        &mut self,
        f: impl FnOnce(&mut Conn) -> std::result::Result<T, DieselError>,
    ) -> Result<T> {
        Ok(self.0.transaction(f)?)
    }
}

/// The database of the site.
#[derive(Clone)]
pub struct Db {
    pools: Arc<Pools>,
    damage: upkeep::Damage,
}

/// How long a request waits for a connection, or for a lock, before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);

impl Db {
    /// Opens the pools. Fails at once, with the reason, when the database cannot be reached. The file of SQLite is
    /// made, and kept, for its owner alone.
    ///
    /// # Errors
    /// When the database cannot be reached, or is too old to be safe.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Self> {
        Self::open_with_patience(url, connections, PATIENCE)
    }

    /// [`Db::open`], with another patience than the usual ten seconds for a connection and for a lock.
    ///
    /// # Errors
    /// As [`Db::open`].
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
            damage: upkeep::Damage::default(),
        })
    }

    /// Where this database is.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.pools.url
    }

    /// How often this process has taken a connection from its pools since it opened them. A page takes one; what a
    /// page takes more is time in which others wait.
    #[must_use]
    pub fn checkouts(&self) -> u64 {
        self.pools.checkouts()
    }

    /// Reads, off the async executor.
    ///
    /// # Errors
    /// What `f` returns, or that no connection was free.
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

    /// Commits when `f` is `Ok`, rolls back when it is `Err`; off the async executor.
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
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_now<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Conn) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        f(&mut self.pools.reader()?.conn)
    }

    /// [`Db::write`] for the command line, which has no executor.
    ///
    /// # Errors
    /// As [`Db::write`].
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

    /// [`Db::write_now`], one at a time among all processes, whatever rows they touch: for what is done once in
    /// the life of an installation. Waits for the others.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_alone<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_now(|tx| {
            // A writer on SQLite is alone.
            if let Conn::Postgres(pg) = tx.conn() {
                diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                    .bind::<diesel::sql_types::BigInt, _>(migrations::LOCK)
                    .execute(pg)
                    .map_err(Error::from)?;
            }
            f(tx)
        })
    }

    /// Asks something for a monitor: over a connection of its own, and never longer than `within`, however busy
    /// or dead the database is.
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
