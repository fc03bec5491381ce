//! New links for all open invitations, after the keys were lost or became known.

use super::{
    events::{InvitationEvent, LINK_RENEWED},
    link_queries,
    model::{Invitation, State},
    renewal_queries,
};
use crate::{
    activity::{self, By},
    db::{self, Tx, types::Timestamp},
    mail,
    secrets::Secrets,
};

/// What became of the links.
#[derive(Debug, Default)]
pub struct Reissued {
    /// Links that were handed out and are dead: each has a new one, which its sender must hand out again.
    pub to_hand_out_again: Vec<Invitation>,
    /// Letters that have not left yet, and leave with the new link.
    pub in_letters: usize,
    /// Drafts, whose link nobody has.
    pub drafts: usize,
}

/// Rows at once.
const PAGE: i64 = 500;

const DETAIL: &str =
    "The keys of this server were renewed: the old link is dead. Hand out the new one";

/// Derives every open link anew, with a line of activity for each that was handed out, meant for who made it.
pub fn reissue(tx: &mut Tx<'_>, keys: &Secrets, now: Timestamp) -> db::Result<Reissued> {
    let mut reissued = Reissued::default();
    let mut last = None;
    loop {
        let page = renewal_queries::open_after(tx.conn(), last, PAGE)?;
        let Some(newest) = page.last() else {
            break;
        };
        last = Some(newest.id);
        for invitation in page {
            one(tx, keys, invitation, &mut reissued, now)?;
        }
    }
    Ok(reissued)
}

fn one(
    tx: &mut Tx<'_>,
    keys: &Secrets,
    invitation: Invitation,
    reissued: &mut Reissued,
    now: Timestamp,
) -> db::Result<()> {
    let is_draft = invitation.state == State::Draft;
    let version = invitation.link_version + i32::from(!is_draft);
    let hash = invitation.token_hash_of(keys, version);
    if !renewal_queries::relink(tx, &invitation, version, &hash)? {
        return Ok(());
    }
    if is_draft {
        reissued.drafts += 1;
        return Ok(());
    }
    link_queries::note_replaced(tx, &invitation, now)?;
    let by = By::this_server(invitation.partner_id).notifying(invitation.created_by);
    let renewed = InvitationEvent::new(LINK_RENEWED, &invitation).saying(DETAIL);
    activity::record(tx, by, &renewed, now)?;
    if mail::follow_link(tx, invitation.id, invitation.purpose(), version)? {
        reissued.in_letters += 1;
    } else {
        reissued.to_hand_out_again.push(invitation);
    }
    Ok(())
}
