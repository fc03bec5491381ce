//! What somebody else has saved since a form was opened, beside what was typed into it: nobody's words are lost. The form
//! carries the newest version then, so that the next press saves over it.

use crate::db::types::Timestamp;

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
