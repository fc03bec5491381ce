//! The parties of an invitation, and the partnership that lets two of them ask together.

use super::{model::Party, party_queries};
use crate::{
    db::{self, Tx, ids::InvitationId},
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

/// Takes the partnership's row before any of the invitation's, as the removal of a partnership does: the two wait for
/// each other in one order.
pub(super) fn hold(tx: &mut Tx<'_>, id: InvitationId) -> db::Result<Together> {
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
