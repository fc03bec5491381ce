//! What this slice causes: that there is a note, never its words. The log of the partner alone has it.

use std::borrow::Cow;

use super::model::Note;
use crate::{
    activity::{self, Changes, Company, Event, EventKind, Subject, event_kinds},
    customer_access::{Annotate, Granted},
    db::{self, Tx, types::Timestamp},
};

event_kinds! {
    /// A note was written.
    NOTE_ADDED = "note_added", "Note added", Ended;
    /// A note was changed by who wrote it.
    NOTE_CHANGED = "note_changed", "Note changed", Ended;
    /// A note was removed by who wrote it.
    NOTE_REMOVED = "note_removed", "Note removed", Ended;
}

/// Something that happened to a note.
struct NoteEvent<'a> {
    kind: EventKind,
    about: &'a Granted<Annotate>,
    note: &'a Note,
}

impl Event for NoteEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.note.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: Some(self.about.entry.id),
            customer: Some(self.about.customer),
            name: &self.about.entry.name,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        match self.kind == NOTE_ADDED {
            true => Cow::Borrowed(""),
            false => format!("The note of {}", self.note.created_at.words()).into(),
        }
    }

    fn changes(&self) -> Changes {
        Changes::none().withheld("Text", self.kind == NOTE_CHANGED)
    }
}

/// Logs what became of a note about this customer.
pub(super) fn of_note(
    tx: &mut Tx<'_>,
    about: &Granted<Annotate>,
    kind: EventKind,
    note: &Note,
    now: Timestamp,
) -> db::Result<()> {
    activity::record(tx, &about.by, &NoteEvent { kind, about, note }, now)
}
