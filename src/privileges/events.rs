//! What this slice causes.

use std::borrow::Cow;

use super::Grant;
use crate::{
    activity::{Company, Event, EventKind, Subject, event_kinds},
    db::ids::EntryId,
};

event_kinds! {
    /// Delegated admin privileges ran out.
    PRIVILEGES_EXPIRED = "privileges_expired", "Privileges expired", Ended;
}

/// Delegated admin privileges ran out.
pub(super) struct PrivilegesExpired<'a> {
    pub(super) grant: &'a Grant,
    /// The company in the partner's list, while it is there.
    pub(super) entry: Option<EntryId>,
    pub(super) company: &'a str,
}

impl Event for PrivilegesExpired<'_> {
    fn kind(&self) -> EventKind {
        PRIVILEGES_EXPIRED
    }

    fn subject(&self) -> Subject {
        self.grant.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.grant.customer_id),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.grant.roles.words().into()
    }
}
