//! Events of a partner's own people. Their slice, `identity`, stands below the log, so they are declared here.

use std::borrow::Cow;

use super::{Event, EventKind, Subject, event_kinds};
use crate::identity::User;

event_kinds! {
    /// The operator made a set-up link for a person.
    SET_UP_LINK_MADE = "set_up_link_made", "Set-up link made", Ended;
}

/// The operator made a set-up link for this person.
pub(crate) struct SetUpLinkMade<'a>(pub(crate) &'a User);

impl Event for SetUpLinkMade<'_> {
    fn kind(&self) -> EventKind {
        SET_UP_LINK_MADE
    }

    fn subject(&self) -> Subject {
        self.0.id.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        let User { name, roles, .. } = self.0;
        format!("By the operator, for {name}, {}", roles.words()).into()
    }
}
