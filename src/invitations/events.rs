//! What happens to an invitation, and the end of an ask at its entry.

use std::borrow::Cow;

use super::{model::Invitation, queries};
use crate::{
    activity::{self, By, Changes, Company, Event, EventKind, Subject, event_kinds},
    customers,
    db::{self, Tx, types::Timestamp},
    identity::Scope,
    mail::Mail,
};

event_kinds! {
    /// A draft was begun.
    DRAFTED = "invitation_drafted", "Invitation drafted", Ended;
    /// The words of a draft were changed.
    SAVED = "invitation_saved", "Draft saved", Ended;
    /// Done: the link is live.
    READY = "invitation_ready", "Invitation finished", Ended;
    /// Queued to be sent by this server.
    SENT = "invitation_sent", "Invitation sent", Waiting;
    /// Queued again, the time runs anew.
    REMINDED = "invitation_reminded", "Reminder sent", Waiting;
    /// Opened in the sender's own mail program.
    OPENED_IN_EMAIL = "invitation_opened_in_email", "Draft opened in email", Ended;
    /// Copied.
    COPIED = "invitation_copied", "Draft copied", Ended;
    /// Downloaded as a file.
    DOWNLOADED = "invitation_downloaded", "Draft downloaded", Ended;
    /// The page behind the link was opened for the first time.
    OPENED = "invitation_opened", "Link opened", Ended;
    /// Made dead by the sender.
    REVOKED = "invitation_revoked", "Invitation revoked", Ended;
    /// The old link is dead, a new one lives.
    LINK_RENEWED = "invitation_link_renewed", "New link made", Waiting;
    /// Ran out.
    EXPIRED = "invitation_expired", "Invitation expired", Ended;
    /// The customer, or the other partner, declined.
    DECLINED = "invitation_declined", "Invitation declined", Attention;
    /// A mail was given up.
    MAIL_FAILED = "mail_failed", "Mail not delivered", Attention;
}

/// What happened to an invitation.
#[derive(Debug, Clone)]
pub(crate) struct InvitationEvent<'a> {
    kind: EventKind,
    invitation: &'a Invitation,
    detail: &'a str,
    changes: Changes,
}

impl<'a> InvitationEvent<'a> {
    pub(crate) fn new(kind: EventKind, invitation: &'a Invitation) -> Self {
        Self {
            kind,
            invitation,
            detail: "",
            changes: Changes::default(),
        }
    }

    /// With what else is worth knowing.
    pub(crate) fn saying(self, detail: &'a str) -> Self {
        Self { detail, ..self }
    }

    /// With what is different from now on.
    pub(super) fn changing(self, changes: Changes) -> Self {
        Self { changes, ..self }
    }
}

impl Event for InvitationEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.invitation.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.invitation.entry_id,
            ..Company::named(&self.invitation.company_name)
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.detail.into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// An ask is over without acceptance: the entry goes back to what stood before it.
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

/// A mail was given up: its sender is told.
///
/// # Errors
/// When a row cannot be written.
pub fn mail_failed(tx: &mut Tx<'_>, mail: &Mail, answer: &str, now: Timestamp) -> db::Result<()> {
    let Some(id) = mail.invitation_id else {
        return Ok(());
    };
    let invitation = queries::of_mail(tx.conn(), id)?;
    let event = InvitationEvent::new(MAIL_FAILED, &invitation).saying(answer);
    let by = By::this_server(invitation.partner_id).notifying(invitation.created_by);
    activity::record(tx, by, &event, now)
}
