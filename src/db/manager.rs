//! Opens connections by the scheme of the address, and explains why one cannot be opened.

use std::{
    thread,
    time::{Duration, Instant},
};

use diesel::{
    Connection, ConnectionError, PgConnection, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection, dsl::sql, r2d2::Error as PoolError, sql_types::Text,
};

use super::{Conn, Error, Result, Trouble};

/// Where the database is: `sqlite:<path>` or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(String),
    /// A libpq connection address.
    Postgres(String),
}

impl DatabaseUrl {
    /// Parses an address. Refuses one without a known scheme, which SQLite would take for the name of a new file.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err("sqlite: needs the path of a file, such as sqlite:/var/lib/partner-center/data.db".to_owned())
            } else {
                Ok(Self::Sqlite(path.to_owned()))
            };
        }
        if let Some(rest) = text
            .strip_prefix("postgres://")
            .or_else(|| text.strip_prefix("postgresql://"))
        {
            check_authority(rest)?;
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err("must begin with sqlite: or postgres://".to_owned())
    }
}

/// Refuses a user name or password with signs that end it before its end: what follows would be taken for the host, and
/// would stand in messages.
fn check_authority(rest: &str) -> std::result::Result<(), String> {
    const WRONG: &str = "holds a user name or password with a sign that must be written by its number: %23 for #, %2F for /, %3F for ?, %40 for @, %3A for :, %25 for %, %5B and %5D for [ and ]";
    let before_query = rest.split('?').next().unwrap_or_default();
    let query_has_host = rest.split_once('?').is_some_and(|(_, query)| {
        query.split('&').any(|pair| {
            let value = pair.split_once('=').map_or(pair, |(_, value)| value);
            !pair.contains('=') && value.contains('@')
        })
    });
    let Some((user, host)) = before_query.rsplit_once('@') else {
        let host = before_query.split('/').next().unwrap_or_default();
        let port = host.rsplit_once(':').map_or("", |(_, port)| port);
        let is_port = host.ends_with(']') || port.bytes().all(|byte| byte.is_ascii_digit());
        let is_whole = !before_query.contains('#') && is_port && !query_has_host;
        return if is_whole {
            Ok(())
        } else {
            Err(WRONG.to_owned())
        };
    };
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let is_plain =
        |text: &str| !text.contains(['#', '/', '@', ':', '[', ']', ' ']) && is_encoded(text);
    if is_plain(name) && is_plain(password) && !host.contains('#') {
        Ok(())
    } else {
        Err(WRONG.to_owned())
    }
}

/// Whether each percent sign begins a number.
fn is_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let number = rest.as_bytes().get(..2);
        number.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

impl DatabaseUrl {
    /// A message of the database or of its library, without the password, should it stand there.
    pub(super) fn without_password(&self, message: &str) -> String {
        let Self::Postgres(url) = self else {
            return message.to_owned();
        };
        let Some((_, password)) = url
            .split_once("://")
            .and_then(|(_, rest)| rest.split('?').next()?.rsplit_once('@'))
            .and_then(|(user, _)| user.split_once(':'))
            .filter(|(_, password)| !password.is_empty())
        else {
            return message.to_owned();
        };
        let plain = percent_encoding::percent_decode_str(password).decode_utf8_lossy();
        message.replace(password, "…").replace(plain.as_ref(), "…")
    }
}

impl std::fmt::Debug for DatabaseUrl {
    /// Hides the password that a PostgreSQL address may hold.
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

/// Time limits for the statements of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For a lock that another transaction holds.
    lock: Duration,
    /// For a whole statement, on PostgreSQL; none means no limit.
    statement: Option<Duration>,
}

impl Patience {
    /// Short, because a monitor waits for the answer.
    pub(super) const OF_A_PROBE: Self = Self {
        lock: Duration::from_millis(500),
        statement: Some(Duration::from_secs(1)),
    };

    /// Long: the second process waits for the first one's migrations, and an index over a million rows takes time.
    pub(super) const OF_MIGRATIONS: Self = Self {
        lock: Duration::from_secs(300),
        statement: None,
    };

    /// Of a page.
    pub(super) fn of_pages(lock: Duration) -> Self {
        Self {
            lock,
            statement: Some(Duration::from_secs(60)),
        }
    }
}

/// A connection in a pool.
pub(super) struct Kept {
    pub(super) conn: Conn,
    /// Whether the connection broke; the pool drops it then.
    pub(super) lost: bool,
}

/// Makes connections.
#[derive(Debug)]
pub(super) struct Manager {
    url: DatabaseUrl,
    patience: Patience,
}

/// Older versions of SQLite can lose committed writes when the WAL is reset under load.
const SQLITE_FLOOR: [u32; 3] = [3, 51, 3];

/// One statement per PRAGMA, after the waiting time.
const PRAGMAS: &[&str] = &[
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    // For each connection. A larger cache helps little, because the system caches the file as well, and it adds up.
    "PRAGMA cache_size = -8000",
    "PRAGMA temp_store = MEMORY",
];

/// How libpq notices that a server is gone without closing the connection. Settings in the address win.
const LIBPQ_DEFAULTS: &[(&str, &str)] = &[
    ("connect_timeout", "10"),
    ("keepalives_idle", "30"),
    ("keepalives_interval", "10"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "60000"),
];

impl Manager {
    pub(super) fn new(url: DatabaseUrl, patience: Patience) -> Self {
        Self { url, patience }
    }

    /// Opens one connection outside any pool, so that a wrong address fails at once and not after the pool's timeout.
    pub(super) fn connect_now(&self) -> Result<Conn> {
        self.establish().map_err(|error| {
            let message = self.url.without_password(&error.to_string());
            Error::Unavailable(Trouble::Away, message)
        })
    }

    pub(super) fn establish(&self) -> std::result::Result<Conn, PoolError> {
        match &self.url {
            DatabaseUrl::Sqlite(path) => {
                let mut conn =
                    SqliteConnection::establish(path).map_err(PoolError::ConnectionError)?;
                self.prepare_sqlite(&mut conn)?;
                Ok(Conn::Sqlite(conn))
            }
            DatabaseUrl::Postgres(url) => {
                let mut conn = PgConnection::establish(&with_defaults(url))
                    .map_err(PoolError::ConnectionError)?;
                let statement = self.patience.statement.unwrap_or(Duration::ZERO);
                conn.batch_execute(&format!(
                    "SET TIME ZONE 'UTC'; SET lock_timeout = {}; SET statement_timeout = {}",
                    self.patience.lock.as_millis(),
                    statement.as_millis()
                ))
                .map_err(PoolError::QueryError)?;
                Ok(Conn::Postgres(conn))
            }
        }
    }

    fn prepare_sqlite(&self, conn: &mut SqliteConnection) -> std::result::Result<(), PoolError> {
        let lock = self.patience.lock;
        let deadline = Instant::now() + lock;
        conn.batch_execute(&format!("PRAGMA busy_timeout = {}", lock.as_millis()))
            .map_err(PoolError::QueryError)?;
        // Turning the write-ahead log on locks the whole file for a moment, and SQLite does not wait for that lock,
        // whatever the busy timeout: of several processes that open a new file at once, all but one would fail. So it
        // is tried again.
        loop {
            let done = refuse_old_sqlite(conn).and_then(|()| set_up_sqlite(conn));
            match done {
                Err(PoolError::QueryError(error))
                    if is_busy(&error) && Instant::now() < deadline =>
                {
                    thread::sleep(Duration::from_millis(10));
                }
                done => return done,
            }
        }
    }
}

fn set_up_sqlite(conn: &mut SqliteConnection) -> std::result::Result<(), PoolError> {
    PRAGMAS
        .iter()
        .try_for_each(|pragma| conn.batch_execute(pragma))
        .map_err(PoolError::QueryError)
}

fn is_busy(error: &diesel::result::Error) -> bool {
    matches!(error, diesel::result::Error::DatabaseError(_, told) if told.message().contains("locked"))
}

/// Adds the [`LIBPQ_DEFAULTS`] that the address does not set. Done by hand: libpq accepts addresses that are no valid
/// URL, such as one with a user and without a host.
fn with_defaults(address: &str) -> String {
    let (_, query) = address.split_once('?').unwrap_or((address, ""));
    let said = |name: &str| {
        query
            .split('&')
            .any(|pair| pair.split('=').next() == Some(name))
    };
    let mut used = address.to_owned();
    for (name, value) in LIBPQ_DEFAULTS {
        if !said(name) {
            used.push(if used.contains('?') { '&' } else { '?' });
            used.push_str(&format!("{name}={value}"));
        }
    }
    used
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_whose_password_ends_too_soon_is_refused_without_it() {
        for text in [
            "postgres://app:pa#ss/w@rd@h/db",
            "postgres://app:pa#ss@h/db",
            "postgres://app:pa/ss@h/db",
            "postgres://app:pa?ss@h/db",
            "postgres://app:p@ss@h/db",
            "postgres://app:pa:ss@h/db",
            "postgres://app:pa%ss@h/db",
            "postgres://app:pa[ss@h/db",
        ] {
            let why = DatabaseUrl::parse(text).unwrap_err();
            assert!(why.contains("%23 for #") && !why.contains("pa"), "{why}");
        }
        for text in [
            "postgres://app:pa%23ss%2Fw%40rd@h:5432/db",
            "postgres://app@h/db",
            "postgres://h/db",
            "postgres://[::1]:5432/db",
            "postgres:///db?host=/run/pg&user=app",
            "postgres://h/db?options=-c%20search_path%3Dapp",
        ] {
            assert!(DatabaseUrl::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn no_message_holds_the_password() {
        let url = DatabaseUrl::parse("postgres://app:vio%23let@h/db").unwrap();
        let message = url.without_password("no such user app with vio#let or vio%23let");
        assert_eq!(message, "no such user app with … or …");
    }

    #[test]
    fn an_address_keeps_what_it_says_and_gets_the_rest() {
        let given = "postgres://ana@/site?host=/run/pg%20one&connect_timeout=3";
        let used = with_defaults(given);
        assert!(used.starts_with(given), "{used}");
        assert_eq!(used.matches("connect_timeout").count(), 1);
        assert!(used.contains("&tcp_user_timeout=60000"));
        assert!(
            with_defaults("postgres://h/site").starts_with("postgres://h/site?connect_timeout=10")
        );
    }
}
