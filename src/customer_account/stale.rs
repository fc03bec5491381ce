//! Why something that carries a version was not saved.

use crate::{
    activity::Changes,
    db,
    error::{AppError, Explained},
};

/// Why an edit was not saved. What was typed is kept on the page.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else was first.
    #[error(
        "Somebody else changed this since you opened the page. Both stand here: what you typed in the form, not saved yet, and what is saved. Take over what you need, then save yours, or go on with what is saved"
    )]
    Stale,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for SaveError {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Db(_) => "database",
        }
    }
}

impl From<SaveError> for AppError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Db(error) => error.into(),
            other @ SaveError::Stale => Self::Internal(other.to_string()),
        }
    }
}

/// What is kept, each with its label for people; always the same ones in the same order.
pub(super) type Facts = Vec<(&'static str, String)>;

/// What somebody else has saved, and whether it differs from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Differing {
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) differs: bool,
}

/// What is saved, beside what was typed.
pub(super) fn beside(theirs: Facts, mine: Facts) -> Vec<Differing> {
    let pairs = theirs.into_iter().zip(mine);
    let differing = pairs.map(|((label, value), (_, typed))| Differing {
        label,
        differs: value != typed,
        value,
    });
    differing.collect()
}

/// What differs between two lists of facts, for the log.
pub(super) fn changes(before: &Facts, after: &Facts) -> Changes {
    let pairs = before.iter().zip(after);
    pairs.fold(Changes::none(), |changes, ((label, before), (_, after))| {
        changes.value(label, before, after)
    })
}
