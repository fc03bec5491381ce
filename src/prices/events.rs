//! What this slice causes.

use std::borrow::Cow;

use super::markups::Markup;
use crate::{
    activity::{Event, EventKind, Subject, event_kinds},
    db::ids::PartnerId,
};

event_kinds! {
    /// Prices were exported.
    PRICES_EXPORTED = "prices_exported", "Prices exported", Ended;
    /// What is added to the cost was set.
    MARKUP_SAVED = "markup_saved", "Mark-up saved", Ended;
    /// Nothing is added any more.
    MARKUP_REMOVED = "markup_removed", "Mark-up removed", Ended;
}

/// Something was done with the prices of a seller.
pub(super) struct PriceEvent {
    pub(super) kind: EventKind,
    pub(super) partner: PartnerId,
    pub(super) detail: String,
}

impl PriceEvent {
    /// Of a mark-up. By how much tells what the seller pays, which not everybody sees who reads activity.
    pub(super) fn of(kind: EventKind, markup: &Markup) -> Self {
        Self {
            kind,
            partner: markup.partner_id,
            detail: format!("{} {}", markup.applies_to.label(), markup.label),
        }
    }
}

impl Event for PriceEvent {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.detail.as_str().into()
    }
}
