//! Locks the parties of an invitation, and the partnership that lets two of them invite together.

use super::{
    model::{Invitation, Party},
    party_queries,
};
use crate::{
    db::{self, Tx, ids::InvitationId},
    identity::{self, CustomerManager, Scope},
    partnerships::{self, Partnership},
};

/// The parties, with their partnership locked against removal until the transaction ends.
pub(crate) struct HeldParties {
    pub(crate) parties: Vec<Party>,
    /// The active partnership of a joint invitation.
    pub(crate) partnership: Option<Partnership>,
}

impl HeldParties {
    /// Whether it is asked by one partner alone, or by two that work together.
    pub(crate) fn stands(&self) -> bool {
        self.parties.len() < 2 || self.partnership.is_some()
    }
}

/// For an answer: locks the partnership and then every partner named, in the lock order of [`crate::relationships`].
/// Then reads the partners again, because one may have been disabled before its row was locked.
pub(crate) fn hold_parties(tx: &mut Tx<'_>, invitation: &Invitation) -> db::Result<HeldParties> {
    let HeldParties {
        parties,
        partnership,
    } = hold_partnership(tx, invitation.id)?;
    let mut scopes = vec![Scope::of(invitation)];
    scopes.extend((parties.iter()).map(|party| Scope::of(&party.partner)));
    identity::lock_partners(tx, &scopes)?;
    Ok(HeldParties {
        parties: party_queries::parties(tx.conn(), invitation.id)?,
        partnership,
    })
}

/// For an act of the sender's staff: locks the partnership, and then the sender's row.
pub(crate) fn hold(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    id: InvitationId,
) -> db::Result<HeldParties> {
    let held = hold_partnership(tx, id)?;
    identity::lock_partner(tx, by.scope)?;
    Ok(held)
}

fn hold_partnership(tx: &mut Tx<'_>, id: InvitationId) -> db::Result<HeldParties> {
    let parties = party_queries::parties(tx.conn(), id)?;
    let partnership = match parties.as_slice() {
        [reseller, provider] => partnerships::hold(tx, provider.partner.id, reseller.partner.id)?,
        _ => None,
    };
    Ok(HeldParties {
        parties,
        partnership,
    })
}
