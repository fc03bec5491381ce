//! What an SQLite file needs from time to time. PostgreSQL looks after itself: it checkpoints on its own, and has
//! no check of the whole that is cheap; with data checksums on, a damaged page is an error of the statement that
//! meets it.

use std::{sync::PoisonError, thread};

use diesel::{QueryableByName, RunQueryDsl, sql_types};
use tokio::sync::oneshot;

use super::{
    Conn, DatabaseUrl, Db, Error, Result, execute,
    manager::{Manager, Patience},
};

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = sql_types::Integer)]
    busy: i32,
}

#[derive(QueryableByName)]
struct Finding {
    #[diesel(sql_type = sql_types::Text)]
    quick_check: String,
}

impl Db {
    /// Moves everything from the write-ahead log into the file, so that the file alone is the database. Returns
    /// whether that is so: another process may be reading. On PostgreSQL there is nothing to do.
    pub fn checkpoint(&self) -> Result<bool> {
        let DatabaseUrl::Sqlite(_) = self.url() else {
            return Ok(true);
        };
        // Of its own: a pool's may be in somebody's hands who was cut short.
        let mut conn = Manager::new(self.url().clone(), Patience::OF_A_PROBE).connect_now()?;
        let done: Checkpoint =
            diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(&mut conn)?;
        Ok(done.busy == 0)
    }

    /// Reads the whole file for damaged pages, on a thread of its own, which nobody waits for at the end of the
    /// process. Returns what is wrong, if anything; [`Db::damage`] tells it from then on. On PostgreSQL nothing is
    /// looked at.
    pub async fn check_file(&self) -> Result<Option<String>> {
        let DatabaseUrl::Sqlite(_) = self.url() else {
            return Ok(None);
        };
        let (sender, receiver) = oneshot::channel();
        let url = self.url().clone();
        let spawned = thread::Builder::new()
            .name("quick-check".to_owned())
            .spawn(move || {
                // Nobody waits any more only when the process ends.
                drop(sender.send(quick_check(url)));
            });
        spawned.map_err(|error| Error::Accident(format!("no thread: {error}")))?;
        let found = receiver
            .await
            .map_err(|_| Error::Accident("the check of the file broke off".to_owned()))??;
        *self.damage.write().unwrap_or_else(PoisonError::into_inner) = found.clone();
        Ok(found)
    }

    /// What is wrong with the file, as the last check has found it.
    #[must_use]
    pub fn damage(&self) -> Option<String> {
        self.damage
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn quick_check(url: DatabaseUrl) -> Result<Option<String>> {
    let mut conn = Manager::new(url, Patience::OF_A_PROBE).connect_now()?;
    execute(&mut conn, "PRAGMA query_only = ON")?;
    match findings(&mut conn) {
        Ok(found) if found == ["ok"] => Ok(None),
        Ok(found) => Ok(Some(found.join("; "))),
        // Too damaged to be looked at.
        Err(Error::Other(error)) => Ok(Some(error.to_string())),
        Err(error) => Err(error),
    }
}

fn findings(conn: &mut Conn) -> Result<Vec<String>> {
    let rows: Vec<Finding> = diesel::sql_query("PRAGMA quick_check(5)").load(conn)?;
    Ok(rows.into_iter().map(|row| row.quick_check).collect())
}
