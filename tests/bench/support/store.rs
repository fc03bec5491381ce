//! A database of the benchmark's own, with the data folder of a server beside it. Gone when it is dropped.

use std::{env, path::Path};

use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use partner_center::db::{Conn, DatabaseUrl, Db, Result};
use tempfile::TempDir;
use url::Url;

use super::sql::Dialect;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// SQLite, and PostgreSQL where `TEST_DATABASE_URL` names a server; that alone where `BENCH_POSTGRES` says `only`.
    pub(crate) fn all() -> Vec<Self> {
        let is_alone = env::var("BENCH_POSTGRES").is_ok_and(|text| text == "only");
        match postgres_server() {
            Some(_) if is_alone => vec![Self::Postgres],
            Some(_) => vec![Self::Sqlite, Self::Postgres],
            None => vec![Self::Sqlite],
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

fn postgres_server() -> Option<Url> {
    let url = env::var("TEST_DATABASE_URL").ok()?;
    let url = url.starts_with("postgres").then_some(url)?;
    Some(Url::parse(&url).unwrap())
}

pub(crate) struct Store {
    folder: TempDir,
    url: String,
    /// The server and the name of the database, on PostgreSQL.
    postgres: Option<(Url, String)>,
}

impl Store {
    /// Migrated and empty.
    pub(crate) fn fresh(kind: Kind) -> Self {
        // Not where temporary files may live in memory: a commit has to reach a disk.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let store = match kind {
            Kind::Sqlite => Self {
                url: format!("sqlite:{}", folder.path().join("bench.db").display()),
                folder,
                postgres: None,
            },
            Kind::Postgres => {
                let server = postgres_server().unwrap();
                let name = format!("bench_{}", uuid::Uuid::now_v7().simple());
                let mut url = server.clone();
                url.set_path(&name);
                on_server(&server, &format!("CREATE DATABASE {name}"));
                Self {
                    folder,
                    url: url.into(),
                    postgres: Some((server, name)),
                }
            }
        };
        store.open().migrate().unwrap();
        store
    }

    /// As the settings of a server name it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn kind(&self) -> Kind {
        match self.postgres {
            Some(_) => Kind::Postgres,
            None => Kind::Sqlite,
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.kind() {
            Kind::Sqlite => Dialect::Sqlite,
            Kind::Postgres => Dialect::Postgres,
        }
    }

    /// Connections of the benchmark's own.
    pub(crate) fn open(&self) -> Db {
        Db::open(&DatabaseUrl::parse(&self.url).unwrap(), 2).unwrap()
    }

    /// Reads, over a connection of its own.
    pub(crate) fn read<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> T {
        self.open().read_now(f).unwrap()
    }

    /// What PostgreSQL does by itself after a while: looks at the tables, so that the planner knows them.
    pub(crate) fn settle(&self) {
        if self.postgres.is_some() {
            let mut conn = PgConnection::establish(&self.url).unwrap();
            conn.batch_execute("VACUUM (ANALYZE)").unwrap();
        }
    }

    /// The processes of PostgreSQL that work for this database, where they run on this machine.
    pub(crate) fn backends(&self) -> Vec<i32> {
        let Some(url) = self.postgres.as_ref().map(|_| &self.url) else {
            return Vec::new();
        };
        let mut conn = PgConnection::establish(url).unwrap();
        let asked = sql_query(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        let found: Vec<Backend> = asked.load(&mut conn).unwrap();
        found.into_iter().map(|backend| backend.pid).collect()
    }
}

#[derive(diesel::QueryableByName)]
struct Backend {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pid: i32,
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres {
            on_server(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn on_server(server: &Url, statement: &str) {
    let mut server = PgConnection::establish(server.as_str()).unwrap();
    server.batch_execute(statement).unwrap();
}
