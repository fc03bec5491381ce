//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Company, Event, EventKind, Subject, event_kinds},
    db::ids::{CustomerId, EntryId},
    invitations::Invitation,
};

event_kinds! {
    /// A code was mailed to the customer.
    CODE_REQUESTED = "code_requested", "Code requested", Waiting;
    /// The customer accepted.
    INVITATION_ACCEPTED = "invitation_accepted", "Invitation accepted", Good;
}

/// The customer accepted, as one of the partners that asked sees it.
pub(super) struct Accepted<'a> {
    pub(super) invitation: &'a Invitation,
    /// Whether the invitation is this partner's own.
    pub(super) is_sender: bool,
    /// In this partner's list.
    pub(super) entry: EntryId,
    pub(super) customer: CustomerId,
    /// Why the acceptance needs a second look; empty when it does not.
    pub(super) doubt: String,
}

impl Event for Accepted<'_> {
    fn kind(&self) -> EventKind {
        INVITATION_ACCEPTED
    }

    fn subject(&self) -> Subject {
        if self.is_sender {
            self.invitation.id.into()
        } else {
            self.entry.into()
        }
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: Some(self.entry),
            customer: Some(self.customer),
            name: &self.invitation.company_name,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.doubt.as_str().into()
    }
}
