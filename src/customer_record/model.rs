//! What the record knows of the asks to one company.

use diesel::Queryable;

use crate::{
    db::{ids::InvitationId, types::Timestamp},
    invitations::State,
    privileges::{AdminRole, RoleSet},
};

/// What the record says of an ask in this state.
pub(super) fn label(state: State) -> &'static str {
    match state {
        State::Draft => "Draft, not handed out yet",
        State::Ready => "Handed out, no answer yet",
        State::Sent => "Sent, no answer yet",
        State::Accepted => "Accepted",
        State::Declined => "Declined",
        State::Expired => "Expired",
        State::Revoked => "Revoked",
    }
}

/// One ask to this company. The fields are in the order in which the query names its columns.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(super) struct Ask {
    pub(super) id: InvitationId,
    pub(super) state: State,
    pub(super) roles: RoleSet,
    pub(super) grant_days: Option<i32>,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
    /// What the customer agreed to, once it has.
    pub(super) agreed: Option<RoleSet>,
}

impl Ask {
    /// Where it stands now, also when the sweep that ends it has not come by yet.
    pub(super) fn state_at(&self, now: Timestamp) -> State {
        match self.state {
            State::Ready | State::Sent if self.expires_at.is_some_and(|end| end <= now) => {
                State::Expired
            }
            state => state,
        }
    }

    /// Whether the company can still answer it, or it is still being written.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        matches!(
            self.state_at(now),
            State::Draft | State::Ready | State::Sent
        )
    }

    /// Whether it is still being written, so that nobody can answer it.
    pub(super) fn is_draft(&self) -> bool {
        self.state == State::Draft
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

    fn ask(state: State, agreed: Option<&[AdminRole]>) -> Ask {
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
        for state in [State::Ready, State::Sent] {
            assert!(ask(state, None).is_open(before), "{state:?}");
            assert_eq!(ask(state, None).state_at(noon()), State::Expired);
        }
        assert!(ask(State::Draft, None).is_open(noon()));
        for state in [
            State::Accepted,
            State::Declined,
            State::Expired,
            State::Revoked,
        ] {
            assert!(!ask(state, None).is_open(before), "{state:?}");
            assert_eq!(ask(state, None).state_at(noon()), state);
        }
    }

    #[test]
    fn what_was_not_agreed_to_is_what_is_left_of_the_ask() {
        assert_eq!(ask(State::Declined, None).not_granted().len(), 2);
        let agreed = ask(State::Accepted, Some(&[AdminRole::DirectoryReader]));
        assert_eq!(agreed.not_granted(), [AdminRole::ServiceSupport]);
    }
}
