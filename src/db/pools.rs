//! The connection pools, and how broken connections are found.
//!
//! A connection that the database has closed is found before anything important is sent over it, and replaced. A reader
//! first asks `SELECT 1` (only on PostgreSQL; SQLite has no server that could hang up). A writer finds out by its own
//! `BEGIN`, at no extra cost.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use diesel::{
    connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager},
    r2d2::{ManageConnection, PooledConnection},
};
use tokio::sync::Semaphore;

use super::{
    Conn, DatabaseUrl, Error, Result, Trouble, fitness,
    manager::{Kept, Manager, Patience},
};

pub(super) type Pool = diesel::r2d2::Pool<Manager>;
pub(super) type Pooled = PooledConnection<Manager>;
type Transactions = <Conn as Connection>::TransactionManager;

/// All connections of a process to its database.
pub(super) struct Pools {
    readers: Pool,
    /// On PostgreSQL the same pool as the readers; on SQLite a pool of one, for the single writer.
    writers: Pool,
    /// Outside the pools, so that a monitor gets its answer however many requests wait.
    probe: Mutex<Option<Conn>>,
    /// Only one probe at a time: a database that hangs must not take a thread for each question.
    pub(super) turn: Arc<Semaphore>,
    /// How often a connection was taken from a pool.
    checkouts: AtomicU64,
    pub(super) url: DatabaseUrl,
}

impl Pools {
    pub(super) fn open(url: &DatabaseUrl, connections: u32, patience: Duration) -> Result<Self> {
        fitness::check(
            url,
            &Manager::new(url.clone(), Patience::of_pages(patience)),
        )?;
        let pool = |size: u32| {
            let manager = Manager::new(url.clone(), Patience::of_pages(patience));
            manager.connect_now()?;
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(patience)
                .test_on_check_out(false)
                .build(manager)
                .map_err(|error| Error::Unavailable(Trouble::Away, error.to_string()))
        };
        let (readers, writers) = match url {
            DatabaseUrl::Sqlite(_) => {
                let writers = pool(1)?;
                (pool(connections)?, writers)
            }
            DatabaseUrl::Postgres(_) => {
                let both = pool(connections)?;
                (both.clone(), both)
            }
        };
        Ok(Self {
            readers,
            writers,
            probe: Mutex::new(None),
            turn: Arc::new(Semaphore::new(1)),
            checkouts: AtomicU64::new(0),
            url: url.clone(),
        })
    }

    /// How often [`Pools::reader`] or [`Pools::writer`] was asked for a connection.
    pub(super) fn checkouts(&self) -> u64 {
        self.checkouts.load(Ordering::Relaxed)
    }

    /// A connection to read with.
    pub(super) fn reader(&self) -> Result<Pooled> {
        self.checked_out(&self.readers, ping)
    }

    /// A connection inside a transaction that may write.
    pub(super) fn writer(&self) -> Result<Pooled> {
        self.checked_out(&self.writers, begin)
    }

    /// The first connection over which `opening` succeeds. After a restart of the database every pooled connection is
    /// dead; each is met once and dropped.
    fn checked_out(&self, pool: &Pool, opening: fn(&mut Conn) -> Result<()>) -> Result<Pooled> {
        self.checkouts.fetch_add(1, Ordering::Relaxed);
        let mut lost = None;
        for _ in 0..=pool.max_size() {
            let mut kept = self.free(pool)?;
            match opening(&mut kept.conn) {
                Ok(()) => return Ok(kept),
                Err(error) if error.is_lost() => {
                    kept.lost = true;
                    lost = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        Err(lost.unwrap_or(Error::Unavailable(
            Trouble::Away,
            "no connection".to_owned(),
        )))
    }

    /// Waits for a free connection. When the pool has none at all, asks the database for one first: if it refuses,
    /// waiting would not help.
    fn free(&self, pool: &Pool) -> Result<Pooled> {
        if pool.state().connections == 0 {
            Manager::new(
                self.url.clone(),
                Patience::of_pages(pool.connection_timeout()),
            )
            .connect_now()?;
        }
        pool.get().map_err(|error| {
            let trouble = match pool.state().connections {
                0 => Trouble::Away,
                _ => Trouble::Crowded,
            };
            Error::Unavailable(trouble, error.to_string())
        })
    }

    /// Asks over the probe's own connection; over a new one if the kept one is stale.
    pub(super) fn probe<T>(&self, ask: impl Fn(&mut Conn) -> Result<T>) -> Result<T> {
        let mut place = self.probe.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut conn) = place.take()
            && let Ok(answer) = ask(&mut conn)
        {
            *place = Some(conn);
            return Ok(answer);
        }
        let mut conn = Manager::new(self.url.clone(), Patience::OF_A_PROBE).connect_now()?;
        let answer = ask(&mut conn)?;
        *place = Some(conn);
        Ok(answer)
    }
}

impl ManageConnection for Manager {
    type Connection = Kept;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Kept, Self::Error> {
        Ok(Kept {
            conn: self.establish()?,
            lost: false,
        })
    }

    /// Not used: each check-out does its own test.
    fn is_valid(&self, _: &mut Kept) -> std::result::Result<(), Self::Error> {
        Ok(())
    }

    fn has_broken(&self, kept: &mut Kept) -> bool {
        // A panic inside a transaction leaves it open, so such a connection is dropped.
        kept.lost
            || std::thread::panicking()
            || Transactions::is_broken_transaction_manager(&mut kept.conn)
    }
}

fn ping(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(pg) => Ok(pg.batch_execute("SELECT 1")?),
    }
}

fn begin(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")?;
        }
        Conn::Postgres(_) => Transactions::begin_transaction(conn)?,
    }
    Ok(())
}

pub(super) fn commit(conn: &mut Conn) -> Result<()> {
    Transactions::commit_transaction(conn).map_err(Error::of_commit)
}

pub(super) fn roll_back(conn: &mut Conn) {
    // After a failed rollback the connection is marked as broken, and the pool drops it.
    if let Err(cause) = Transactions::rollback_transaction(conn) {
        tracing::warn!(%cause, "roll-back failed");
    }
}
