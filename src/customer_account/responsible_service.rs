//! Who of a partner's staff looks after a customer.

use super::events;
use crate::{
    activity::Changes,
    customer_access::{Annotate, Granted},
    customers,
    db::{self, Tx, ids::UserId, types::Timestamp},
    error::{AppError, Explained},
    identity::{self, User},
};

/// Why nobody else is responsible now.
#[derive(Debug, thiserror::Error)]
pub enum ResponsibleError {
    /// No active colleague.
    #[error("Choose one of your colleagues")]
    NoColleague,
    /// Somebody else has chosen meanwhile.
    #[error(
        "{0} was made responsible since you opened this page, so nothing was changed. Choose again if somebody else should be"
    )]
    Changed(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for ResponsibleError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoColleague => "no_colleague",
            Self::Changed(_) => "stale",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        "person"
    }
}

impl From<ResponsibleError> for AppError {
    fn from(error: ResponsibleError) -> Self {
        match error {
            ResponsibleError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Makes somebody responsible, or nobody; `known` is who was on the page.
///
/// # Errors
/// See [`ResponsibleError`]; nothing is changed then.
pub fn appoint(
    tx: &mut Tx<'_>,
    granted: &Granted<Annotate>,
    known: Option<UserId>,
    to: Option<UserId>,
    now: Timestamp,
) -> Result<Option<User>, ResponsibleError> {
    let (scope, entry) = (granted.by.scope, &granted.entry);
    let colleague = match to {
        None => None,
        Some(id) => match identity::user(tx.conn(), scope, id) {
            Ok(user) if user.can_sign_in() => Some(user),
            Ok(_) | Err(db::Error::NotFound) => return Err(ResponsibleError::NoColleague),
            Err(other) => return Err(other.into()),
        },
    };
    let present = customers::responsible(tx.conn(), scope, entry.id)?;
    if present.as_ref().map(|person| person.user) == to {
        return Ok(colleague);
    }
    let before = present.as_ref().map(|person| person.name.as_str());
    if !customers::set_responsible(tx, entry, known, to, now)? {
        let now_responsible = before.unwrap_or("Nobody").to_owned();
        return Err(ResponsibleError::Changed(now_responsible));
    }
    let after = colleague.as_ref().map(|user| user.name.as_str());
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let changes = Changes::none().value("Responsible person", before, after);
    events::own_changed(tx, granted, events::RESPONSIBLE_CHANGED, &changes, now)?;
    Ok(colleague)
}
