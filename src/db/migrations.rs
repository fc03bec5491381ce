//! The two migration sets, inside the binary.
//!
//! Processes that start together migrate one at a time: on PostgreSQL by an advisory lock of the session, on SQLite by
//! one `BEGIN EXCLUSIVE`. The second one waits, and finds nothing to do. One transaction is around all of them, so that one
//! that fails leaves nothing half done.

use diesel::{
    backend::Backend,
    connection::{AnsiTransactionManager, TransactionManager},
    migration::{MigrationSource, MigrationVersion},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{
    Conn, Db, Error, LOCK_OF_MIGRATIONS, Result, execute, fitness,
    manager::{Manager, Patience},
    name_keys,
};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

type Names = Vec<String>;

impl Db {
    /// Applies the missing migrations and returns their names, after waiting for another process that does the same.
    /// All are applied or none. Refuses a database that a newer program has migrated.
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
            Conn::Postgres(_) => {
                execute(
                    &mut conn,
                    &format!("SELECT pg_advisory_lock({LOCK_OF_MIGRATIONS})"),
                )?;
                if let Conn::Postgres(pg) = &mut conn {
                    fitness::check_rights(pg)?;
                    fitness::find_extensions(pg)?;
                    AnsiTransactionManager::begin_transaction(pg)?;
                }
            }
        }
        // Dropping the connection rolls back what was begun.
        let done = f(&mut conn)?;
        match &mut conn {
            Conn::Sqlite(sqlite) => AnsiTransactionManager::commit_transaction(sqlite)?,
            Conn::Postgres(pg) => AnsiTransactionManager::commit_transaction(pg)?,
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
    outcome.map_err(|error| {
        let told = error.to_string();
        for (sign, sentences) in REASONS {
            if told.contains(sign) {
                return Error::Refused(format!(
                    "{sentences} Nothing was changed. (PostgreSQL: {told})"
                ));
            }
        }
        Error::Accident(format!("migration: {told}"))
    })
}

/// What PostgreSQL says of a database that cannot be migrated, and what to do.
const REASONS: [(&str, &str); 4] = [
    (
        "permission denied to create extension",
        "This role may not create the extensions pg_trgm and btree_gin. Let the owner of the database migrate, or have an administrator run: CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin.",
    ),
    (
        "is not available",
        "The extensions pg_trgm and btree_gin are not installed on the PostgreSQL server; they belong to its package of contributed modules (postgresql-contrib).",
    ),
    (
        "must be owner of",
        "The tables belong to another role, and only their owner may change them. Name it in PARTNER_CENTER_DATABASE_URL while you migrate, or have it granted to this role: GRANT owner TO role.",
    ),
    (
        "no schema has been selected to create in",
        "The search path of this role names no schema that exists and in which it may create tables. Create the schema, or change search_path.",
    ),
];

fn names(versions: &[MigrationVersion<'_>]) -> Names {
    versions.iter().map(ToString::to_string).collect()
}
