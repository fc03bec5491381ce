//! What this slice causes.

use std::borrow::Cow;

use super::templates::Which;
use crate::{
    activity::{Changes, Event, EventKind, Subject, event_kinds},
    db::ids::PartnerId,
};

event_kinds! {
    /// The partner's own words for new invitations were changed.
    TEMPLATE_SAVED = "template_saved", "Message template saved", Ended;
    /// The built-in words are used again.
    TEMPLATE_RESTORED = "template_restored", "Message template set back", Ended;
}

/// What became of a message template.
pub(super) struct TemplateEvent {
    pub(super) kind: EventKind,
    pub(super) partner: PartnerId,
    pub(super) which: Which,
    pub(super) changes: Changes,
}

impl Event for TemplateEvent {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        let Which { language, occasion } = self.which;
        format!("{}, {}", language.label(), occasion.label().to_lowercase()).into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}
