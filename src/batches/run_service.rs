//! Carries out what was confirmed: some rows of a batch in each step of its job.

use super::{model::Batch, queries, upload::Upload};
use crate::{
    db::{
        self, Tx,
        ids::{BatchId, UserId},
        types::Timestamp,
    },
    identity::Scope,
    jobs::{self, Job, Step, Task},
};

/// The kind of the jobs of batches; their key is the batch.
pub(super) const KIND: &str = "batch";

/// The job, which knows these kinds of uploads.
pub struct RunBatch(pub Vec<Box<dyn Upload>>);

impl Job for RunBatch {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn step(&self, tx: &mut Tx<'_>, task: &Task, now: Timestamp) -> db::Result<Step> {
        let batch = match found(tx, task) {
            Err(db::Error::NotFound) => return Ok(Step::Done),
            found => found?,
        };
        match self.0.iter().find(|upload| upload.kind() == batch.kind) {
            Some(upload) => upload.next(tx, &batch, now),
            None => Ok(Step::Later),
        }
    }

    fn failed(&self, tx: &mut Tx<'_>, task: &Task) -> db::Result<Step> {
        const NOTE: &str = "Something went wrong here. What was done stays; go on to try again";
        let batch = found(tx, task)?;
        queries::stop_here(tx, &batch, NOTE)
    }
}

fn found(tx: &mut Tx<'_>, task: &Task) -> db::Result<Batch> {
    let id: BatchId = task.key.parse().map_err(|_| db::Error::NotFound)?;
    queries::running(tx.conn(), id)
}

/// Confirm, and Go on; false when it is in no state for that.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    scope: Scope,
    batch: &Batch,
    by: Option<UserId>,
    now: Timestamp,
) -> db::Result<bool> {
    if !queries::begin(tx, scope, batch.id, by, now)? {
        return Ok(false);
    }
    let key = batch.id.to_string();
    Ok(jobs::go_on(tx, KIND, &key, now)? || jobs::enqueue(tx, KIND, &key, now, now)?)
}
