//! The database that outlives every server. The test holds no connection while a server is killed, so that the
//! next one finds the database exactly as the killed one left it.

use std::env;

use chrono::Duration;
use diesel::{
    Connection, ExpressionMethods, NullableExpressionMethods, PgConnection, QueryDsl, RunQueryDsl,
    connection::SimpleConnection,
};
use partner_center::db::{Conn, DatabaseUrl, Db, Result, Tx, schema::mails, types::Timestamp};
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

    /// Ends what was leased up to this moment for the usual five minutes: only servers that died until then can
    /// have done that. Returns how many mails it were.
    pub(crate) fn end_leases_of_the_dead(&self, died_at: Timestamp) -> usize {
        let ends = died_at.plus(Duration::minutes(5));
        let long_over = died_at.minus(Duration::minutes(5));
        let held = mails::table
            .filter(mails::state.eq("queued"))
            .filter(mails::leased_until.assume_not_null().le(ends))
            .filter(mails::leased_until.assume_not_null().gt(long_over));
        let end = diesel::update(held).set(mails::leased_until.eq(long_over));
        self.write(|tx| Ok(end.execute(tx.conn())?))
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

fn on_server(server: &Url, statement: &str) {
    let mut server = PgConnection::establish(server.as_str()).unwrap();
    server.batch_execute(statement).unwrap();
}
