//! What the figures were measured on: nothing that names a machine, or a place on it.

use std::fs;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use partner_center::db::Error;

use super::store::{Kind, Store};

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    text: String,
}

/// The processor, cores, memory, and the database with its version.
pub(crate) fn machine(store: &Store) -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    let gib = kib.unwrap_or_default().div_ceil(1024 * 1024);
    format!("{name}, {cores} cores, {gib} GiB, {}", database(store))
}

fn database(store: &Store) -> String {
    let statement = match store.kind() {
        Kind::Sqlite => "SELECT 'SQLite ' || sqlite_version() AS text",
        Kind::Postgres => {
            "SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ', fsync ' || current_setting('fsync') AS text"
        }
    };
    let said: Said = store.read(|conn| sql_query(statement).get_result(conn).map_err(Error::from));
    said.text
}
