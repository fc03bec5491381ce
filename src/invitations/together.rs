//! The parties of an invitation, and the partnership that lets two of them ask together.

use super::{
    model::{Invitation, Party},
    party_queries,
};
use crate::{
    db::{self, Tx, ids::InvitationId},
    identity::{self, CustomerAdmin, Scope},
    partnerships::{self, Partnership},
};

/// Who asks, with their partnership kept from being removed until the transaction ends.
pub(super) struct Together {
    pub(super) parties: Vec<Party>,
    /// The active partnership of a joint invitation.
    pub(super) partnership: Option<Partnership>,
}

impl Together {
    /// Whether it is asked by one partner alone, or by two that work together.
    pub(super) fn stands(&self) -> bool {
        self.parties.len() < 2 || self.partnership.is_some()
    }
}

/// For an answer: holds the partnership and then every partner named, as [`crate::relationships`] orders locks, and
/// reads the partners again: one may have been disabled before its row was held.
pub(super) fn hold_parties(tx: &mut Tx<'_>, invitation: &Invitation) -> db::Result<Together> {
    let Together {
        parties,
        partnership,
    } = hold_partnership(tx, invitation.id)?;
    let mut scopes = vec![Scope::granted_by_link(invitation.partner_id)];
    scopes.extend((parties.iter()).map(|party| Scope::granted_by_link(party.partner.id)));
    identity::lock_partners(tx, &scopes)?;
    Ok(Together {
        parties: party_queries::parties(tx.conn(), invitation.id)?,
        partnership,
    })
}

/// For an act of the sender's staff: holds the partnership, and then the sender's row.
pub(super) fn hold(tx: &mut Tx<'_>, by: &CustomerAdmin, id: InvitationId) -> db::Result<Together> {
    let together = hold_partnership(tx, id)?;
    identity::lock_partner(tx, by.scope)?;
    Ok(together)
}

fn hold_partnership(tx: &mut Tx<'_>, id: InvitationId) -> db::Result<Together> {
    let parties = party_queries::parties(tx.conn(), id)?;
    let partnership = match parties.as_slice() {
        [reseller, provider] => partnerships::hold(tx, provider.partner.id, reseller.partner.id)?,
        _ => None,
    };
    Ok(Together {
        parties,
        partnership,
    })
}
