//! The end of invitations whose time is over.
//!
//! It is written in the moment in which somebody meets it, or by housekeeping: what was once refused as over stays over,
//! also when the clock is put back.

use actix_web::HttpRequest;
use chrono::Duration;

use super::{model::Invitation, note_end, queries, system_line};
use crate::{
    activity::{self, Action},
    db::{self, Db, Tx, types::Timestamp},
    error::AppError,
    identity::{self, Scope},
    jobs::{Job, Step, Task},
    web::part,
};

/// Invitations that end in one step.
const BATCH: i64 = 200;

/// Ends, every minute, invitations whose time is over, one partner's in each step.
pub struct EndOverdue;

impl Job for EndOverdue {
    fn kind(&self) -> &'static str {
        "invitations-end"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let Some(partner) = queries::partner_overdue(tx.conn(), now)? else {
            return Ok(Step::Done);
        };
        let scope = Scope::of_housekeeping(partner);
        identity::lock_partner(tx, scope)?;
        for invitation in queries::overdue(tx.conn(), scope, BATCH, now)? {
            expire_one(tx, &invitation, now)?;
        }
        Ok(Step::More)
    }
}

/// Ends the invitation that a page is about, when its time is over.
pub(crate) async fn end_if_overdue(
    http: &HttpRequest,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(), AppError> {
    if !invitation.is_overdue(now) {
        return Ok(());
    }
    let invitation = invitation.clone();
    let db = part::<Db>(http)?;
    let ended = db.write(move |tx| {
        identity::lock_partner(tx, Scope::of_housekeeping(invitation.partner_id))?;
        expire_one(tx, &invitation, now)
    });
    Ok(ended.await?)
}

/// The caller holds the partner's row.
pub(crate) fn expire_one(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<()> {
    if queries::expire(tx, invitation.id, now)? {
        note_end(
            tx,
            Scope::of_housekeeping(invitation.partner_id),
            invitation,
            now,
        )?;
        activity::record(
            tx,
            system_line(invitation, Action::InvitationExpired, ""),
            now,
        )?;
    }
    Ok(())
}
