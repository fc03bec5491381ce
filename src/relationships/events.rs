//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Company, Event, EventKind, Subject, event_kinds},
    customers::Entry,
};

event_kinds! {
    /// A relationship was removed.
    RELATIONSHIP_REMOVED = "relationship_removed", "Relationship removed", Ended;
}

/// Every relationship with this company was removed.
pub(super) struct RelationshipRemoved<'a> {
    pub(super) entry: &'a Entry,
    pub(super) reason: &'a str,
}

impl Event for RelationshipRemoved<'_> {
    fn kind(&self) -> EventKind {
        RELATIONSHIP_REMOVED
    }

    fn subject(&self) -> Subject {
        self.entry.id.into()
    }

    fn company(&self) -> Company<'_> {
        self.entry.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.reason.into()
    }
}
