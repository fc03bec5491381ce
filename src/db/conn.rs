//! One connection type over both back ends, and the back end type that queries compile against.
#![expect(missing_docs, reason = "the derive writes items without a comment")]

use diesel::{PgConnection, SqliteConnection};

/// A connection to either back end. Match on it only inside `db/`.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PgConnection),
}
