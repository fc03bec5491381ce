//! Work that is done in the background: one runner, one table, one trait.
//!
//! ```text
//! waiting ──step──▶ waiting … ──▶ done
//!    │ ▲                           (a recurring job goes back to waiting, with its next due time)
//! stop └── go on ── stopped
//! ```
//!
//! A job is named by its kind, a key (such as the batch it is about) and its due time, and is carried out exactly once
//! for each due time. The process that takes a job has a *lease* on it: the row says which process, and until when.
//! Each step is one short transaction. It begins with a guarded update of that row, which fails when the lease is no
//! longer ours, and ends by storing the result. So a process that has lost its lease changes nothing. When a process
//! dies, another one takes the job when the lease has run out, or the same one when it starts again.
//!
//! A new kind of work is one type that implements [`Job`], in a file of its slice, and one line in `app::jobs`.
//!
//! Letters are no jobs; their own table is their queue. A row of `jobs` for each would double the writes, and their
//! order (urgency, and how many go to one domain) is a query over `mails`. They share [`Node`], `lease`, `pause`, the
//! loop in `queue` and the [`Counters`].

mod counters;
mod forget;
mod lease;
mod node;
mod queries;
mod queue;
mod runner;

pub use counters::{Count, Counters};
pub use forget::ForgetDone;
pub(crate) use lease::{lease, longest_pause, pause};
pub use node::Node;
pub use queries::{enqueue, go_on, stop, take};
pub(crate) use queue::{Queue, run};
pub use runner::{Runner, carry_out};

use chrono::Duration;

use crate::db::{self, Tx, types::Timestamp};

/// A kind of work.
pub trait Job: Send + Sync {
    /// Its name in the table, in the log and in the counters.
    fn kind(&self) -> &'static str;

    /// The period of recurring work, which is due at its whole multiples (UTC).
    fn every(&self) -> Option<Duration> {
        None
    }

    /// Carries out one part of the work in one transaction. It must be short: SQLite has a single writer, and pages
    /// wait for it.
    ///
    /// The step is rolled back. After `Duplicate` it runs again at once, because it then sees what the other
    /// transaction wrote. After any other error see [`Job::failed`].
    fn step(&self, tx: &mut Tx<'_>, task: &Task, now: Timestamp) -> db::Result<Step>;

    /// What happens to a job whose step failed for another reason than an unavailable database. By default it is tried
    /// again after a pause.
    fn failed(&self, _tx: &mut Tx<'_>, _task: &Task, _now: Timestamp) -> db::Result<Step> {
        Ok(Step::Later)
    }
}

/// A job on which this process has the lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Which kind.
    pub kind: String,
    /// What it is about; empty for recurring work.
    pub key: String,
    /// Which occurrence.
    pub due_at: Timestamp,
    /// How often the job was leased. The number tells this lease from an earlier one of the same process.
    pub attempts: i32,
}

/// The result of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There may be more to do: another step soon.
    More,
    /// All is done; recurring work waits for its next due time.
    Done,
    /// Paused until somebody resumes it ([`go_on`]).
    Stop,
    /// Not now: again after a pause that grows with each try.
    Later,
}
