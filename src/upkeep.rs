//! What is done for the database itself while the site runs, and at its end. Only an SQLite file needs it.

use std::time::Duration;

use crate::db::Db;

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Looks for damage in the file at the start and once a day, until it is cut short. The operator reads of it in
/// the log and from `healthcheck`.
pub async fn check_daily(db: Db) {
    loop {
        match db.check_file().await {
            Ok(None) => tracing::info!("no damage was found in the database file"),
            Ok(Some(damage)) => tracing::error!(
                damage,
                "the database file is damaged. Stop the server, keep the file, and restore a backup"
            ),
            Err(error) => {
                tracing::warn!(%error, "the database file could not be checked for damage")
            }
        }
        tokio::time::sleep(A_DAY).await;
    }
}

/// At the end, when nobody works any more: the file alone is the whole database.
pub fn leave(db: &Db) {
    match db.checkpoint() {
        Ok(true) => {}
        Ok(false) => tracing::info!(
            "others still use the database: what was written last stays in the file beside it (-wal)"
        ),
        Err(error) => {
            tracing::warn!(%error, "what was written last stays in the file beside the database (-wal)")
        }
    }
}
