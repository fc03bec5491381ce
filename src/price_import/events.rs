//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    uploads::Batch,
    web::page::thousands,
};

event_kinds! {
    /// Rows of a price sheet were carried out.
    PRICES_LOADED = "prices_loaded", "Price list changed", Ended;
}

/// So many rows of a file were carried out.
pub(super) struct PricesLoaded<'a> {
    pub(super) batch: &'a Batch,
    pub(super) rows: i32,
}

impl Event for PricesLoaded<'_> {
    fn kind(&self) -> EventKind {
        PRICES_LOADED
    }

    fn subject(&self) -> Subject {
        self.batch.id.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        let noun = if self.rows == 1 { "row" } else { "rows" };
        let rows = thousands(self.rows.into());
        format!("{rows} {noun} of {}", self.batch.file_name).into()
    }
}
