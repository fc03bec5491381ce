//! What became of a wish.

/// What became of one wish for one user.
#[derive(Debug)]
pub(super) struct Done {
    /// The user's name.
    pub(super) user: String,
    /// The name of the license.
    pub(super) license: String,
    /// What was done, or why not.
    pub(super) result: Result<&'static str, String>,
}

impl Done {
    pub(super) fn is_refused(&self) -> bool {
        self.result.is_err()
    }
}
