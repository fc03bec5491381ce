//! Removes a partnership.

use super::{
    events::PartnershipRemoved,
    leaving_lines,
    queries::{self, Standing},
};
use crate::{
    activity::{self, By},
    carts,
    db::{self, Tx, ids::PartnershipId, types::Timestamp},
    error::AppError,
    identity::{self, Partner, PartnershipManager, Scope, Staff},
    order_requests, partnership_asks,
    partnerships::{self, Side},
    relationships::{STATEMENTS, STATEMENTS_VERSION},
    removal_reports::{self, About, NewReport},
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
    let across = Scope::of(&other);
    identity::lock_partners(tx, &[by.scope, across])?;
    // As either of the two sees it: each keeps a report of its own.
    let mut before = queries::standing(tx.conn(), by.scope, id, i64::MAX)?;
    let mut before_theirs = queries::standing(tx.conn(), across, id, i64::MAX)?;
    let stopped = partnership_asks::stop_joint(tx, by, own_side, &other, now)?;
    let (reseller, provider) = (partnership.reseller_id, partnership.provider_id);
    let withdrawn = order_requests::withdraw_between(tx, by, desk, (reseller, provider), now)?;
    // One that was declined at the same moment was not withdrawn.
    for asked in [&mut before.asked, &mut before_theirs.asked] {
        asked.retain(|request| withdrawn.contains(&request.id));
    }
    let at_reseller = match own_side {
        Side::Reseller => by.scope,
        Side::Provider => across,
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
    let who = By::partner(other.id, &own.legal_name);
    activity::record(tx, who, &theirs, now)?;
    keep_report(tx, by.scope, (&before, Some(&by.staff)), reason, now)?;
    keep_report(tx, across, (&before_theirs, None), "", now)?;
    Ok(Removal {
        other,
        stopped,
        requests: withdrawn.len(),
    })
}

/// Keeps what one of the two is left with; who of its staff removed it, where one did.
fn keep_report(
    tx: &mut Tx<'_>,
    scope: Scope,
    (before, by): (&Standing, Option<&Staff>),
    reason: &str,
    now: Timestamp,
) -> db::Result<()> {
    let report = NewReport {
        about: About::Partnership(before.partnership.id),
        company: (&before.other.legal_name, &before.other.domain),
        by,
        reason,
        statements: (STATEMENTS_VERSION, STATEMENTS),
        lines: leaving_lines::lines(scope, before),
    };
    removal_reports::keep(tx, scope, report, now)?;
    Ok(())
}
