//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    db::ids::PartnerId,
};

event_kinds! {
    /// The list of privileges was exported.
    PRIVILEGES_EXPORTED = "privileges_exported", "Privileges exported", Ended;
}

/// The list was exported: this partner's, as these words say.
pub(super) struct ListExported {
    pub(super) partner: PartnerId,
    pub(super) shown: &'static str,
}

impl Event for ListExported {
    fn kind(&self) -> EventKind {
        PRIVILEGES_EXPORTED
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.shown.into()
    }
}
