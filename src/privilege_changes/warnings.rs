//! The letters 30, 7, 1 and 0 days before privileges end.

use chrono::Duration;

use super::{
    audience_queries,
    desk::Desk,
    letters::{self, News},
};
use crate::{
    customers,
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
    privileges::{self, Due, Grant},
};

/// Grants in one step.
const BATCH: i64 = 50;

/// Warns both sides, every minute, of ends that come near: each letter once, and of several that are overdue the latest
/// alone. What is extended by itself does not end, and is not warned of.
pub struct SendWarnings(pub Desk);

impl Job for SendWarnings {
    fn kind(&self) -> &'static str {
        "privileges-warn"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let due = privileges::to_be_warned(tx.conn(), BATCH, now)?;
        customers::hold_all(tx, due.iter().map(|grant| grant.customer_id))?;
        for grant in &due {
            warn(tx, &self.0, grant, now)?;
        }
        Ok(match due.is_empty() {
            true => Step::Done,
            false => Step::More,
        })
    }
}

fn warn(tx: &mut Tx<'_>, desk: &Desk, grant: &Grant, now: Timestamp) -> db::Result<()> {
    let from = grant.next_warning_at.unwrap_or(now);
    let Due { days, next } = privileges::warning_due(grant.ends_at, from, now);
    if !privileges::note_warned(tx, grant, next)? {
        return Ok(());
    }
    let Some(days) = days else {
        return Ok(());
    };
    let audience = audience_queries::audience(tx.conn(), grant)?;
    letters::tell(tx, desk, grant, &audience, News::Ending(days), now)
}
