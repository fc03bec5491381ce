//! The invitation and its states.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{EntryId, InvitationId, PartnerId, UserId},
        schema::invitations,
        types::{Timestamp, text_enum},
    },
    identity::{Owned, Partner, RelationshipKind},
    language::Language,
    mail::SecretRef,
    paths::Site,
    privileges::RoleSet,
    secrets::{Purpose, Secrets, sha256_hex},
};

text_enum! {
    /// Where an invitation stands. *Opened* is information only and is kept beside the state.
    State {
        /// Being written; its link is dead.
        Draft = "draft",
        /// Done without being sent by this server; its link lives.
        Ready = "ready",
        /// Sent by this server; its link lives.
        Sent = "sent",
        /// The customer agreed.
        Accepted = "accepted",
        /// The customer declined.
        Declined = "declined",
        /// Its time ran out.
        Expired = "expired",
        /// The sender took it back.
        Revoked = "revoked",
    }
}

impl State {
    /// The badge's tone.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Ready | Self::Sent => "waiting",
            Self::Accepted => "good",
            Self::Declined => "attention",
            Self::Expired | Self::Revoked => "ended",
        }
    }
}

text_enum! {
    /// How a customer said no.
    Refusal {
        /// Not wanted.
        Declined = "declined",
        /// "I did not expect this."
        Unexpected = "unexpected",
    }
}

text_enum! {
    /// How the partner came to the company that it asks.
    Channel {
        /// Its own marketing.
        OwnMarketing = "own_marketing",
        /// Somebody recommended it.
        Referral = "referral",
        /// The provider brought it.
        Provider = "provider",
        /// It is served already, here or in another portal.
        ExistingCustomer = "existing_customer",
    }
}

impl Channel {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::OwnMarketing => "Own marketing",
            Self::Referral => "Referral",
            Self::Provider => "Provider",
            Self::ExistingCustomer => "Existing customer",
        }
    }
}

/// What can happen to an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// The words are changed.
    Edit,
    /// Done, or handed out: the link goes live.
    Complete,
    /// This server sends it, for the first time or again.
    Send,
    /// The customer answers.
    Answer,
    /// Its time runs out.
    Expire,
    /// The sender takes it back.
    Revoke,
    /// The link is replaced.
    RenewLink,
}

impl Act {
    /// The states in which it can happen; the guard of the update that does it.
    #[must_use]
    pub(crate) fn possible_in(self) -> &'static [State] {
        use State::{Draft, Expired, Ready, Sent};
        match self {
            Self::Edit => &[Draft, Ready],
            Self::Complete => &[Draft],
            Self::Send | Self::Answer | Self::Expire => &[Ready, Sent],
            Self::Revoke => &[Draft, Ready, Sent],
            Self::RenewLink => &[Ready, Sent, Expired],
        }
    }

    /// Whether it can happen now.
    #[must_use]
    pub(crate) fn is_possible(self, state: State) -> bool {
        self.possible_in().contains(&state)
    }
}

/// Why a link cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dead {
    /// The sender has not finished it.
    NotReady,
    /// The customer agreed already.
    Accepted,
    /// The customer declined.
    Declined,
    /// Its time ran out.
    Expired,
    /// The sender took it back.
    Revoked,
    /// The sender made a newer link.
    Replaced,
    /// A partner named in it takes no part any more.
    PartnerInactive,
    /// The two partners named in it no longer work together.
    PartnershipEnded,
}

/// One ask.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations, check_for_backend(MultiBackend))]
pub struct Invitation {
    /// Key.
    pub id: InvitationId,
    /// Who asks.
    pub partner_id: PartnerId,
    /// The partner's own view of the company that is asked to be its customer; none where another partner is
    /// asked for a partnership.
    pub entry_id: Option<EntryId>,
    /// Who of its staff.
    pub created_by: UserId,
    /// Where it stands.
    pub state: State,
    /// Raised with each change of the words, so that a form with older words is noticed (optimistic locking).
    pub version: i32,
    /// Raised with each new link.
    pub link_version: i32,
    /// SHA-256 of the link's token.
    pub token_hash: String,
    /// Address of the person who is asked.
    pub recipient: String,
    /// Their name, may be empty.
    pub recipient_name: String,
    /// Company.
    pub company_name: String,
    /// Its domain.
    pub domain: String,
    /// The language of the letter and of the customer's page.
    pub language: Language,
    /// How the partner came to the company; none where a partner is asked.
    pub channel: Option<Channel>,
    /// Subject of the letter.
    pub subject: String,
    /// Text of the letter, with a mark where the link stands.
    pub body: String,
    /// Delegated admin privileges asked for.
    pub roles: RoleSet,
    /// For how many days.
    pub grant_days: Option<i32>,
    /// Days until the link ends.
    pub expires_in: i32,
    /// The wording to agree to, frozen when the link went live.
    pub terms_hash: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When the link went live.
    pub ready_at: Option<Timestamp>,
    /// When this server sent it last.
    pub sent_at: Option<Timestamp>,
    /// When the link was first opened by somebody else than the sender.
    pub opened_at: Option<Timestamp>,
    /// When the link ends.
    pub expires_at: Option<Timestamp>,
    /// When the customer answered.
    pub answered_at: Option<Timestamp>,
    /// When a code was last mailed.
    pub last_code_at: Option<Timestamp>,
    /// How the customer said no.
    pub refusal: Option<Refusal>,
    /// Why, in the customer's words.
    pub refusal_reason: String,
    /// The name that the privileges are asked for with.
    pub grant_name: Option<String>,
    /// Whether they are to be extended by themselves.
    pub auto_extend: bool,
    /// Whether nothing else is asked for, beside a relationship that stands already.
    pub privileges_only: bool,
}

impl Owned for Invitation {
    fn owner(&self) -> PartnerId {
        self.partner_id
    }
}

impl Invitation {
    /// What it is called in a sentence about it, at the beginning.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self.ready_at {
            Some(_) => "An invitation",
            None => "A draft",
        }
    }

    /// Whether it can be answered now; each other case has its own page.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn answerable(&self, now: Timestamp) -> Result<(), Dead> {
        match self.state {
            State::Draft => Err(Dead::NotReady),
            State::Accepted => Err(Dead::Accepted),
            State::Declined => Err(Dead::Declined),
            State::Expired => Err(Dead::Expired),
            State::Revoked => Err(Dead::Revoked),
            State::Ready | State::Sent if self.expires_at.is_some_and(|end| now < end) => Ok(()),
            State::Ready | State::Sent => Err(Dead::Expired),
        }
    }

    /// Whether it can be answered now through its link of this version.
    ///
    /// # Errors
    /// With the reason why not; a replaced link tells nothing else of the invitation.
    pub fn answerable_through(&self, link_version: i32, now: Timestamp) -> Result<(), Dead> {
        if link_version == self.link_version {
            self.answerable(now)
        } else {
            Err(Dead::Replaced)
        }
    }

    /// Whether its time is over although its state does not say so yet.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        Act::Expire.is_possible(self.state) && self.answerable(now) == Err(Dead::Expired)
    }

    /// The state now; the end counts before the job has written it.
    #[must_use]
    pub fn state_now(&self, now: Timestamp) -> State {
        match self.answerable(now) {
            Err(Dead::Expired) => State::Expired,
            _ => self.state,
        }
    }

    /// The badge: tone and words.
    #[must_use]
    pub fn badge(&self, now: Timestamp) -> (&'static str, &'static str) {
        let state = self.state_now(now);
        let words = match (state, self.opened_at) {
            (State::Draft, _) => "Draft",
            (State::Ready, None) => "Ready",
            (State::Sent, None) => "Sent",
            (State::Ready | State::Sent, Some(_)) => "Opened",
            (State::Accepted, _) => "Accepted",
            (State::Declined, _) => "Declined",
            (State::Expired, _) => "Expired",
            (State::Revoked, _) => "Revoked",
        };
        (state.tone(), words)
    }

    /// Whether it asks another partner for a partnership, not a customer for a relationship.
    #[must_use]
    pub fn is_of_partnership(&self) -> bool {
        self.entry_id.is_none()
    }

    /// The purpose of its link, so that a customer's link never opens the page of a partnership, nor the other way
    /// round.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        if self.is_of_partnership() {
            Purpose::Partnership
        } else {
            Purpose::Invitation
        }
    }

    /// The secret of its present link.
    #[must_use]
    pub fn secret(&self) -> SecretRef {
        SecretRef {
            purpose: self.purpose(),
            id: self.id.uuid(),
            version: self.link_version,
        }
    }

    /// SHA-256 of the token of its link in this version.
    #[must_use]
    pub fn token_hash_of(&self, secrets: &Secrets, link_version: i32) -> String {
        sha256_hex(&secrets.token(self.purpose(), self.id.uuid(), link_version))
    }

    /// Its present link.
    #[must_use]
    pub fn link(&self, secrets: &Secrets, site: &Site) -> String {
        self.secret().reveal(secrets, site)
    }
}

/// A partner that gets a relationship when the customer accepts.
#[derive(Debug, Clone)]
pub struct Party {
    /// The partner.
    pub partner: Partner,
    /// As what.
    pub kind: RelationshipKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_possible_in_its_states_alone() {
        let row = |act: Act| {
            State::ALL
                .iter()
                .map(|state| act.is_possible(*state))
                .collect::<Vec<_>>()
        };
        //                                    draft  ready  sent   accept declin expire revoke
        assert_eq!(
            row(Act::Edit),
            [true, true, false, false, false, false, false]
        );
        assert_eq!(
            row(Act::Complete),
            [true, false, false, false, false, false, false]
        );
        assert_eq!(
            row(Act::Send),
            [false, true, true, false, false, false, false]
        );
        assert_eq!(
            row(Act::Answer),
            [false, true, true, false, false, false, false]
        );
        assert_eq!(
            row(Act::Expire),
            [false, true, true, false, false, false, false]
        );
        assert_eq!(
            row(Act::Revoke),
            [true, true, true, false, false, false, false]
        );
        assert_eq!(
            row(Act::RenewLink),
            [false, true, true, false, false, true, false]
        );
    }
}
