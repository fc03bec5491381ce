//! The job that marks interrupted readings as failed, and deletes previews that nobody confirmed and, after some time, all
//! batches that name people of a customer, one in each step.

use chrono::Duration;

use super::{model::CUT_SHORT, queries};
use crate::{
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// Days after which a preview that nobody confirmed is forgotten.
const KEPT_DAYS: i64 = 7;
/// Days after which a batch is forgotten that names people: sooner than one who came of it can be purged.
const KEPT_DAYS_OF_PEOPLE: i64 = 30;

/// The job.
pub(crate) struct ForgetPreviews;

impl Job for ForgetPreviews {
    fn kind(&self) -> &'static str {
        "batches-forget"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        queries::fail_silent(tx, CUT_SHORT, now)?;
        let before = now.minus(Duration::days(KEPT_DAYS));
        let before_of_people = now.minus(Duration::days(KEPT_DAYS_OF_PEOPLE));
        let over = match queries::forgotten(tx.conn(), before)? {
            None => queries::of_people(tx.conn(), before_of_people)?,
            over => over,
        };
        let Some(over) = over else {
            return Ok(Step::Done);
        };
        queries::forget_idle(tx, &over)?;
        Ok(Step::More)
    }
}
