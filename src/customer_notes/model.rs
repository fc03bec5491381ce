//! A note.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{EntryId, NoteId, PartnerId, UserId},
        schema::notes,
        types::Timestamp,
    },
    text,
};

/// Longest text, in characters.
const BODY_MAX: usize = 4_000;

/// What somebody wrote down about a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = notes, check_for_backend(MultiBackend))]
pub struct Note {
    /// Key.
    pub id: NoteId,
    /// Whose note it is.
    pub partner_id: PartnerId,
    /// About whom.
    pub entry_id: EntryId,
    /// Who wrote it, and alone may change it.
    pub author_id: UserId,
    /// The words.
    pub body: String,
    /// Raised with each change, so that a stale form is seen.
    pub version: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Option<Timestamp>,
}

/// The words of a note as they are kept.
///
/// # Errors
/// With the sentence for the person.
pub(super) fn body(typed: &str) -> Result<String, String> {
    match text::paragraphs(typed, BODY_MAX)? {
        body if body.is_empty() => Err("Enter the note".to_owned()),
        body => Ok(body),
    }
}
