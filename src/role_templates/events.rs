//! What this slice causes.

use std::borrow::Cow;

use super::model::RoleTemplate;
use crate::{
    activity::{Changes, Event, EventKind, Subject, event_kinds},
    db::ids::RoleTemplateId,
};

event_kinds! {
    /// A set of roles that is asked for again and again was saved.
    SAVED = "role_template_saved", "Role template saved", Ended;
    /// Such a set was removed.
    REMOVED = "role_template_removed", "Role template removed", Ended;
}

/// What became of a role template.
pub(super) struct TemplateEvent<'a> {
    pub(super) kind: EventKind,
    pub(super) id: RoleTemplateId,
    /// As it is or, when it was removed, was.
    pub(super) template: &'a RoleTemplate,
    pub(super) changes: Changes,
}

impl Event for TemplateEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.id.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        format!("{}: {}", self.template.name, self.template.roles.words()).into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}
