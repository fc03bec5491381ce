//! The end of the term of privileges: they end or, with automatic extension, go on.

use chrono::Duration;

use super::{
    audience_queries,
    desk::Desk,
    events::{EXPIRED, EXTENDED, GrantEvent},
    letters::{self, News},
};
use crate::{
    activity::{By, Changes},
    customers,
    db::{self, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
    privileges::{self, EndCause, Grant},
};

/// Grants in one step.
const BATCH: i64 = 50;

/// Ends, every minute, privileges whose time is over, and extends those with automatic extension: once for each end, in the
/// order of the ends, however late it comes by.
pub struct EndGrants(pub Desk);

impl Job for EndGrants {
    fn kind(&self) -> &'static str {
        "privileges-end"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let over = privileges::over(tx.conn(), BATCH, now)?;
        customers::hold_all(tx, over.iter().map(|grant| grant.customer_id))?;
        for grant in &over {
            match grant.auto_extend {
                true => extend(tx, &self.0, grant, now)?,
                false => end(tx, grant, now)?,
            }
        }
        Ok(match over.is_empty() {
            true => Step::Done,
            false => Step::More,
        })
    }
}

fn end(tx: &mut Tx<'_>, grant: &Grant, now: Timestamp) -> db::Result<()> {
    if privileges::end(tx, grant, EndCause::Term, grant.ends_at)? {
        let by = By::this_server(grant.partner_id);
        GrantEvent::new(EXPIRED, grant, Changes::none()).record(tx, by, now)?;
    }
    Ok(())
}

fn extend(tx: &mut Tx<'_>, desk: &Desk, grant: &Grant, now: Timestamp) -> db::Result<()> {
    let Some(until) = privileges::extend(tx, grant)? else {
        return Ok(());
    };
    let audience = audience_queries::audience(tx.conn(), grant)?;
    let changes = Changes::none().value("Until", &grant.ends_at.words(), &until.words());
    let by = By::this_server(grant.partner_id);
    GrantEvent::new(EXTENDED, grant, changes).record(tx, by, now)?;
    letters::tell(tx, desk, grant, &audience, News::Extended(until), now)
}
