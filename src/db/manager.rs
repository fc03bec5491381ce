//! Opens connections by the scheme of the address, and says plainly why one cannot be had.

use diesel::{
    Connection, ConnectionError, PgConnection, RunQueryDsl, SqliteConnection,
    connection::{SimpleConnection, TransactionManager},
    dsl::sql,
    r2d2::{Error as PoolError, ManageConnection},
    sql_types::Text,
};

use super::{Conn, Error, Result};

/// Where the database is: `sqlite:<path>` or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(String),
    /// A libpq connection address.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads an address. One without a known scheme is refused: it would create an empty database in a
    /// file of that name.
    ///
    /// # Errors
    /// With the sentence to show.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err("sqlite: needs the path of a file, such as sqlite:/var/lib/partner-center/data.db".to_owned())
            } else {
                Ok(Self::Sqlite(path.to_owned()))
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err("must begin with sqlite: or postgres://".to_owned())
    }
}

impl std::fmt::Debug for DatabaseUrl {
    /// Without what a PostgreSQL address may hold: a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{path}"),
            Self::Postgres(url) => {
                let shown = url.split('?').next().unwrap_or_default();
                match shown.rsplit_once('@') {
                    Some((_, place)) => write!(f, "postgres://…@{place}"),
                    None => f.write_str(shown),
                }
            }
        }
    }
}

/// Makes connections for the pools.
#[derive(Debug)]
pub struct Manager {
    url: DatabaseUrl,
}

impl Manager {
    pub(super) fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }

    /// One connection now, so that a wrong address is told at once and not after the pool's patience.
    pub(super) fn check(&self) -> Result<()> {
        self.connect()
            .map(drop)
            .map_err(|error| Error::Pool(error.to_string()))
    }
}

/// SQLite below this can lose committed writes when the WAL is reset under load.
const SQLITE_FLOOR: [u32; 3] = [3, 51, 3];

/// One statement per PRAGMA, the waiting time first, so that the others wait too.
const PRAGMAS: &[&str] = &[
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    // Of each connection. The system caches the file as well, so that more helps little and adds up.
    "PRAGMA cache_size = -8000",
    "PRAGMA temp_store = MEMORY",
];

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = PoolError;

    fn connect(&self) -> std::result::Result<Conn, PoolError> {
        match &self.url {
            DatabaseUrl::Sqlite(path) => {
                let mut conn =
                    SqliteConnection::establish(path).map_err(PoolError::ConnectionError)?;
                refuse_old_sqlite(&mut conn)?;
                for pragma in PRAGMAS {
                    conn.batch_execute(pragma).map_err(PoolError::QueryError)?;
                }
                Ok(Conn::Sqlite(conn))
            }
            DatabaseUrl::Postgres(url) => {
                let mut conn = PgConnection::establish(url).map_err(PoolError::ConnectionError)?;
                conn.batch_execute(
                    "SET TIME ZONE 'UTC'; SET lock_timeout = '10s'; SET statement_timeout = '60s'",
                )
                .map_err(PoolError::QueryError)?;
                Ok(Conn::Postgres(conn))
            }
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> std::result::Result<(), PoolError> {
        diesel::sql_query("SELECT 1")
            .execute(conn)
            .map(drop)
            .map_err(PoolError::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        // A panic inside a transaction leaves it open: such a connection is dropped.
        std::thread::panicking()
            || <Conn as Connection>::TransactionManager::is_broken_transaction_manager(conn)
    }
}

fn refuse_old_sqlite(conn: &mut SqliteConnection) -> std::result::Result<(), PoolError> {
    let version: String = diesel::select(sql::<Text>("sqlite_version()"))
        .get_result(conn)
        .map_err(PoolError::QueryError)?;
    let numbers: Vec<u32> = version
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    if numbers < SQLITE_FLOOR.to_vec() {
        let text = format!("SQLite {version} is too old to be safe; 3.51.3 or newer is needed");
        return Err(PoolError::ConnectionError(ConnectionError::BadConnection(
            text,
        )));
    }
    Ok(())
}
