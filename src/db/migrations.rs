//! The two migration sets, inside the binary.
//!
//! Processes that start together migrate one at a time: on PostgreSQL by an advisory lock of the session, on SQLite by
//! one `BEGIN EXCLUSIVE` around all migrations. The second one waits, and finds nothing to do.

use diesel::{
    backend::Backend,
    connection::{AnsiTransactionManager, TransactionManager},
    migration::{MigrationSource, MigrationVersion},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{
    Conn, Db, Error, LOCK_OF_MIGRATIONS, Result, execute,
    manager::{Manager, Patience},
    name_keys,
};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

type Names = Vec<String>;

impl Db {
    /// Applies the missing migrations and returns their names, after waiting for another process that does the same.
    /// Each is applied whole or not at all. Refuses a database that a newer program has migrated.
    ///
    /// # Errors
    /// `Refused`, or the migration's own words.
    pub fn migrate(&self) -> Result<Names> {
        self.alone(|conn| {
            match conn {
                Conn::Sqlite(sqlite) => refuse_newer(sqlite, &SQLITE)?,
                Conn::Postgres(pg) => refuse_newer(pg, &POSTGRESQL)?,
            }
            let done = explain(match conn {
                Conn::Sqlite(sqlite) => sqlite
                    .run_pending_migrations(SQLITE)
                    .map(|done| names(&done)),
                Conn::Postgres(pg) => pg
                    .run_pending_migrations(POSTGRESQL)
                    .map(|done| names(&done)),
            })?;
            // Also when nothing was missing: a process may have ended between the two.
            name_keys::fill(conn)?;
            Ok(done)
        })
    }

    /// Reverts every migration, newest first; for the tests that prove that it works.
    ///
    /// # Errors
    /// With the migration's own words.
    pub fn revert_all(&self) -> Result<()> {
        self.alone(|conn| {
            explain(match conn {
                Conn::Sqlite(sqlite) => sqlite.revert_all_migrations(SQLITE).map(drop),
                Conn::Postgres(pg) => pg.revert_all_migrations(POSTGRESQL).map(drop),
            })
        })
    }

    /// Whether nothing is missing.
    pub fn is_migrated(&self) -> Result<bool> {
        self.read_now(is_migrated)
    }

    /// Runs `f` on a connection of its own while no other process migrates. Closing the connection releases the lock.
    fn alone<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = Manager::new(self.url().clone(), Patience::OF_MIGRATIONS).connect_now()?;
        match &mut conn {
            Conn::Sqlite(sqlite) => {
                AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN EXCLUSIVE")?;
            }
            Conn::Postgres(_) => execute(
                &mut conn,
                &format!("SELECT pg_advisory_lock({LOCK_OF_MIGRATIONS})"),
            )?,
        }
        let done = f(&mut conn)?;
        if let Conn::Sqlite(sqlite) = &mut conn {
            AnsiTransactionManager::commit_transaction(sqlite)?;
        }
        Ok(done)
    }
}

/// Whether all migrations are applied, asked over this connection.
pub fn is_migrated(conn: &mut Conn) -> Result<bool> {
    explain(match conn {
        Conn::Sqlite(sqlite) => sqlite.has_pending_migration(SQLITE),
        Conn::Postgres(pg) => pg.has_pending_migration(POSTGRESQL),
    })
    .map(|pending| !pending)
}

/// Refuses migrations that this program does not know: a newer program made them, and what they did to the tables is
/// unknown here.
fn refuse_newer<DB: Backend>(
    database: &mut impl MigrationHarness<DB>,
    set: &EmbeddedMigrations,
) -> Result<()> {
    let applied = names(&explain(database.applied_migrations())?);
    let known: Names = explain(MigrationSource::<DB>::migrations(set))?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let Some(newest) = applied
        .iter()
        .filter(|version| !known.contains(version))
        .max()
    else {
        return Ok(());
    };
    Err(Error::Refused(format!(
        "This database is newer than this program. It was migrated to {newest}; partner-center {} knows migrations up to {}. \
         Start the newer program again, or restore the backup that was taken before the upgrade.",
        env!("CARGO_PKG_VERSION"),
        known.iter().max().map_or("none", String::as_str)
    )))
}

fn explain<T>(outcome: diesel::migration::Result<T>) -> Result<T> {
    outcome.map_err(|error| Error::Accident(format!("migration: {error}")))
}

fn names(versions: &[MigrationVersion<'_>]) -> Names {
    versions.iter().map(ToString::to_string).collect()
}
