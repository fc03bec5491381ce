//! Why a command did not do its work, and what to do about it.

use std::fmt;

use crate::{config::Problems, db, error::AppError};

/// The sentences for the person at the terminal.
#[derive(Debug)]
pub(super) struct Failure(String);

impl Failure {
    /// These sentences.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self(problems.to_string())
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        // Its sentences say what to do.
        if let db::Error::Refused(sentences) = error {
            return Self(sentences);
        }
        Self(format!(
            "The database refused: {error}. Look at PARTNER_CENTER_DATABASE_URL, at the free space, and at who else uses it."
        ))
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Internal(cause) => Self(cause),
            other => Self(other.to_string()),
        }
    }
}
