//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    db::ids::PartnerId,
};

event_kinds! {
    /// The customer list was exported.
    CUSTOMERS_EXPORTED = "customers_exported", "Customer list exported", Ended;
}

/// The customer list was exported: this partner's, as these words say.
pub(super) struct CustomersExported {
    pub(super) partner: PartnerId,
    pub(super) shown: String,
}

impl Event for CustomersExported {
    fn kind(&self) -> EventKind {
        CUSTOMERS_EXPORTED
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.shown.as_str().into()
    }
}
