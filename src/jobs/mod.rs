//! Work that is done in the background: one runner, one table, one trait.
//!
//! ```text
//! waiting ──step──▶ waiting … ──▶ done
//!    │ ▲                           (a recurring job goes back to waiting, with its next due time)
//! stop └── go on ── stopped
//! ```
//!
//! A job is named by its kind, a key (such as the batch it is about) and its due time, and is carried out exactly once
//! for each due time. A process that takes a job has a *lease* on it: the row says who has it and until when. Each step
//! is one short transaction that begins with a guarded update of that row (still mine?) and ends with what came of the
//! step. So a process that has lost its lease changes nothing, and a job whose process died is taken by another one as
//! soon as the lease has run out, or by the same one when it starts again.
//!
//! A new kind of work is one type that implements [`Job`], in a file of its slice, and one line in `app::jobs`.
//!
//! Letters stay in their own table, which is their queue: a row of `jobs` for each would double what is written for a
//! letter, and the order by urgency and by the recipients' domains is one query over `mails`. They share everything
//! else: [`Node`], `lease`, `pause`, the loop in `queue`, and the [`Counters`].

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

    /// For work that recurs: how often. It is due at the whole multiples of this time (UTC).
    fn every(&self) -> Option<Duration> {
        None
    }

    /// Carries out a part that takes no longer than others can wait for the writer, in one transaction.
    ///
    /// # Errors
    /// Nothing of the step is kept then. After `Duplicate` it is carried out again at once: looked up again, what
    /// somebody else wrote in the same moment is known. After any other error see [`Job::failed`].
    fn step(&self, tx: &mut Tx<'_>, task: &Task, now: Timestamp) -> db::Result<Step>;

    /// What becomes of a job whose step failed, other than because the database was away; tried again after a pause
    /// unless the kind says something else.
    fn failed(&self, _tx: &mut Tx<'_>, _task: &Task) -> db::Result<Step> {
        Ok(Step::Later)
    }
}

/// One job that this process has in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Which kind.
    pub kind: String,
    /// What it is about; empty for recurring work.
    pub key: String,
    /// Which occurrence.
    pub due_at: Timestamp,
    /// How often it was taken in hand. The number tells this lease from an earlier one of the same process.
    pub attempts: i32,
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There may be more to do: another step soon.
    More,
    /// All is done; recurring work waits for its next due time.
    Done,
    /// It waits until somebody lets it go on ([`go_on`]).
    Stop,
    /// Not now: again after a pause that grows with each try.
    Later,
}
