//! Threads, pools, transactions and the two back ends; nothing outside this folder knows of them.
//!
//! A page does one [`Db::read`] or one [`Db::write`] with a synchronous closure: a connection cannot be
//! held across an await, and no mail can be sent inside a transaction. A change takes a [`Tx`], which only
//! `Db::write` makes, so that it cannot run outside a transaction.
//!
//! SQLite: one writer, several readers, WAL, `synchronous=FULL`; each write is `BEGIN IMMEDIATE`, because a
//! deferred transaction that reads and then writes fails under load. PostgreSQL: one pool, READ COMMITTED;
//! guarded updates and constraints decide who was first.

mod conn;
pub mod ids;
mod manager;
pub mod migrations;
#[expect(
    missing_docs,
    reason = "generated; the migrations say what the columns mean"
)]
pub mod schema;
pub mod search;
pub mod types;

use std::{sync::Arc, time::Duration};

use diesel::{
    connection::{AnsiTransactionManager, Connection, TransactionManager},
    result::{DatabaseErrorKind, Error as DieselError},
};

pub use conn::{Conn, MultiBackend};
pub use manager::{DatabaseUrl, Manager};

use crate::error::AppError;

/// A connection inside a write transaction; only [`Db::write`] makes one.
pub struct Tx<'c>(&'c mut Conn);

impl Tx<'_> {
    /// The connection, for reading and for statements.
    pub fn conn(&mut self) -> &mut Conn {
        self.0
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

/// `NotFound` and `Duplicate` are outcomes that rules act on; the rest is an accident.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such row within the scope.
    #[error("not found")]
    NotFound,
    /// A row like this is there already.
    #[error("duplicate")]
    Duplicate,
    /// No connection could be had in time.
    #[error("no connection to the database: {0}")]
    Pool(String),
    /// Anything else.
    #[error("database: {0}")]
    Other(DieselError),
}

/// What queries return.
pub type Result<T> = std::result::Result<T, Error>;

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Duplicate,
            other => Self::Other(other),
        }
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Pool(text) => Self::Unavailable(text),
            Error::Duplicate | Error::Other(_) => Self::Internal(error.to_string()),
        }
    }
}

type Pool = diesel::r2d2::Pool<Manager>;

/// The database of the site.
#[derive(Clone)]
pub struct Db {
    pools: Arc<Pools>,
}

struct Pools {
    readers: Pool,
    writers: Pool,
    url: DatabaseUrl,
}

/// How long a request waits for a connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);

impl Db {
    /// Opens the pools. Fails at once, with the reason, when the database cannot be reached.
    ///
    /// # Errors
    /// When the database cannot be reached, or is too old to be safe.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Self> {
        let pool = |size: u32| {
            Manager::new(url.clone()).check()?;
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(PATIENCE)
                .build(Manager::new(url.clone()))
                .map_err(|error| Error::Pool(error.to_string()))
        };
        let pools = match url {
            DatabaseUrl::Sqlite(_) => Pools {
                writers: pool(1)?,
                readers: pool(connections)?,
                url: url.clone(),
            },
            DatabaseUrl::Postgres(_) => {
                let both = pool(connections)?;
                Pools {
                    writers: both.clone(),
                    readers: both,
                    url: url.clone(),
                }
            }
        };
        Ok(Self {
            pools: Arc::new(pools),
        })
    }

    /// Where this database is.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.pools.url
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
        let mut conn = self
            .pools
            .readers
            .get()
            .map_err(|error| Error::Pool(error.to_string()))?;
        f(&mut conn)
    }

    /// [`Db::write`] for the command line, which has no executor.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_now<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut conn = self
            .pools
            .writers
            .get()
            .map_err(|error| Error::Pool(error.to_string()))?;
        begin(&mut conn)?;
        match f(&mut Tx(&mut conn)) {
            Ok(value) => {
                Transactions::commit_transaction(&mut *conn).map_err(Error::from)?;
                Ok(value)
            }
            Err(error) => {
                // A failed roll-back leaves the connection marked as broken; the pool drops it.
                if let Err(cause) = Transactions::rollback_transaction(&mut *conn) {
                    tracing::warn!(%cause, "roll-back failed");
                }
                Err(error)
            }
        }
    }
}

impl Db {
    /// A writer outside a transaction: migrations bring their own.
    fn with_writer<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self
            .pools
            .writers
            .get()
            .map_err(|error| Error::Pool(error.to_string()))?;
        f(&mut conn)
    }
}

type Transactions = <Conn as Connection>::TransactionManager;

fn begin(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")?
        }
        Conn::Postgres(_) => Transactions::begin_transaction(conn)?,
    }
    Ok(())
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
        Err(cause) => Err(Error::Pool(format!("the work was cut short: {cause}")).into()),
    }
}
