//! A database for each test alone, copied from one that was migrated once.

use std::{env, fs, sync::LazyLock};

use diesel::{
    Connection, ExpressionMethods, PgConnection, QueryDsl, RunQueryDsl,
    connection::SimpleConnection,
};
use partner_center::db::{self, DatabaseUrl, Db};
use tempfile::TempDir;
use url::Url;
use uuid::Uuid;

use super::statements;

/// Where the PostgreSQL server is, when the tests are to run on one.
static SERVER: LazyLock<Option<Url>> = LazyLock::new(|| {
    let url = env::var("TEST_DATABASE_URL")
        .ok()
        .filter(|url| url.starts_with("postgres"))?;
    Some(Url::parse(&url).unwrap())
});

/// The migrated SQLite file, as bytes.
static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&sqlite_in(&folder, "migrated.db"), 1).unwrap();
    db.migrate().unwrap();
    let copy = folder.path().join("copy.db");
    // A copy of the file alone would lack what still stands in the write-ahead log.
    let statement = format!("VACUUM INTO '{}'", copy.display());
    db.read_now(|conn| Ok::<_, db::Error>(diesel::sql_query(statement).execute(conn)?))
        .unwrap();
    fs::read(copy).unwrap()
});

/// The name of the migrated PostgreSQL database.
static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
    drop_leftovers();
    let name = format!("{PREFIX}{}", Uuid::now_v7().simple());
    on_server(&format!("CREATE DATABASE {name}"));
    let db = Db::open(&postgres_named(&name), 1).unwrap();
    db.migrate().unwrap();
    drop(db);
    // A template must have no visitors, and the pool closes its connections when it likes.
    on_server(&format!(
        "ALTER DATABASE {name} ALLOW_CONNECTIONS false;
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    ));
    name
});

const PREFIX: &str = "test_";

/// A database that is gone when the test is over.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    /// The name, on PostgreSQL.
    name: Option<String>,
    _folder: TempDir,
}

impl Database {
    /// Migrated, on the back end of this run.
    pub(crate) fn fresh() -> Self {
        if SERVER.is_some() {
            Self::postgres(&format!("TEMPLATE {}", *TEMPLATE))
        } else {
            let database = Self::empty_sqlite();
            let DatabaseUrl::Sqlite(path) = &database.url else {
                unreachable!("made just above")
            };
            fs::write(path, &*FILE).unwrap();
            database
        }
    }

    /// Not migrated, on the back end of this run.
    pub(crate) fn empty() -> Self {
        Self::empty_postgres().unwrap_or_else(Self::empty_sqlite)
    }

    /// A new SQLite file.
    pub(crate) fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: sqlite_in(&folder, "test.db"),
            name: None,
            _folder: folder,
        }
    }

    /// A new PostgreSQL database, when this run has a server.
    pub(crate) fn empty_postgres() -> Option<Self> {
        SERVER
            .is_some()
            .then(|| Self::postgres("TEMPLATE template0"))
    }

    /// The same, made with these words.
    pub(crate) fn empty_postgres_with(words: &str) -> Option<Self> {
        SERVER.is_some().then(|| Self::postgres(words))
    }

    fn postgres(from: &str) -> Self {
        let name = format!("{PREFIX}{}", Uuid::now_v7().simple());
        on_server(&format!("CREATE DATABASE {name} {from}"));
        Self {
            url: postgres_named(&name),
            name: Some(name),
            _folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Its name on the server; empty on SQLite.
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// Opens it.
    pub(crate) fn open(&self) -> Db {
        statements::install();
        Db::open(&self.url, 6).unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            on_server(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn sqlite_in(folder: &TempDir, file: &str) -> DatabaseUrl {
    DatabaseUrl::parse(&format!("sqlite:{}", folder.path().join(file).display())).unwrap()
}

fn postgres_named(name: &str) -> DatabaseUrl {
    let mut url = SERVER.clone().unwrap();
    url.set_path(name);
    DatabaseUrl::parse(url.as_str()).unwrap()
}

fn server() -> PgConnection {
    PgConnection::establish(SERVER.as_ref().unwrap().as_str()).unwrap()
}

fn on_server(statements: &str) {
    // One by one: CREATE DATABASE runs in no transaction, and several at once would be one.
    let mut server = server();
    for statement in statements.split(';') {
        server.batch_execute(statement).unwrap();
    }
}

diesel::table! {
    pg_database (datname) {
        datname -> Text,
    }
}

/// Drops what runs that were killed more than a day ago have left behind.
fn drop_leftovers() {
    let found = pg_database::table
        .filter(pg_database::datname.ne("postgres"))
        .select(pg_database::datname);
    let names: Vec<String> = found.load(&mut server()).unwrap();
    let a_day_ago = Uuid::now_v7().get_timestamp().unwrap().to_unix().0 - 24 * 60 * 60;
    for name in names {
        let made_at = name
            .strip_prefix(PREFIX)
            .and_then(|id| Uuid::try_parse(id).ok()?.get_timestamp());
        if made_at.is_some_and(|time| time.to_unix().0 < a_day_ago) {
            on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
