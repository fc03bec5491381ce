//! Why nothing was changed about a member of staff.

use crate::{
    db,
    error::{AppError, Explained},
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// Somebody has an account with this address.
    #[error("An account with this address is here already. Enter another address")]
    AddressTaken,
    /// No role at all.
    #[error("Choose at least one role")]
    NoRole,
    /// Nobody else can sign in as Global admin.
    #[error(
        "{0} is the only Global admin who can sign in, so nothing was changed. Make somebody else a Global admin first; it counts once that person has set a password"
    )]
    LastGlobalAdmin(String),
    /// One cannot keep oneself out.
    #[error(
        "You cannot disable your own account. Ask another Global admin, or sign out everywhere on the page of your sessions"
    )]
    Yourself,
    /// The person who acts may not any more.
    #[error(
        "Your own account has changed meanwhile: you may not change staff any more, so nothing was changed"
    )]
    NoLonger,
    /// Too many people for a day.
    #[error("{0} colleagues were invited in the last 24 hours, which is the most. Go on tomorrow")]
    TooManyInvited(i64),
    /// Somebody of one's own company has this address.
    #[error("{0} is here already with this address. Open the account on the page of your staff")]
    Known(String),
    /// Somebody else was first.
    #[error(
        "{0} has changed since you opened this page, so nothing was changed. Check what it shows now, then decide again"
    )]
    Changed(String),
    /// Who is disabled gets no link.
    #[error("{0} is disabled, so a link would not work. Enable the account first")]
    Disabled(String),
    /// There is a password already.
    #[error("{0} has set a password already")]
    HasPassword(String),
    /// There is none yet.
    #[error("{0} has not set a first password yet. Send the invitation again instead")]
    NoPassword(String),
    /// Enough for today.
    #[error("Three such letters went to this address today. Try again tomorrow")]
    TooManyLetters,
    /// Nobody who could take over.
    #[error("Choose a colleague who can sign in, or nobody")]
    NoHeir,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for StaffError {
    fn code(&self) -> &'static str {
        match self {
            Self::AddressTaken => "address_taken",
            Self::NoRole => "no_role",
            Self::LastGlobalAdmin(_) => "last_global_admin",
            Self::Yourself => "yourself",
            Self::NoLonger => "no_longer",
            Self::TooManyInvited(_) => "too_many_invited",
            Self::Known(_) => "known",
            Self::Changed(_) => "stale",
            Self::Disabled(_) => "disabled",
            Self::HasPassword(_) => "has_password",
            Self::NoPassword(_) => "no_password",
            Self::TooManyLetters => "too_many_letters",
            Self::NoHeir => "no_heir",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::AddressTaken | Self::Known(_) => "email",
            Self::NoRole => "roles",
            Self::NoHeir => "heir",
            _ => "",
        }
    }
}

impl From<StaffError> for AppError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}
