//! The two migration sets, inside the binary.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, Db, Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

impl Db {
    /// Applies what is missing and returns its names. Each migration is one transaction.
    ///
    /// # Errors
    /// With the migration's own words.
    pub fn migrate(&self) -> Result<Vec<String>> {
        self.with_writer(|conn| {
            let done = match conn {
                Conn::Sqlite(sqlite) => sqlite
                    .run_pending_migrations(SQLITE)
                    .map(|done| names(&done)),
                Conn::Postgres(pg) => pg
                    .run_pending_migrations(POSTGRESQL)
                    .map(|done| names(&done)),
            };
            done.map_err(|error| Error::Pool(format!("migration: {error}")))
        })
    }

    /// Takes every migration back, newest first: for the tests that prove that it can be done.
    ///
    /// # Errors
    /// With the migration's own words.
    pub fn revert_all(&self) -> Result<()> {
        self.with_writer(|conn| {
            let done = match conn {
                Conn::Sqlite(sqlite) => sqlite
                    .revert_all_migrations(SQLITE)
                    .map(|done| names(&done)),
                Conn::Postgres(pg) => pg
                    .revert_all_migrations(POSTGRESQL)
                    .map(|done| names(&done)),
            };
            done.map(drop)
                .map_err(|error| Error::Pool(format!("migration: {error}")))
        })
    }

    /// Whether nothing is missing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn is_migrated(&self) -> Result<bool> {
        self.read_now(|conn| {
            let pending = match conn {
                Conn::Sqlite(sqlite) => sqlite.has_pending_migration(SQLITE),
                Conn::Postgres(pg) => pg.has_pending_migration(POSTGRESQL),
            };
            pending
                .map(|pending| !pending)
                .map_err(|error| Error::Pool(format!("migration: {error}")))
        })
    }
}

fn names(versions: &[diesel::migration::MigrationVersion<'_>]) -> Vec<String> {
    versions.iter().map(ToString::to_string).collect()
}
