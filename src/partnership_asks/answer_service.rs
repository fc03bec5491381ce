//! The other partner's answer to an ask for a partnership.
//!
//! Who may answer is proven by the sign-in: a Global admin of the partner whose domain was asked. Holding the link
//! says only which ask it is.

use super::events::{PARTNERSHIP_BEGUN, PARTNERSHIP_DECLINED, PartnershipAnswered};
use crate::{
    activity::{self, By},
    db::{self, Conn, Tx, ids::PartnershipId, types::Timestamp},
    error::AppError,
    identity::{self, Partner, PartnershipManager, Scope},
    invitations::{self, DECLINED, Dead, Invitation, InvitationEvent, OPENED, Refusal, side_of},
    partnerships::{self, Partnership, Side},
    paths::Site,
    text::unlinked,
};

/// Why a partnership was not made, or not declined.
#[derive(Debug, thiserror::Error)]
pub enum PartnershipAnswerError {
    /// The link cannot be answered (any more).
    #[error("this ask cannot be answered")]
    Dead(Dead),
    /// The wording is not the one that was read.
    #[error("the wording has changed")]
    OtherTerms,
    /// Who asked takes no part any more, or no longer that side.
    #[error("the partner that asked is no longer active as that side")]
    AskerInactive,
    /// Who is asked cannot take the other side.
    #[error("this partner cannot take the other side")]
    WrongSide,
    /// Another ask of the two was accepted first.
    #[error("the two work together already")]
    Already,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<PartnershipAnswerError> for AppError {
    fn from(error: PartnershipAnswerError) -> Self {
        match error {
            PartnershipAnswerError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The partner that asks, while it takes part as the side that it took in the ask.
fn asker(
    conn: &mut Conn,
    invitation: &Invitation,
) -> Result<(Partner, Side), PartnershipAnswerError> {
    let parties = invitations::parties(conn, invitation.id)?;
    let side = parties.first().and_then(side_of);
    let partner = identity::active_partner(conn, invitation.partner_id)?;
    match (partner, side) {
        (Some(partner), Some(side)) if side.fits(&partner) => Ok((partner, side)),
        _ => Err(PartnershipAnswerError::AskerInactive),
    }
}

/// Accepts, in one transaction or not at all: the guarded update decides who is first, the database that there is one
/// active partnership of the two.
///
/// # Errors
/// See [`PartnershipAnswerError`]; nothing is changed then.
pub fn accept_partnership(
    tx: &mut Tx<'_>,
    site: &Site,
    product: &str,
    by: &PartnershipManager,
    invitation: &Invitation,
    terms_hash: &str,
    now: Timestamp,
) -> Result<PartnershipId, PartnershipAnswerError> {
    let is_active = hold_both(tx, by, invitation)?;
    if !invitations::mark_accepted(tx, invitation, terms_hash, now)? {
        return Err(why_not(tx.conn(), invitation, now)?);
    }
    let (asker, side) = asker(tx.conn(), invitation)?;
    let own = identity::active_partner(tx.conn(), by.scope.partner_id())?;
    let own = own.filter(|own| own.domain == invitation.domain && side.other().fits(own));
    let Some(own) = own else {
        return Err(PartnershipAnswerError::WrongSide);
    };
    if is_active {
        return Err(PartnershipAnswerError::Already);
    }
    let sides = match side {
        Side::Provider => [(asker.id, invitation.created_by), (own.id, by.staff.id)],
        Side::Reseller => [(own.id, by.staff.id), (asker.id, invitation.created_by)],
    };
    let [
        (provider_id, provider_contact),
        (reseller_id, reseller_contact),
    ] = sides;
    let partnership = Partnership {
        id: PartnershipId::new(),
        provider_id,
        reseller_id,
        state: partnerships::State::Active,
        invitation_id: invitation.id,
        provider_contact,
        reseller_contact,
        started_at: now,
        ended_at: None,
        ended_by: None,
        end_reason: String::new(),
        statements_version: None,
    };
    match partnerships::insert(tx, &partnership) {
        Ok(()) => {}
        Err(db::Error::Duplicate) => return Err(PartnershipAnswerError::Already),
        Err(other) => return Err(other.into()),
    }
    note_begin(tx, by, invitation, &asker, partnership.id, now)?;
    tell_sender(tx, site, product, by, invitation, now)?;
    Ok(partnership.id)
}

/// Holds the partnership of the two, if there is one, and then both partners, as [`crate::relationships`] orders locks;
/// whether they work together already.
fn hold_both(
    tx: &mut Tx<'_>,
    by: &PartnershipManager,
    invitation: &Invitation,
) -> db::Result<bool> {
    let (own, asker) = (by.scope.partner_id(), invitation.partner_id);
    let parties = invitations::parties(tx.conn(), invitation.id)?;
    let active = match parties.first().and_then(side_of) {
        Some(Side::Provider) => partnerships::hold(tx, asker, own)?,
        Some(Side::Reseller) => partnerships::hold(tx, own, asker)?,
        None => None,
    };
    identity::lock_partners(tx, &[by.scope, Scope::of(invitation)])?;
    Ok(active.is_some())
}

/// In the logs of both sides; the one who asked is told.
fn note_begin(
    tx: &mut Tx<'_>,
    by: &PartnershipManager,
    invitation: &Invitation,
    asker: &Partner,
    id: PartnershipId,
    now: Timestamp,
) -> db::Result<()> {
    let own = &by.staff.partner;
    let who = format!("{}, {}", by.staff.name, own.legal_name);
    let begun = |of, other| PartnershipAnswered {
        kind: PARTNERSHIP_BEGUN,
        of,
        other,
        reason: "",
    };
    let theirs = begun(invitation.id.into(), &own.legal_name);
    let across = By::partner(asker.id, &who).notifying(invitation.created_by);
    activity::record(tx, across, &theirs, now)?;
    let ours = begun(id.into(), &asker.legal_name);
    activity::record(tx, by, &ours, now)
}

/// By mail.
fn tell_sender(
    tx: &mut Tx<'_>,
    site: &Site,
    product: &str,
    by: &PartnershipManager,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<()> {
    let own = &by.staff.partner;
    let page = site.absolute(&site.paths().partnerships());
    let body = format!(
        "{} accepted the partnership that you asked for, on {}.\n\n{} agreed for the company. Neither of you sees the other's customers; you can now invite customers together.\n\nYour partnerships:\n{page}",
        own.legal_name,
        now.words(),
        by.staff.name,
    );
    let subject = format!("{} accepted your partnership", own.legal_name);
    invitations::tell_sender(tx, product, invitation, "accepted", subject, body, now)
}

/// Declines.
///
/// # Errors
/// `Dead` when it cannot be answered any more; nothing is changed then.
pub fn decline_partnership(
    tx: &mut Tx<'_>,
    product: &str,
    by: &PartnershipManager,
    invitation: &Invitation,
    reason: &str,
    now: Timestamp,
) -> Result<(), PartnershipAnswerError> {
    if !invitations::mark_declined(tx, invitation, Refusal::Declined, reason, now)? {
        return Err(why_not(tx.conn(), invitation, now)?);
    }
    let asker = identity::find_partner(tx.conn(), invitation.partner_id)?;
    let own = &by.staff.partner;
    let who = format!("{}, {}", by.staff.name, own.legal_name);
    let words = format!("The reason given: {reason}");
    let theirs = InvitationEvent::new(DECLINED, invitation).saying(&words);
    let across = By::partner(asker.id, &who).notifying(invitation.created_by);
    activity::record(tx, across, &theirs, now)?;
    let ours = PartnershipAnswered {
        kind: PARTNERSHIP_DECLINED,
        of: asker.id.into(),
        other: &asker.legal_name,
        reason,
    };
    activity::record(tx, by, &ours, now)?;
    let subject = format!("{} declined your partnership", own.legal_name);
    let body = format!("{subject} on {}.\n\n{}", now.words(), unlinked(&words));
    invitations::tell_sender(tx, product, invitation, "declined", subject, body, now)?;
    Ok(())
}

/// What stood in the way of a guarded update.
fn why_not(
    conn: &mut Conn,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<PartnershipAnswerError> {
    let scope = Scope::of(invitation);
    let present = invitations::find(conn, scope, invitation.id)?;
    Ok(
        match present.answerable_through(invitation.link_version, now) {
            Err(dead) => PartnershipAnswerError::Dead(dead),
            Ok(()) => PartnershipAnswerError::OtherTerms,
        },
    )
}

/// Notes that the page was opened by somebody who may answer. Information only.
pub(super) fn note_opened(
    tx: &mut Tx<'_>,
    by: &PartnershipManager,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<()> {
    if invitations::mark_opened(tx, invitation, now)? {
        let across = By::partner(invitation.partner_id, &by.staff.partner.legal_name);
        activity::record(tx, across, &InvitationEvent::new(OPENED, invitation), now)?;
    }
    Ok(())
}
