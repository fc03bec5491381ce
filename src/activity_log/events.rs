//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    db::ids::PartnerId,
};

event_kinds! {
    /// Activity was exported.
    ACTIVITY_EXPORTED = "activity_exported", "Activity exported", Ended;
}

/// Activity was exported: this partner's, as these words say.
pub(super) struct ActivityExported {
    pub(super) partner: PartnerId,
    pub(super) shown: String,
}

impl Event for ActivityExported {
    fn kind(&self) -> EventKind {
        ACTIVITY_EXPORTED
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.shown.as_str().into()
    }
}
