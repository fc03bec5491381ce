//! Entries in the activity log about an invitation, by staff, by the customer and by this server; and the end of an
//! invitation at its entry.

use super::{model::Invitation, queries};
use crate::{
    activity::{self, Action, Actor, Line},
    customers,
    db::{self, Tx, types::Timestamp},
    identity::{Authorized, Scope},
    mail::Mail,
};

pub(crate) fn record<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    invitation: &Invitation,
    action: Action,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: invitation.entry_id,
        company: &invitation.company_name,
        invitation: Some(invitation.id),
        detail,
        notify: None,
    };
    activity::record(tx, line, now)
}

pub(crate) fn customer_line<'a>(
    invitation: &'a Invitation,
    actor: Actor<'a>,
    action: Action,
    detail: &'a str,
) -> Line<'a> {
    Line {
        partner: invitation.partner_id,
        actor,
        action,
        entry: invitation.entry_id,
        company: &invitation.company_name,
        invitation: Some(invitation.id),
        detail,
        notify: None,
    }
}

/// Of this server itself.
pub(super) fn system_line<'a>(
    invitation: &'a Invitation,
    action: Action,
    detail: &'a str,
) -> Line<'a> {
    Line {
        partner: invitation.partner_id,
        actor: Actor::System,
        action,
        entry: invitation.entry_id,
        company: &invitation.company_name,
        invitation: Some(invitation.id),
        detail,
        notify: None,
    }
}

/// An invitation ended without acceptance: the entry goes back to its standing before.
pub(crate) fn note_end(
    tx: &mut Tx<'_>,
    scope: Scope,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<()> {
    match invitation.entry_id {
        Some(entry) => customers::note_end_of_ask(tx, scope, entry, now),
        None => Ok(()),
    }
}

/// A mail was given up: notifies its sender.
pub fn mail_failed(tx: &mut Tx<'_>, mail: &Mail, answer: &str, now: Timestamp) -> db::Result<()> {
    let Some(id) = mail.invitation_id else {
        return Ok(());
    };
    let invitation = queries::of_mail(tx.conn(), id)?;
    let line = Line {
        notify: Some(invitation.created_by),
        ..system_line(&invitation, Action::MailFailed, answer)
    };
    activity::record(tx, line, now)
}
