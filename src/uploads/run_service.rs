//! The job that carries out a confirmed batch, some rows in each step.

use super::{
    kind::{CarriedOut, CarryOut},
    model::{Batch, RowState},
    queries, row_queries,
};
use crate::{
    db::{
        self, Tx,
        ids::{BatchId, UserId},
        types::Timestamp,
    },
    identity::{CustomerManager, Scope},
    jobs::{self, Job, Step, Task},
};

/// The kind of the jobs of batches; their key is the batch.
pub(crate) const JOB: &str = "batch";

/// Shown when the person who confirmed it has left or lost the role.
pub(crate) const NOT_ALLOWED: &str =
    "Who confirmed this may no longer change customers. A colleague with the role can go on";

/// The job, which knows these kinds of uploads.
pub(crate) struct RunBatch(pub(crate) Vec<Box<dyn CarryOut>>);

impl Job for RunBatch {
    fn kind(&self) -> &'static str {
        JOB
    }

    fn step(&self, tx: &mut Tx<'_>, task: &Task, now: Timestamp) -> db::Result<Step> {
        let batch = match found(tx, task) {
            Err(db::Error::NotFound) => return Ok(Step::Done),
            found => found?,
        };
        let kind = self
            .0
            .iter()
            .find(|kind| kind.upload().kind() == batch.kind);
        match kind {
            Some(kind) => step(tx, kind.as_ref(), &batch, now),
            None => Ok(Step::Later),
        }
    }

    fn failed(&self, tx: &mut Tx<'_>, task: &Task) -> db::Result<Step> {
        const NOTE: &str = "Something went wrong here. What was done stays; go on to try again";
        let batch = found(tx, task)?;
        stop(tx, &batch, NOTE)
    }
}

fn found(tx: &mut Tx<'_>, task: &Task) -> db::Result<Batch> {
    let id: BatchId = task.key.parse().map_err(|_| db::Error::NotFound)?;
    queries::running(tx.conn(), id)
}

fn step(tx: &mut Tx<'_>, kind: &dyn CarryOut, batch: &Batch, now: Timestamp) -> db::Result<Step> {
    let by = batch
        .run_by
        .map(|user| CustomerManager::for_user(tx.conn(), user));
    let by = match by.transpose() {
        Err(db::Error::NotFound) => return stop(tx, batch, NOT_ALLOWED),
        by => by?,
    };
    let rows = row_queries::waiting(tx.conn(), batch.id, kind.chunk())?;
    if rows.is_empty() {
        queries::finish(tx, batch, now)?;
        return Ok(Step::Done);
    }
    let CarriedOut {
        outcomes,
        stop: why,
    } = kind.carry_out(tx, batch, by.as_ref(), &rows, now)?;
    let (mut done, mut skipped) = (0, 0);
    for (row, outcome) in rows.iter().zip(&outcomes) {
        match outcome.state {
            RowState::Done => done += 1,
            _ => skipped += 1,
        }
        row_queries::mark(tx, row, outcome)?;
    }
    queries::count(tx, batch, done, skipped)?;
    match why {
        Some(why) => stop(tx, batch, &why),
        None => Ok(Step::More),
    }
}

fn stop(tx: &mut Tx<'_>, batch: &Batch, note: &str) -> db::Result<Step> {
    queries::stop(tx, Scope::of(batch), batch.id, note)?;
    Ok(Step::Stop)
}

/// Confirm, and Go on; false when it is in no state for that.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: BatchId,
    by: Option<UserId>,
    now: Timestamp,
) -> db::Result<bool> {
    if !queries::begin(tx, scope, id, by, now)? {
        return Ok(false);
    }
    let key = id.to_string();
    Ok(jobs::go_on(tx, JOB, &key, now)? || jobs::enqueue(tx, JOB, &key, now, now)?)
}
