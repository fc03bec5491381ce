//! What somebody else has saved since a form was opened, beside what was typed into it: nobody's words are lost. The form
//! carries the newest version then, so that the next press saves over it.

use crate::{
    db::{self, types::Timestamp},
    error::{AppError, Explained},
};

/// What is saved now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival<T> {
    /// It.
    pub words: T,
    /// Who saved it, and when; none where nothing tells.
    pub saved: Option<Saved>,
}

/// By whom and when something was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Who.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

impl Saved {
    /// By this person at this time.
    #[must_use]
    pub fn new(who: impl Into<String>, at: Timestamp) -> Self {
        Self {
            who: who.into(),
            at,
        }
    }
}

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
pub(crate) type Facts = Vec<(&'static str, String)>;

/// What somebody else has saved, and whether it differs from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Differing {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) differs: bool,
}

/// What is saved, beside what was typed.
pub(crate) fn beside(theirs: Facts, mine: Facts) -> Vec<Differing> {
    let pairs = theirs.into_iter().zip(mine);
    let differing = pairs.map(|((label, value), (_, typed))| Differing {
        label,
        differs: value != typed,
        value,
    });
    differing.collect()
}
