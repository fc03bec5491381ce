//! The database that outlives every server. The test holds no connection while a server is killed, so that the
//! next one finds the database exactly as the killed one left it.

use std::env;

use diesel::{
    Connection, ExpressionMethods, PgConnection, QueryDsl, RunQueryDsl,
    connection::SimpleConnection,
};
use partner_center::db::{Conn, DatabaseUrl, Db, Result, Tx, schema::mails};
use tempfile::TempDir;
use url::Url;

/// Gone when it is dropped, the data folder too.
pub(crate) struct Store {
    folder: TempDir,
    url: String,
    /// The server and the name of the database, on PostgreSQL.
    postgres: Option<(Url, String)>,
}

impl Store {
    /// Migrated and empty.
    pub(crate) fn fresh() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = env::var("TEST_DATABASE_URL")
            .ok()
            .filter(|url| url.starts_with("postgres"))
            .map(|url| Url::parse(&url).unwrap());
        let store = match server {
            None => Self {
                url: format!("sqlite:{}", folder.path().join("crash.db").display()),
                folder,
                postgres: None,
            },
            Some(server) => {
                let name = format!("test_{}", uuid::Uuid::now_v7().simple());
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

    /// As the server's settings name it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Where the server keeps its keys.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// To look often.
    pub(crate) fn open(&self) -> Db {
        Db::open(&DatabaseUrl::parse(&self.url).unwrap(), 1).unwrap()
    }

    /// Reads, on a connection of its own.
    pub(crate) fn read<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> T {
        self.open().read_now(f).unwrap()
    }

    /// Changes, on a connection of its own.
    pub(crate) fn write<T>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> T {
        self.open().write_now(f).unwrap()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres {
            on_server(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// How many mails have not left yet.
pub(crate) fn queued(db: &Db) -> usize {
    let queued = mails::table.filter(mails::state.eq("queued"));
    let count: i64 = db
        .read_now(|conn| Result::Ok(queued.count().get_result(conn)?))
        .unwrap();
    usize::try_from(count).unwrap()
}

/// How many mails a server has in hand.
pub(crate) fn leased(store: &Store) -> usize {
    let leased = mails::table
        .filter(mails::state.eq("queued"))
        .filter(mails::leased_until.is_not_null());
    let count: i64 = store.read(|conn| Ok(leased.count().get_result(conn)?));
    usize::try_from(count).unwrap()
}

fn on_server(server: &Url, statement: &str) {
    let mut server = PgConnection::establish(server.as_str()).unwrap();
    server.batch_execute(statement).unwrap();
}
