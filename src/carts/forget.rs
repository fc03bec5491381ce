//! Forgets carts seven days after their last change.

use chrono::Duration;

use super::queries;
use crate::{
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// How long a cart is kept that nobody changes.
const KEPT: Duration = Duration::days(7);
/// Carts that one step forgets.
const BATCH: i64 = 200;

/// The job; runs every hour.
pub struct ForgetCarts;

impl Job for ForgetCarts {
    fn kind(&self) -> &'static str {
        "carts-forget"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::hours(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let over = queries::changed_by(tx.conn(), now.minus(KEPT), BATCH)?;
        if over.is_empty() {
            return Ok(Step::Done);
        }
        for cart in over {
            queries::remove(tx, cart)?;
        }
        Ok(Step::More)
    }
}
