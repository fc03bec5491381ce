//! Removes a partnership.

use super::events::PartnershipRemoved;
use crate::{
    activity::{self, By},
    carts,
    db::{self, Tx, ids::PartnershipId, types::Timestamp},
    error::AppError,
    identity::{self, Partner, PartnershipManager, Scope},
    order_requests, partnership_asks,
    partnerships::{self, Side},
    relationships::STATEMENTS_VERSION,
    renewals::Desk,
};

/// Why a partnership was not removed.
#[derive(Debug, thiserror::Error)]
pub(super) enum RemoveError {
    /// Somebody of either side was first.
    #[error("this partnership has ended already")]
    AlreadyEnded,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<RemoveError> for AppError {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::AlreadyEnded => Self::NotFound,
            RemoveError::Db(error) => error.into(),
        }
    }
}

/// What was removed.
pub(super) struct Removal {
    /// The partner across.
    pub(super) other: Partner,
    /// How many open joint invitations were stopped.
    pub(super) stopped: usize,
    /// How many open order requests of the two were withdrawn.
    pub(super) requests: usize,
}

/// Removes the partnership, takes back the open invitations of both, and withdraws the order requests of the two and the carts
/// from which more would come. Every customer relationship and privilege stays, and nobody is told but of the requests.
///
/// The partnership is written first and then both partners are held: an acceptance of a joint invitation does the same,
/// and so comes either before, and then stands, or after, and then finds no partnership.
///
/// # Errors
/// `AlreadyEnded` for the second of two who press at once; nothing is changed then.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    (by, desk): (&PartnershipManager, &Desk),
    id: PartnershipId,
    reason: &str,
    now: Timestamp,
) -> Result<Removal, RemoveError> {
    let partnership = partnerships::find(tx.conn(), by.scope, id)?;
    let user = by.staff.id;
    if !partnerships::end(tx, by.scope, id, user, reason, STATEMENTS_VERSION, now)? {
        return Err(RemoveError::AlreadyEnded);
    }
    let own_side = partnership.side_of(by.scope.partner_id());
    let other = identity::find_partner(tx.conn(), partnership.partner(own_side.other()))?;
    identity::lock_partners(tx, &[by.scope, Scope::of(&other)])?;
    let stopped = partnership_asks::stop_joint(tx, by, own_side, &other, now)?;
    let (reseller, provider) = (partnership.reseller_id, partnership.provider_id);
    let requests = order_requests::withdraw_between(tx, by, desk, (reseller, provider), now)?;
    let at_reseller = match own_side {
        Side::Reseller => by.scope,
        Side::Provider => Scope::of(&other),
    };
    carts::withdraw_from(tx, at_reseller, provider)?;
    let own = &by.staff.partner;
    let removed = PartnershipRemoved {
        id,
        other: &other.legal_name,
        reason,
    };
    activity::record(tx, by, &removed, now)?;
    let theirs = PartnershipRemoved {
        id,
        other: &own.legal_name,
        reason: "",
    };
    let across = By::partner(other.id, &own.legal_name);
    activity::record(tx, across, &theirs, now)?;
    Ok(Removal {
        other,
        stopped,
        requests,
    })
}
