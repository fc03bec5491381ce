//! The job that marks interrupted readings as failed and deletes previews that nobody confirmed, one in each step.

use chrono::Duration;

use super::{model::CUT_SHORT, queries};
use crate::{
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// Days after which a preview that nobody confirmed is forgotten.
const KEPT_DAYS: i64 = 7;

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
        let Some(id) = queries::forgotten(tx.conn(), before)? else {
            return Ok(Step::Done);
        };
        queries::forget(tx, id)?;
        Ok(Step::More)
    }
}
