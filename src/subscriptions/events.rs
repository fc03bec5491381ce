//! What this slice causes.

use std::borrow::Cow;

use super::list_model::Side;
use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    db::ids::PartnerId,
};

event_kinds! {
    /// The list was exported.
    LIST_EXPORTED = "subscriptions_exported", "Subscriptions exported", Ended;
}

/// The list was exported.
pub(super) struct ListExported {
    pub(super) partner: PartnerId,
    pub(super) side: Side,
}

impl Event for ListExported {
    fn kind(&self) -> EventKind {
        LIST_EXPORTED
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.side.label().into()
    }
}
