//! Errors of statements, and which of them mean that the database is unavailable for a while.
//!
//! The error kinds are not enough to know: SQLite gives only a sentence, and diesel keeps few of PostgreSQL's codes. So
//! the sentences are compared: those compiled into SQLite, and PostgreSQL's in English (`lc_messages`). An unknown
//! sentence counts as a fault of this program.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::error::{AppError, Outage};

/// What queries return.
pub type Result<T> = std::result::Result<T, Error>;

/// An error of a query. Rules act on `NotFound` and `Duplicate`; the others are faults, or an unavailable database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such row within the scope.
    #[error("not found")]
    NotFound,
    /// A row like this is there already.
    #[error("duplicate")]
    Duplicate,
    /// The database cannot do it at the moment.
    #[error("{1}")]
    Unavailable(Trouble, String),
    /// This program must not touch this database; the sentences say why, and what to do.
    #[error("{0}")]
    Refused(String),
    /// A fault on our side of the database.
    #[error("{0}")]
    Accident(String),
    /// Anything else.
    #[error("database: {0}")]
    Other(DieselError),
}

/// Why the database is unavailable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A lock was not released in time.
    Busy,
    /// All connections are in use.
    Crowded,
    /// It cannot be reached, or the connection was cut.
    Away,
    /// There is no room left to write.
    Full,
    /// It takes no changes.
    ReadOnly,
    /// Its files cannot be read or written.
    Disk,
    /// The connection broke during the commit: the change may or may not be stored.
    Uncertain,
}

impl Trouble {
    /// What a visitor reads, and after how many seconds another try makes sense.
    fn words(self) -> (&'static str, u64) {
        match self {
            Self::Busy => (
                "The database is busy with something else. Nothing was changed. Try again in a few seconds.",
                5,
            ),
            Self::Crowded => (
                "Too many people are here at this moment. Nothing was changed. Try again in a few seconds.",
                5,
            ),
            Self::Away => (
                "The database does not answer. Nothing was changed. Try again in a minute.",
                10,
            ),
            Self::Full => (
                "The database is full, so nothing can be changed. Nothing was changed. Tell your administrator, and try again later.",
                60,
            ),
            Self::ReadOnly => (
                "The database takes no changes at the moment. Nothing was changed. Try again in a few minutes.",
                60,
            ),
            Self::Disk => (
                "The database cannot use its disk. Nothing was changed. Tell your administrator, and try again later.",
                60,
            ),
            Self::Uncertain => (
                "The connection to the database broke off while your change was being kept. It may have been made, or not: look before you do it again.",
                10,
            ),
        }
    }
}

impl Error {
    /// Whether the connection broke, so that the pool should make another.
    pub(super) fn is_lost(&self) -> bool {
        matches!(self, Self::Unavailable(Trouble::Away, _))
    }

    /// The error of a commit. When it broke off, nobody knows whether it took effect.
    pub(super) fn of_commit(error: DieselError) -> Self {
        let error = match error {
            DieselError::RollbackErrorOnCommit { commit_error, .. } => *commit_error,
            other => other,
        };
        match Self::from(error) {
            Self::Unavailable(Trouble::Away | Trouble::Disk, cause) => {
                Self::Unavailable(Trouble::Uncertain, cause)
            }
            other => other,
        }
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self::Duplicate,
            DieselError::DatabaseError(kind, told) => match trouble(&kind, told.message()) {
                Some(trouble) => Self::Unavailable(trouble, told.message().to_owned()),
                None => Self::Other(DieselError::DatabaseError(kind, told)),
            },
            // A statement after the one that lost the connection.
            DieselError::BrokenTransactionManager => {
                Self::Unavailable(Trouble::Away, "the transaction broke off".to_owned())
            }
            other => Self::Other(other),
        }
    }
}

fn trouble(kind: &DatabaseErrorKind, message: &str) -> Option<Trouble> {
    match kind {
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            Some(Trouble::Away)
        }
        DatabaseErrorKind::SerializationFailure => Some(Trouble::Busy),
        DatabaseErrorKind::ReadOnlyTransaction => Some(Trouble::ReadOnly),
        DatabaseErrorKind::Unknown => KNOWN
            .iter()
            .find(|(words, _)| words.is_in(message))
            .map(|(_, trouble)| *trouble),
        _ => None,
    }
}

/// Where in a message the words must be. Not anywhere, because PostgreSQL repeats what a user typed in some messages.
enum Words {
    Begin(&'static str),
    End(&'static str),
}

impl Words {
    fn is_in(&self, message: &str) -> bool {
        match self {
            Self::Begin(words) => message.starts_with(words),
            Self::End(words) => message.ends_with(words),
        }
    }
}

const KNOWN: &[(Words, Trouble)] = &[
    // SQLite: BUSY, LOCKED, FULL, READONLY, IOERR, CANTOPEN.
    (Words::Begin("database is locked"), Trouble::Busy),
    (Words::Begin("database table is locked"), Trouble::Busy),
    (Words::Begin("database schema is locked"), Trouble::Busy),
    (Words::Begin("database or disk is full"), Trouble::Full),
    (
        Words::Begin("attempt to write a readonly database"),
        Trouble::ReadOnly,
    ),
    (Words::Begin("disk I/O error"), Trouble::Disk),
    (Words::Begin("unable to open database file"), Trouble::Disk),
    // PostgreSQL: 55P03, 57014, 40P01, 53100, 53200, 53300, 57P01 to 57P03, 58030.
    (Words::Begin("canceling statement due to"), Trouble::Busy),
    (Words::Begin("deadlock detected"), Trouble::Busy),
    (Words::End("No space left on device"), Trouble::Full),
    (Words::Begin("out of memory"), Trouble::Crowded),
    (Words::Begin("out of shared memory"), Trouble::Crowded),
    (Words::Begin("sorry, too many clients"), Trouble::Crowded),
    (Words::Begin("remaining connection slots"), Trouble::Crowded),
    (Words::Begin("terminating connection"), Trouble::Away),
    (Words::Begin("the database system is"), Trouble::Away),
    (Words::End("Input/output error"), Trouble::Disk),
];

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Unavailable(trouble, cause) => {
                let (message, retry_after) = trouble.words();
                Self::Unavailable(Outage {
                    message,
                    retry_after,
                    cause: format!("{trouble:?}: {cause}"),
                })
            }
            Error::Duplicate | Error::Refused(_) | Error::Accident(_) | Error::Other(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: DatabaseErrorKind, message: &str) -> Error {
        DieselError::DatabaseError(kind, Box::new(message.to_owned())).into()
    }

    #[test]
    fn trouble_is_told_from_accidents_by_the_words_of_both_databases() {
        for (message, trouble) in [
            ("database is locked", Trouble::Busy),
            ("database or disk is full", Trouble::Full),
            ("attempt to write a readonly database", Trouble::ReadOnly),
            ("disk I/O error", Trouble::Disk),
            ("canceling statement due to lock timeout", Trouble::Busy),
            (
                "could not extend file \"base/1/2\": No space left on device",
                Trouble::Full,
            ),
            (
                "terminating connection due to administrator command",
                Trouble::Away,
            ),
        ] {
            let error = told(DatabaseErrorKind::Unknown, message);
            assert!(
                matches!(error, Error::Unavailable(found, _) if found == trouble),
                "{message}: {error:?}"
            );
        }
    }

    #[test]
    fn what_somebody_typed_is_no_trouble_of_the_database() {
        for message in [
            "invalid input syntax for type uuid: \"No space left on device\"",
            "near \"database is locked\": syntax error",
        ] {
            let error = told(DatabaseErrorKind::Unknown, message);
            assert!(matches!(error, Error::Other(_)), "{message}: {error:?}");
        }
    }

    #[test]
    fn a_commit_that_broke_off_is_not_told_as_nothing_changed() {
        let cut = DieselError::DatabaseError(
            DatabaseErrorKind::ClosedConnection,
            Box::new("server closed the connection unexpectedly".to_owned()),
        );
        let AppError::Unavailable(outage) = Error::of_commit(cut).into() else {
            panic!("not an outage");
        };
        assert!(!outage.message.contains("Nothing was changed"));
    }
}
