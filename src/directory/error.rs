//! Why something was not done to a user.

use super::model::DirectoryUser;
use crate::{
    db::{self, ids::DirectoryUserId},
    error::{AppError, Explained},
};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Somebody else has saved meanwhile.
    #[error(
        "Somebody else has changed this user meanwhile. Their values stand beside yours; saving replaces them"
    )]
    Stale,
    /// The user is deleted.
    #[error("This user is deleted. Restore the user first")]
    Gone,
    /// Somebody who is there has this name.
    #[error("{} has this user name", .0.display_name)]
    NameTaken(Box<DirectoryUser>),
    /// Somebody who is deleted has this name.
    #[error("{} had this user name, is deleted and can be restored", .0.display_name)]
    NameOfDeleted(Box<DirectoryUser>),
    /// The name under which a user is wanted back is somebody else's.
    #[error("The user name {1} is taken. Choose another one")]
    RestoredNameTaken(DirectoryUserId, String),
    /// These hold an admin role, or roles were to be changed.
    #[error("{}", admins_only(.0))]
    AdminsOnly(Vec<String>),
    /// These are all active Global administrators that are left.
    #[error("{}", last_global(.0))]
    LastGlobal(Vec<String>),
    /// The time to restore is over.
    #[error("This user can no longer be restored: 30 days are over")]
    TooLate(DirectoryUserId),
    /// The domain of the user name is not, or no longer, a verified one of the customer.
    #[error("{0} is not a verified domain of this customer. Choose another one")]
    NotVerified(String),
    /// A license that the user holds needs a usage location, in a country in which its plan is allowed (rule 18).
    #[error(
        "The user holds {0}, which needs a usage location where it is allowed. Take it from the user first, or choose another country"
    )]
    LicenseNeedsLocation(String),
    /// Blocked users do not get links.
    #[error("This user is blocked. Unblock the user first")]
    Blocked,
    /// The user name is no address that letters can be sent to, and there is no other one.
    #[error("Letters cannot be sent to this user name. Enter a contact address for the user first")]
    NoAddress,
    /// Three links a day go to one address.
    #[error(
        "Three links were mailed to this address within 24 hours, perhaps by another partner. Try again when the first of them is a day old"
    )]
    TooManyLinks,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

fn admins_only(names: &[String]) -> String {
    match names {
        [] => {
            "Roles at the customer are given and taken with Global administrator alone".to_owned()
        }
        names => format!(
            "These hold an admin role, which takes Global administrator: {}",
            names.join(", ")
        ),
    }
}

fn last_global(names: &[String]) -> String {
    let names = names.join(", ");
    format!(
        "The customer would be left without an active Global administrator: {names}. Make another user one first"
    )
}

impl Explained for DirectoryError {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Gone => "gone",
            Self::NameTaken(_) => "name_taken",
            Self::NameOfDeleted(_) => "name_of_deleted",
            Self::RestoredNameTaken(..) => "restored_name_taken",
            Self::AdminsOnly(_) => "admins_only",
            Self::LastGlobal(_) => "last_global",
            Self::TooLate(_) => "too_late",
            Self::NotVerified(_) => "domain_not_verified",
            Self::LicenseNeedsLocation(_) => "license_needs_location",
            Self::Blocked => "blocked",
            Self::NoAddress => "no_address",
            Self::TooManyLinks => "too_many_links",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::NameTaken(_) | Self::NameOfDeleted(_) => "user_name",
            Self::NotVerified(_) => "domain",
            Self::AdminsOnly(names) if names.is_empty() => "roles",
            Self::LastGlobal(_) => "roles",
            Self::LicenseNeedsLocation(_) => "usage_location",
            _ => "",
        }
    }
}

impl From<DirectoryError> for AppError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}
