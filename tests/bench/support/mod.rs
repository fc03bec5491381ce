//! What the benchmarks share.

pub(crate) mod client;
pub(crate) mod commits;
mod fill;
pub(crate) mod form;
pub(crate) mod load;
pub(crate) mod machine;
pub(crate) mod report;
pub(crate) mod server;
mod sql;
pub(crate) mod store;
pub(crate) mod subscriptions;
pub(crate) mod world;

use std::{env, time::Duration};

/// A whole number from the environment.
pub(crate) fn variable(name: &str, usual: u32) -> u32 {
    match env::var(name) {
        Ok(text) => text.replace('_', "").parse().unwrap(),
        Err(_) => usual,
    }
}

/// How long a page is asked for.
pub(crate) fn so_long() -> Duration {
    Duration::from_millis(variable("BENCH_MS", 1_000).into())
}
