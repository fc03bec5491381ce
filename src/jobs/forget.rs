//! Forgets jobs that were done long ago.

use chrono::Duration;

use super::{Job, Step, Task, queries};
use crate::db::{self, Tx, types::Timestamp};

/// How long it stays known that a job was done.
const KEPT_DAYS: i64 = 90;

/// The job.
pub struct ForgetDone;

impl Job for ForgetDone {
    fn kind(&self) -> &'static str {
        "jobs-forget"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::days(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        queries::forget(tx, now.minus(Duration::days(KEPT_DAYS)))?;
        Ok(Step::Done)
    }
}
