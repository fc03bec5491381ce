//! The job that carries out a confirmed batch, some rows in each step.

use super::{
    kind::{CarriedOut, CarryOut, Upload},
    model::{Batch, RowState},
    queries, row_queries,
};
use crate::{
    clock::Clock,
    db::{
        self, Db, Tx,
        ids::{BatchId, NodeId, UserId},
        types::Timestamp,
    },
    identity::{CustomerManager, Scope},
    jobs::{self, Job, Step, Task},
};

/// The kind of the jobs of batches; their key is the batch.
pub(super) const JOB: &str = "batch";

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
        match self.kind_of(&batch) {
            Some(kind) => step(tx, kind, &batch, now),
            None => Ok(Step::Later),
        }
    }

    fn failed(&self, tx: &mut Tx<'_>, task: &Task, now: Timestamp) -> db::Result<Step> {
        const NOTE: &str = "Something went wrong here. What was done stays; go on to try again";
        let batch = found(tx, task)?;
        match self.kind_of(&batch) {
            Some(kind) => stop(tx, kind.upload(), &batch, NOTE, now),
            None => Ok(Step::Later),
        }
    }
}

impl RunBatch {
    fn kind_of(&self, batch: &Batch) -> Option<&dyn CarryOut> {
        let mut kinds = self.0.iter().map(AsRef::as_ref);
        kinds.find(|kind| kind.upload().kind() == batch.kind)
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
        Err(db::Error::NotFound) => return stop(tx, kind.upload(), batch, NOT_ALLOWED, now),
        by => by?,
    };
    let rows = row_queries::waiting(tx.conn(), batch.id, kind.chunk())?;
    if rows.is_empty() {
        queries::finish(tx, batch, now)?;
        kind.upload().ended(tx, batch, now)?;
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
        Some(why) => stop(tx, kind.upload(), batch, &why, now),
        None => Ok(Step::More),
    }
}

fn stop(
    tx: &mut Tx<'_>,
    upload: &dyn Upload,
    batch: &Batch,
    note: &str,
    now: Timestamp,
) -> db::Result<Step> {
    queries::stop(tx, Scope::of(batch), batch.id, note)?;
    upload.ended(tx, batch, now)?;
    Ok(Step::Stop)
}

/// Why a batch is not begun.
enum NotBegun {
    /// It is in no state for this, or what goes before was refused.
    Refused,
    Db(db::Error),
}

impl From<db::Error> for NotBegun {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

/// Confirms a batch where there is no executor, with `first` in the same transaction unless that refuses, and carries it out to the end; `tell` hears how many rows are tried.
/// Returns how many were done; nothing when it stopped, or was in no state for this.
pub(crate) fn run_through(
    db: &Db,
    clock: &Clock,
    job: &RunBatch,
    batch: &Batch,
    by: Option<UserId>,
    first: &mut dyn FnMut(&mut Tx<'_>) -> db::Result<bool>,
    tell: &mut dyn FnMut(i32),
) -> db::Result<Option<i32>> {
    let (scope, id) = (Scope::of(batch), batch.id);
    let (now, node) = (clock.now(), NodeId::new());
    let task = db.write_now(|tx| {
        let present = queries::find(tx.conn(), scope, &batch.kind, id)?;
        if present.version != batch.version || !begin(tx, &present, by, now)? || !first(tx)? {
            return Err(NotBegun::Refused);
        }
        // In hand at once: no server gets it in between.
        Ok(jobs::take(tx, JOB, &id.to_string(), node, now)?)
    });
    let task = match task {
        Ok(Some(task)) => task,
        Ok(None) | Err(NotBegun::Refused) => return Ok(None),
        Err(NotBegun::Db(error)) => return Err(error),
    };
    loop {
        let now = clock.now();
        let step = match db.write_now(|tx| jobs::carry_out(tx, job, &task, node, now)) {
            Err(db::Error::Duplicate) => Some(Step::More),
            other => other?,
        };
        let found = db.read_now(|conn| queries::find(conn, scope, &batch.kind, id))?;
        tell(found.rows_done + found.rows_skipped);
        match step {
            Some(Step::More) => {}
            Some(Step::Done) => return Ok(Some(found.rows_done)),
            _ => return Ok(None),
        }
    }
}

/// Confirm, and Go on; false when it is no longer as `batch` says, or in no state for that.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    batch: &Batch,
    by: Option<UserId>,
    now: Timestamp,
) -> db::Result<bool> {
    if !queries::begin(tx, batch, by, now)? {
        return Ok(false);
    }
    let key = batch.id.to_string();
    Ok(jobs::go_on(tx, JOB, &key, now)? || jobs::enqueue(tx, JOB, &key, now, now)?)
}
