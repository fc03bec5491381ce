//! Carries out due jobs, one step of each in turn, so that a long job does not delay the others.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use super::{Counters, Job, Node, Queue, Step, Task, queries, queue};
use crate::{
    clock::Clock,
    db::{self, Db, Tx, ids::NodeId, types::Timestamp},
};

/// Jobs that one process leases at once.
const MOST: i64 = 20;
/// How often the table is checked when nothing runs.
const LOOK: Duration = Duration::from_millis(250);
/// A short pause between rounds, so that pages get SQLite's single writer.
const BREATH: Duration = Duration::from_millis(2);

/// The runner of one process.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    clock: Clock,
    node: Node,
    counters: Counters,
    jobs: Arc<[Box<dyn Job>]>,
}

impl Runner {
    /// One that knows these kinds of work.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Clock,
        node: Node,
        counters: Counters,
        jobs: Vec<Box<dyn Job>>,
    ) -> Self {
        Self {
            db,
            clock,
            node,
            counters,
            jobs: Arc::from(jobs),
        }
    }

    /// Works until `stop` turns true, then finishes the step under way.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let (clock, node) = (self.clock.clone(), self.node.clone());
        let mut hand = Hand {
            runner: self,
            is_seeded: false,
            tasks: Vec::new(),
        };
        queue::run(&mut hand, &clock, &node, stop).await;
    }

    /// Carries out everything that is due: for tests and the demo, whose clocks are moved by hand.
    pub async fn drain(&self) {
        self.seed().await;
        if let Err(error) = self.bring_forward(self.clock.now()).await {
            tracing::warn!(%error, "jobs: what is from before the clock was put back waits");
        }
        let mut tasks = Vec::new();
        loop {
            tasks.extend(self.claim(&self.kinds()).await);
            if tasks.is_empty() {
                return;
            }
            tasks = self.round(tasks).await;
        }
    }

    /// One step of the next due job of this kind, whose lease then stays as if the process had died; for tests of a job
    /// that is half done.
    pub async fn step_once(&self, kind: &'static str) {
        let tasks = self.claim(&[kind]).await;
        self.round(tasks.into_iter().take(1).collect()).await;
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.jobs.iter().map(|job| job.kind()).collect()
    }

    fn recurring(&self) -> Vec<(&'static str, chrono::Duration)> {
        let each = self.jobs.iter();
        each.filter_map(|job| Some((job.kind(), job.every()?)))
            .collect()
    }

    /// Adds recurring work that this database does not have yet; false when the database refused.
    async fn seed(&self) -> bool {
        let (recurring, now) = (self.recurring(), self.clock.now());
        let seeded = self.db.write(move |tx| {
            recurring
                .into_iter()
                .try_for_each(|(kind, _)| queries::seed(tx, kind, now))
        });
        let seeded: db::Result<()> = seeded.await;
        if let Err(error) = &seeded {
            tracing::warn!(%error, "jobs: recurring work could not be added");
        }
        seeded.is_ok()
    }

    async fn bring_forward(&self, now: Timestamp) -> db::Result<usize> {
        let recurring = self.recurring();
        let db = &self.db;
        db.write(move |tx| queries::bring_forward(tx, &recurring, now))
            .await
    }

    async fn claim(&self, kinds: &[&'static str]) -> Vec<Task> {
        let (now, node, kinds) = (self.clock.now(), self.node.id(), kinds.to_vec());
        let asked = kinds.clone();
        // Reading first avoids taking SQLite's writer when nothing is due, which is most of the time.
        let found = match self
            .db
            .read(move |conn| queries::is_any_due(conn, &asked, now))
            .await
        {
            Ok(false) => return Vec::new(),
            Ok(true) => {
                self.db
                    .write(move |tx| queries::claim(tx, &kinds, MOST, node, now))
                    .await
            }
            Err(error) => Err(error),
        };
        found.unwrap_or_else(|error: db::Error| {
            tracing::warn!(%error, "jobs: nothing could be taken");
            Vec::new()
        })
    }

    /// One step of each job; returns those that are not finished.
    async fn round(&self, tasks: Vec<Task>) -> Vec<Task> {
        let mut still = Vec::with_capacity(tasks.len());
        for task in tasks {
            if self.step(&task).await {
                still.push(task);
            }
        }
        still
    }

    /// One step; returns whether the job is unfinished.
    async fn step(&self, task: &Task) -> bool {
        let begun = Instant::now();
        let stepped = self.write(task, |tx, job, task, node, now| {
            carry_out(tx, job, task, node, now)
        });
        let stepped = stepped.await;
        let is_done = matches!(stepped, Ok(Some(Step::Done)));
        let is_failed = !matches!(stepped, Ok(_) | Err(db::Error::Duplicate));
        self.counters
            .add(&task.kind, is_done, is_failed, begun.elapsed());
        match stepped {
            Ok(Some(Step::More)) | Err(db::Error::Duplicate) => true,
            Ok(step) => {
                tracing::debug!(kind = task.kind, key = task.key, ?step, "job");
                false
            }
            Err(error) => {
                self.fail(task, error).await;
                false
            }
        }
    }

    async fn fail(&self, task: &Task, error: db::Error) {
        let (kind, key, text) = (&task.kind, &task.key, error.to_string());
        tracing::error!(kind, key, %error, "job: a step failed");
        let is_away = matches!(error, db::Error::Unavailable(..));
        let noted = self.write(task, move |tx, job, task, node, now| {
            if !queries::renew(tx, task, node, now)? {
                return Ok(None);
            }
            let step = if is_away {
                Step::Later
            } else {
                job.failed(tx, task, now)?
            };
            queries::settle(tx, task, node, job, step, Some(&text), now)?;
            Ok(Some(step))
        });
        if let Err(error) = noted.await {
            tracing::warn!(kind, key, %error, "job: waits until its lease runs out");
        }
    }

    /// Runs `f` for a job in one transaction; `None` when this process does not know its kind.
    async fn write<F>(&self, task: &Task, f: F) -> db::Result<Option<Step>>
    where
        F: FnOnce(&mut Tx<'_>, &dyn Job, &Task, NodeId, Timestamp) -> db::Result<Option<Step>>
            + Send
            + 'static,
    {
        let (jobs, task) = (Arc::clone(&self.jobs), task.clone());
        let (node, now) = (self.node.id(), self.clock.now());
        let write =
            self.db.write(
                move |tx| match jobs.iter().find(|job| job.kind() == task.kind) {
                    Some(job) => f(tx, job.as_ref(), &task, node, now),
                    None => Ok(None),
                },
            );
        write.await
    }
}

/// One step of a leased job, with the result stored in its row; `None` when it was stopped or another process has it.
///
/// # Errors
/// The step's own; nothing of it is kept.
pub fn carry_out(
    tx: &mut Tx<'_>,
    job: &dyn Job,
    task: &Task,
    node: NodeId,
    now: Timestamp,
) -> db::Result<Option<Step>> {
    if !queries::renew(tx, task, node, now)? {
        return Ok(None);
    }
    let step = job.step(tx, task, now)?;
    queries::settle(tx, task, node, job, step, None, now)?;
    Ok(Some(step))
}

/// What the loop works on.
struct Hand {
    runner: Runner,
    is_seeded: bool,
    tasks: Vec<Task>,
}

impl Queue for Hand {
    const NAME: &'static str = "jobs";

    async fn work(&mut self) {
        if !self.is_seeded {
            self.is_seeded = self.runner.seed().await;
        }
        let claimed = self.runner.claim(&self.runner.kinds()).await;
        self.tasks.extend(claimed);
        self.tasks = self.runner.round(std::mem::take(&mut self.tasks)).await;
    }

    async fn rest(&mut self) {
        sleep(if self.tasks.is_empty() { LOOK } else { BREATH }).await;
    }

    /// Each step renews its own lease. This is for jobs that wait long for their turn.
    async fn renew(&mut self) -> db::Result<()> {
        let (tasks, node, now) = (
            self.tasks.clone(),
            self.runner.node.id(),
            self.runner.clock.now(),
        );
        let renewed = self.runner.db.write(move |tx| {
            tasks
                .iter()
                .try_for_each(|task| queries::renew(tx, task, node, now).map(drop))
        });
        renewed.await
    }

    async fn bring_forward(&mut self, now: Timestamp) -> db::Result<usize> {
        self.runner.bring_forward(now).await
    }

    async fn finish(&mut self) {}

    async fn give_back(&mut self, _is_cut: bool) -> db::Result<usize> {
        let node = self.runner.node.id();
        self.runner
            .db
            .write(move |tx| queries::give_back(tx, node))
            .await
    }
}
