//! What this slice causes. Tags are a partner's own affair: its log alone has it.

use std::borrow::Cow;

use super::model::Tag;
use crate::{
    activity::{self, Changes, Company, Event, EventKind, Subject, event_kinds},
    customers::Entry,
    db::{self, Tx, types::Timestamp},
    identity::{Authorized, KeepNotes},
};

event_kinds! {
    /// A customer was given a tag.
    TAG_ADDED = "tag_added", "Tag added", Ended;
    /// A tag was taken from a customer.
    TAG_REMOVED = "tag_removed", "Tag removed", Ended;
    /// A tag has another name.
    TAG_RENAMED = "tag_renamed", "Tag renamed", Ended;
    /// One tag became part of another.
    TAGS_MERGED = "tags_merged", "Tags merged", Ended;
    /// A tag was taken from all customers.
    TAG_FORGOTTEN = "tag_forgotten", "Tag taken from all customers", Ended;
}

/// Something that happened to a tag.
struct TagEvent<'a> {
    kind: EventKind,
    tag: &'a Tag,
    /// Who was given it, or lost it.
    customer: Option<&'a Entry>,
    changes: Changes,
}

impl Event for TagEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.tag.id.into()
    }

    fn company(&self) -> Company<'_> {
        let of = |entry: &'_ Entry| (entry.id, entry.customer_id);
        let (entry, customer) = self.customer.map(of).unzip();
        Company {
            entry,
            customer: customer.flatten(),
            name: self.customer.map_or("", |entry| entry.name.as_str()),
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.tag.name.as_str().into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// A customer was given a tag, or lost it.
pub(super) fn of_customer(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    entry: &Entry,
    kind: EventKind,
    tag: &Tag,
    now: Timestamp,
) -> db::Result<()> {
    let event = TagEvent {
        kind,
        tag,
        customer: Some(entry),
        changes: Changes::none(),
    };
    activity::record(tx, by, &event, now)
}

/// Something happened to a tag itself, whoever has it.
pub(super) fn of_tag(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    kind: EventKind,
    tag: &Tag,
    changes: Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = TagEvent {
        kind,
        tag,
        customer: None,
        changes,
    };
    activity::record(tx, by, &event, now)
}
