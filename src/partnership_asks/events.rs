//! What this slice causes.

use std::borrow::Cow;

use crate::activity::{Company, Event, EventKind, Subject, event_kinds};

event_kinds! {
    /// Two partners work together from now on.
    PARTNERSHIP_BEGUN = "partnership_begun", "Partnership begun", Good;
    /// Another partner's ask was declined.
    PARTNERSHIP_DECLINED = "partnership_declined", "Partnership declined", Ended;
}

/// What became of an ask for a partnership.
pub(super) struct PartnershipAnswered<'a> {
    pub(super) kind: EventKind,
    /// The ask, for who asked; what came of it, for who answered, who has no page of the ask.
    pub(super) of: Subject,
    /// The partner across, as seen from the log.
    pub(super) other: &'a str,
    pub(super) reason: &'a str,
}

impl Event for PartnershipAnswered<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.of
    }

    fn company(&self) -> Company<'_> {
        Company::named(self.other)
    }

    fn detail(&self) -> Cow<'_, str> {
        self.reason.into()
    }
}
