//! What staff do with a live link: revoke it, or replace it.

use super::{
    draft_service::{DraftError, frozen},
    events::{InvitationEvent, LINK_RENEWED, REVOKED, note_end},
    link_queries,
    model::{Act, Invitation},
    party_lock, queries,
};
use crate::{
    activity, customers,
    db::{self, Tx, ids::InvitationId, types::Timestamp},
    identity::{self, CustomerManager},
    secrets::Secrets,
};

/// Takes the invitation back: its link is dead from now on.
///
/// # Errors
/// `TooLate` when it was answered or over.
pub fn revoke(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    id: InvitationId,
    now: Timestamp,
) -> Result<Invitation, DraftError> {
    identity::lock_partner(tx, by.scope)?;
    let invitation = queries::find(tx.conn(), by.scope, id)?;
    if !queries::mark_revoked(tx, by.scope, id)? {
        return Err(DraftError::TooLate);
    }
    note_end(tx, by.scope, &invitation, now)?;
    activity::record(tx, by, &InvitationEvent::new(REVOKED, &invitation), now)?;
    Ok(invitation)
}

/// Makes a new link, live at once; the old one is dead.
///
/// # Errors
/// `TooLate` when it was answered or taken back, `OtherOpen` when the company has another open invitation,
/// `PartnershipEnded` when the two who ask no longer work together.
pub fn renew_link(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    secrets: &Secrets,
    id: InvitationId,
    now: Timestamp,
) -> Result<Invitation, DraftError> {
    let together = party_lock::hold(tx, by, id)?;
    let old = queries::find(tx.conn(), by.scope, id)?;
    if !Act::RenewLink.is_possible(old.state) {
        return Err(DraftError::TooLate);
    }
    let terms_hash = frozen(tx, &old, &together, now)?;
    let token_hash = old.token_hash_of(secrets, old.link_version + 1);
    match queries::renew_link(tx, &old, &token_hash, &terms_hash, now) {
        Ok(true) => {}
        Ok(false) => return Err(DraftError::Stale),
        Err(db::Error::Duplicate) => return Err(DraftError::OtherOpen),
        Err(other) => return Err(other.into()),
    }
    link_queries::note_replaced(tx, &old, now)?;
    if let Some(entry) = old.entry_id {
        customers::mark_invited(tx, by.scope, entry, now)?;
    }
    activity::record(tx, by, &InvitationEvent::new(LINK_RENEWED, &old), now)?;
    Ok(queries::find(tx.conn(), by.scope, id)?)
}
