//! Notes, every minute, privileges that were not used for long, so that the list finds them by an index.

use chrono::Duration;

use super::use_queries;
use crate::{
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// Grants in one step.
const BATCH: i64 = 200;

/// The job.
pub struct NoteIdle;

impl Job for NoteIdle {
    fn kind(&self) -> &'static str {
        "privileges-idle"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        Ok(match use_queries::note_idle(tx, BATCH, now)? {
            0 => Step::Done,
            _ => Step::More,
        })
    }
}
