//! Why a license was not assigned.

use crate::{db, error::AppError, identity::country_name};

/// Why a license was not assigned.
#[derive(Debug, thiserror::Error)]
pub enum NotAssigned {
    /// The customer has no such license.
    #[error("This customer has no such license")]
    NotGiven,
    /// All of them are assigned.
    #[error("None is free")]
    NoneFree,
    /// They hold it.
    #[error("Holds it already")]
    Held,
    /// It is not known where they use services.
    #[error("The usage location is not known. Enter it for the user first")]
    NoLocation,
    /// The license may not be used there.
    #[error("It may not be used in {}, which is the usage location", country_name(.0))]
    NotThere(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<NotAssigned> for AppError {
    fn from(error: NotAssigned) -> Self {
        match error {
            NotAssigned::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}
