//! Ends invitations whose time is over.
//!
//! The end is written as soon as somebody opens the invitation, or by the job: an invitation once refused as over stays
//! over, also when the clock is set back.

use chrono::Duration;

use super::{
    events::{EXPIRED, InvitationEvent, note_end},
    model::Invitation,
    overdue_queries,
};
use crate::{
    activity::{self, By},
    db::{self, Db, Tx, types::Timestamp},
    error::AppError,
    identity::{self, Scope},
    jobs::{Job, Step, Task},
};

/// Invitations that one step ends.
const BATCH: i64 = 200;

/// Ends overdue invitations; runs every minute, one partner's in each step.
pub struct EndOverdue;

impl Job for EndOverdue {
    fn kind(&self) -> &'static str {
        "invitations-end"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let Some(first) = overdue_queries::first_overdue(tx.conn(), now)? else {
            return Ok(Step::Done);
        };
        let scope = Scope::of(&first);
        identity::lock_partner(tx, scope)?;
        for invitation in overdue_queries::overdue(tx.conn(), scope, BATCH, now)? {
            expire_one(tx, &invitation, now)?;
        }
        Ok(Step::More)
    }
}

/// Ends the invitation that a page is about, when its time is over.
pub(crate) async fn end_if_overdue(
    db: &Db,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(), AppError> {
    if !invitation.is_overdue(now) {
        return Ok(());
    }
    let invitation = invitation.clone();
    let ended = db.write(move |tx| {
        identity::lock_partner(tx, Scope::of(&invitation))?;
        expire_one(tx, &invitation, now)
    });
    Ok(ended.await?)
}

/// The caller has locked the partner's row.
pub(crate) fn expire_one(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<()> {
    if overdue_queries::expire(tx, invitation.id, now)? {
        note_end(tx, Scope::of(invitation), invitation, now)?;
        let by = By::this_server(invitation.partner_id);
        activity::record(tx, by, &InvitationEvent::new(EXPIRED, invitation), now)?;
    }
    Ok(())
}
