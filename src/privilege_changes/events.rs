//! What becomes of a grant, for the log.

use std::borrow::Cow;

use crate::{
    activity::{self, By, Changes, Company, Event, EventKind, Subject, event_kinds},
    db::{self, Tx, ids::EntryId, types::Timestamp},
    privileges::{self, Grant},
};

event_kinds! {
    /// Delegated admin privileges ran out.
    EXPIRED = "privileges_expired", "Privileges expired", Ended;
    /// They were ended early.
    ENDED = "privileges_ended", "Privileges ended", Attention;
    /// They were extended by themselves.
    EXTENDED = "privileges_extended", "Privileges extended", Good;
    /// Automatic extension was switched on.
    SWITCHED_ON = "extension_switched_on", "Automatic extension switched on", Ended;
    /// Automatic extension was switched off.
    SWITCHED_OFF = "extension_switched_off", "Automatic extension switched off", Ended;
    /// The customer was not told what becomes of them.
    LETTER_FAILED = "privileges_letter_failed", "Letter about privileges not delivered", Attention;
    /// Global administrator was dropped from them.
    GLOBAL_DROPPED = "global_administrator_dropped", "Global administrator dropped", Ended;
}

/// What became of a grant.
pub(super) struct GrantEvent<'a> {
    kind: EventKind,
    grant: &'a Grant,
    changes: Changes,
    /// What is said beside its name and roles.
    words: &'a str,
    entry: Option<EntryId>,
    company: String,
}

impl<'a> GrantEvent<'a> {
    pub(super) fn new(kind: EventKind, grant: &'a Grant, changes: Changes) -> Self {
        Self {
            kind,
            grant,
            changes,
            words: "",
            entry: None,
            company: String::new(),
        }
    }

    /// With these words.
    pub(super) fn saying(self, words: &'a str) -> Self {
        Self { words, ..self }
    }

    /// Logs it in the log of the partner that holds the grant.
    pub(super) fn record(mut self, tx: &mut Tx<'_>, by: By<'_>, now: Timestamp) -> db::Result<()> {
        (self.entry, self.company) = privileges::company_of(tx.conn(), self.grant)?;
        activity::record(tx, by, &self, now)
    }
}

impl Event for GrantEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.grant.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.grant.customer_id),
            name: &self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        let what = format!("{}: {}", self.grant.name, self.grant.roles.words());
        match self.words {
            "" => what.into(),
            words => format!("{what} · {words}").into(),
        }
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}
