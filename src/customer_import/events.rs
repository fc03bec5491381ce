//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    web::page::thousands,
};

event_kinds! {
    /// Customers of other portals came in.
    CUSTOMERS_IMPORTED = "customers_imported", "Customers imported", Ended;
}

/// Customers of other portals came in.
pub(crate) struct CustomersImported<'a> {
    /// The upload.
    pub(crate) of: Subject,
    /// How many were new.
    pub(crate) new: i64,
    /// From where, behind the number; may be empty.
    pub(crate) from: &'a str,
}

impl Event for CustomersImported<'_> {
    fn kind(&self) -> EventKind {
        CUSTOMERS_IMPORTED
    }

    fn subject(&self) -> Subject {
        self.of
    }

    fn detail(&self) -> Cow<'_, str> {
        let noun = if self.new == 1 {
            "company"
        } else {
            "companies"
        };
        format!("{} {noun}{}", thousands(self.new), self.from).into()
    }
}
