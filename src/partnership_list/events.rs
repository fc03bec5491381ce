//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Company, Event, EventKind, Subject, event_kinds},
    db::ids::PartnershipId,
};

event_kinds! {
    /// Two partners no longer work together.
    PARTNERSHIP_REMOVED = "partnership_removed", "Partnership removed", Ended;
}

/// A partnership has ended.
pub(super) struct PartnershipRemoved<'a> {
    pub(super) id: PartnershipId,
    /// The partner across, as seen from the log.
    pub(super) other: &'a str,
    /// For one's own side alone.
    pub(super) reason: &'a str,
}

impl Event for PartnershipRemoved<'_> {
    fn kind(&self) -> EventKind {
        PARTNERSHIP_REMOVED
    }

    fn subject(&self) -> Subject {
        self.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company::named(self.other)
    }

    fn detail(&self) -> Cow<'_, str> {
        self.reason.into()
    }
}
