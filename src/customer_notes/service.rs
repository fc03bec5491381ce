//! What staff do with notes.

use super::{
    events,
    model::{self, Note},
    queries,
};
use crate::{
    customer_access::{Annotate, Granted},
    db::{self, Tx, ids::NoteId, types::Timestamp},
    error::{AppError, Explained, Refusal},
};

/// Why a note was not kept, changed or removed.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// The words cannot be kept.
    #[error("{0}")]
    Words(String),
    /// Somebody else wrote it.
    #[error("Only {0} can change or remove this note, who wrote it")]
    Foreign(String),
    /// It was changed elsewhere meanwhile.
    #[error(
        "This note was changed since you opened it. Both texts stand here: yours in the form, not saved yet, and the saved one. Take over what you need, then save yours, or go on with the saved one"
    )]
    Stale,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for NoteError {
    fn code(&self) -> &'static str {
        match self {
            Self::Words(_) => "note_words",
            Self::Foreign(_) => "foreign_note",
            Self::Stale => "stale",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Words(_) => "body",
            _ => "",
        }
    }
}

impl From<NoteError> for AppError {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::Db(error) => error.into(),
            foreign @ NoteError::Foreign(_) => Self::Forbidden(Refusal {
                message: format!("{foreign}."),
                people: Vec::new(),
                step: None,
            }),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Writes a note.
///
/// # Errors
/// See [`NoteError`]; nothing is changed then.
pub fn add(
    tx: &mut Tx<'_>,
    about: &Granted<Annotate>,
    typed: &str,
    now: Timestamp,
) -> Result<Note, NoteError> {
    let note = Note {
        id: NoteId::new(),
        partner_id: about.by.scope.partner_id(),
        entry_id: about.entry.id,
        author_id: about.by.staff.id,
        body: model::body(typed).map_err(NoteError::Words)?,
        version: 1,
        created_at: now,
        changed_at: None,
    };
    queries::insert(tx, &note)?;
    events::of_note(tx, about, events::NOTE_ADDED, &note, now)?;
    Ok(note)
}

fn own(tx: &mut Tx<'_>, about: &Granted<Annotate>, id: NoteId) -> Result<Note, NoteError> {
    let (note, author) = queries::find(tx.conn(), about.by.scope, about.entry.id, id)?;
    if note.author_id == about.by.staff.id {
        Ok(note)
    } else {
        Err(NoteError::Foreign(author))
    }
}

/// Changes the words of one's own; `version` is the one that was on the page.
pub(super) fn change(
    tx: &mut Tx<'_>,
    about: &Granted<Annotate>,
    id: NoteId,
    version: i32,
    typed: &str,
    now: Timestamp,
) -> Result<(), NoteError> {
    let body = model::body(typed).map_err(NoteError::Words)?;
    let note = own(tx, about, id)?;
    if note.body == body {
        return Ok(());
    }
    if !queries::change(tx, &note, about.by.staff.id, version, &body, now)? {
        return Err(NoteError::Stale);
    }
    events::of_note(tx, about, events::NOTE_CHANGED, &note, now)?;
    Ok(())
}

/// Removes one's own.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    about: &Granted<Annotate>,
    id: NoteId,
    now: Timestamp,
) -> Result<(), NoteError> {
    let note = own(tx, about, id)?;
    if queries::remove(tx, &note, about.by.staff.id)? {
        events::of_note(tx, about, events::NOTE_REMOVED, &note, now)?;
    }
    Ok(())
}
