//! Maintenance of an SQLite file: checkpoints and integrity checks. PostgreSQL needs none from here: it checkpoints by
//! itself and has no cheap check of all data; with data checksums, reading a damaged page is an error.

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
    /// Moves everything from the write-ahead log into the file, so that the file alone is the database. False when
    /// another process was reading and it could not. Does nothing on PostgreSQL.
    pub fn checkpoint(&self) -> Result<bool> {
        let DatabaseUrl::Sqlite(_) = self.url() else {
            return Ok(true);
        };
        // Its own connection: those of the pool may still be in use by interrupted work.
        let mut conn = Manager::new(self.url().clone(), Patience::OF_A_PROBE).connect_now()?;
        let done: Checkpoint =
            diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(&mut conn)?;
        Ok(done.busy == 0)
    }

    /// Checks the whole file for damaged pages, on its own thread, which does not delay the end of the process. Returns
    /// what is wrong, if anything, and [`Db::damage`] returns it from then on. Does nothing on PostgreSQL.
    pub async fn check_file(&self) -> Result<Option<String>> {
        let DatabaseUrl::Sqlite(_) = self.url() else {
            return Ok(None);
        };
        let (sender, receiver) = oneshot::channel();
        let url = self.url().clone();
        let spawned = thread::Builder::new()
            .name("quick-check".to_owned())
            .spawn(move || {
                // Nobody receives it only when the process ends.
                drop(sender.send(quick_check(url)));
            });
        spawned.map_err(|error| Error::Accident(format!("no thread: {error}")))?;
        let found = receiver
            .await
            .map_err(|_| Error::Accident("the check of the file broke off".to_owned()))??;
        *self.damage.write().unwrap_or_else(PoisonError::into_inner) = found.clone();
        Ok(found)
    }

    /// What the last check found wrong with the file.
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
        // Too damaged to be checked.
        Err(Error::Other(error)) => Ok(Some(error.to_string())),
        Err(error) => Err(error),
    }
}

fn findings(conn: &mut Conn) -> Result<Vec<String>> {
    let rows: Vec<Finding> = diesel::sql_query("PRAGMA quick_check(5)").load(conn)?;
    Ok(rows.into_iter().map(|row| row.quick_check).collect())
}
