//! An event as pages show it.

use super::{
    kinds::{EventKinds, Tone},
    model::LoggedEvent,
};
use crate::{
    db::{
        ids::{InvitationKind, OrderRequestKind},
        types::Timestamp,
    },
    paths::Paths,
};

/// An event as pages show it.
#[derive(Debug)]
pub struct EventView {
    /// When.
    pub at: Timestamp,
    /// The code of its kind.
    pub code: String,
    /// What was done.
    pub what: String,
    /// Badge.
    pub tone: &'static str,
    /// By whom.
    pub who: String,
    /// To which company.
    pub company: String,
    /// Its record.
    pub company_href: Option<String>,
    /// What else is worth knowing.
    pub detail: String,
    /// Where that is shown, when it is a name.
    pub detail_href: Option<String>,
    /// What is different since, one by one.
    pub changes: Vec<String>,
    /// The invitation that it happened to.
    pub invitation_href: Option<String>,
}

impl EventKinds {
    /// This event, as pages show it.
    #[must_use]
    pub fn view(self, event: LoggedEvent, paths: &Paths) -> EventView {
        let tone = self
            .find(&event.action)
            .map_or(Tone::Ended, |kind| kind.tone());
        let invitation = event.subject::<InvitationKind>();
        let request = event.subject::<OrderRequestKind>();
        EventView {
            at: event.at,
            what: self.label(&event.action),
            tone: tone.as_str(),
            who: event.actor_name,
            company: event.company,
            company_href: event.entry_id.map(|id| paths.customer(id.uuid())),
            detail: event.detail,
            detail_href: request.map(|id| paths.order_request(id)),
            changes: event.changes.words(),
            invitation_href: invitation.map(|id| paths.invitation(id)),
            code: event.action,
        }
    }
}
