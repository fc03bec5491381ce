//! What a slice says of an event, and who caused it.

use std::borrow::Cow;

use super::{
    kinds::EventKind,
    model::{ActorKind, Changes},
};
use crate::{
    db::{
        ids::{CustomerId, EntryId, Named, PartnerId, SubjectId, UserId},
        types::Id,
    },
    identity::Authorized,
};

/// Something that happened. Implemented by the slice that causes it, on a type that holds what there is to say.
///
/// No text of an event holds a link, a code, a message or a person's address: whoever may read the log need not be one who
/// may read those.
pub trait Event {
    /// What happened.
    fn kind(&self) -> EventKind;

    /// To what. A thing without a key, such as an export or a message template, is its partner's.
    fn subject(&self) -> Subject;

    /// Which company it concerns, as the partner in whose log it stands knows it.
    fn company(&self) -> Company<'_> {
        Company::default()
    }

    /// What else is worth knowing, as a sentence or a few words.
    fn detail(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    /// What is different from now on.
    fn changes(&self) -> Changes {
        Changes::default()
    }
}

/// What an event happened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub(super) kind: &'static str,
    pub(super) key: SubjectId,
}

/// Every kind of key that has a name can be one.
impl<K: Named> From<Id<K>> for Subject {
    fn from(id: Id<K>) -> Self {
        Self {
            kind: K::NAME,
            key: SubjectId::from_uuid(id.uuid()),
        }
    }
}

/// The company that an event concerns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Company<'a> {
    /// In the partner's own list.
    pub entry: Option<EntryId>,
    /// The customer, once there is one: the same for every partner connected by its consent.
    pub customer: Option<CustomerId>,
    /// Its name as it is now.
    pub name: &'a str,
}

impl<'a> Company<'a> {
    /// One that stands in no list.
    #[must_use]
    pub const fn named(name: &'a str) -> Self {
        Self {
            entry: None,
            customer: None,
            name,
        }
    }
}

/// Who caused an event, in whose log it stands, and who is told.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub(super) log: PartnerId,
    pub(super) actor: ActorKind,
    pub(super) user: Option<UserId>,
    pub(super) name: &'a str,
    pub(super) notified: Option<UserId>,
}

impl<'a> By<'a> {
    const fn other(log: PartnerId, actor: ActorKind, name: &'a str) -> Self {
        Self {
            log,
            actor,
            user: None,
            name,
            notified: None,
        }
    }

    /// The customer, by the name it gave.
    #[must_use]
    pub const fn customer(log: PartnerId, name: &'a str) -> Self {
        Self::other(log, ActorKind::Customer, name)
    }

    /// Somebody of another partner, by name or company.
    #[must_use]
    pub const fn partner(log: PartnerId, name: &'a str) -> Self {
        Self::other(log, ActorKind::Partner, name)
    }

    /// Nobody.
    #[must_use]
    pub const fn this_server(log: PartnerId) -> Self {
        Self::other(log, ActorKind::System, "This server")
    }

    /// And this member of the partner's staff is told.
    #[must_use]
    pub fn notifying(self, user: impl Into<Option<UserId>>) -> Self {
        Self {
            notified: user.into(),
            ..self
        }
    }
}

/// A member of staff, in the log of their partner.
impl<'a, P> From<&'a Authorized<P>> for By<'a> {
    fn from(by: &'a Authorized<P>) -> Self {
        Self {
            log: by.scope.partner_id(),
            actor: ActorKind::User,
            user: Some(by.staff.id),
            name: &by.staff.name,
            notified: None,
        }
    }
}
