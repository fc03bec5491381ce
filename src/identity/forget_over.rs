//! Forgets, every minute, sessions, kept forms and tries that are over, and ends links for a new password whose time is.

use chrono::Duration;

use super::{attempts, kept_forms, password_links, sessions};
use crate::{
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// The job.
pub struct ForgetOver;

impl Job for ForgetOver {
    fn kind(&self) -> &'static str {
        "identity-forget"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        sessions::prune(tx, now)?;
        password_links::end_over(tx, None, now)?;
        kept_forms::prune(tx, now)?;
        attempts::prune(tx, now)?;
        Ok(Step::Done)
    }
}
