//! What the record knows of the asks to one company.

use diesel::Queryable;

use crate::{
    db::{
        ids::InvitationId,
        types::{Timestamp, text_enum},
    },
    privileges::{AdminRole, RoleSet},
};

text_enum! {
    /// Where an ask stands, as the record tells it.
    AskState {
        /// Being written.
        Draft = "draft",
        /// Handed out by its sender.
        Ready = "ready",
        /// Mailed by this server.
        Sent = "sent",
        /// Answered with yes.
        Accepted = "accepted",
        /// Answered with no.
        Declined = "declined",
        /// Ran out.
        Expired = "expired",
        /// Taken back.
        Revoked = "revoked",
    }
}

impl AskState {
    /// The badge's words.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft, not handed out yet",
            Self::Ready => "Handed out, no answer yet",
            Self::Sent => "Sent, no answer yet",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
        }
    }

    /// The badge's tone.
    pub(super) fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Ready | Self::Sent => "waiting",
            Self::Accepted => "good",
            Self::Declined => "attention",
            Self::Expired | Self::Revoked => "ended",
        }
    }
}

/// One ask to this company. The fields are in the order in which the query names its columns.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(super) struct Ask {
    pub(super) id: InvitationId,
    pub(super) state: AskState,
    pub(super) roles: RoleSet,
    pub(super) grant_days: Option<i32>,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
    /// What the customer agreed to, once it has.
    pub(super) agreed: Option<RoleSet>,
}

impl Ask {
    /// Where it stands now, also when the sweep that ends it has not come by yet.
    pub(super) fn state_at(&self, now: Timestamp) -> AskState {
        match self.state {
            AskState::Ready | AskState::Sent if self.expires_at.is_some_and(|end| end <= now) => {
                AskState::Expired
            }
            state => state,
        }
    }

    /// Whether the company can still answer it, or it is still being written.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        matches!(
            self.state_at(now),
            AskState::Draft | AskState::Ready | AskState::Sent
        )
    }

    /// What was asked for and not agreed to.
    pub(super) fn not_granted(&self) -> Vec<AdminRole> {
        let agreed = self.agreed.as_ref().map(RoleSet::roles).unwrap_or_default();
        let mut asked = self.roles.roles();
        asked.retain(|role| !agreed.contains(role));
        asked
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::clock::Clock;

    fn noon() -> Timestamp {
        Timestamp::parse("2026-11-22T12:00:00Z").unwrap_or_else(|_| Clock::manual().now())
    }

    fn ask(state: AskState, agreed: Option<&[AdminRole]>) -> Ask {
        Ask {
            id: InvitationId::new(),
            state,
            roles: RoleSet::new(&[AdminRole::DirectoryReader, AdminRole::ServiceSupport]),
            grant_days: Some(30),
            created_at: noon(),
            expires_at: Some(noon()),
            agreed: agreed.map(RoleSet::new),
        }
    }

    #[test]
    fn an_ask_is_over_at_its_end_also_before_the_sweep() {
        let before = noon().minus(Duration::seconds(1));
        for state in [AskState::Ready, AskState::Sent] {
            assert!(ask(state, None).is_open(before), "{state:?}");
            assert_eq!(ask(state, None).state_at(noon()), AskState::Expired);
        }
        assert!(ask(AskState::Draft, None).is_open(noon()));
        for state in [
            AskState::Accepted,
            AskState::Declined,
            AskState::Expired,
            AskState::Revoked,
        ] {
            assert!(!ask(state, None).is_open(before), "{state:?}");
            assert_eq!(ask(state, None).state_at(noon()), state);
        }
    }

    #[test]
    fn what_was_not_agreed_to_is_what_is_left_of_the_ask() {
        assert_eq!(ask(AskState::Declined, None).not_granted().len(), 2);
        let agreed = ask(AskState::Accepted, Some(&[AdminRole::DirectoryReader]));
        assert_eq!(agreed.not_granted(), [AdminRole::ServiceSupport]);
    }
}
