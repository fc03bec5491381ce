//! A seller says where a service is administered, and which role that takes.

use super::{address, events, model::Administration, queries};
use crate::{
    activity::Changes,
    db::{self, Tx, ids::ServiceId, types::Timestamp},
    error::{AppError, Explained},
    identity::{Authorized, ManageServices},
    prices::{self, Service},
    privileges::AdminRole,
    web::form::FieldErrors,
};

/// Why nothing was saved. What was typed is kept on the page.
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

/// What is said, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    address: String,
    role: AdminRole,
}

impl Words {
    /// As it is typed.
    ///
    /// # Errors
    /// With a sentence for each field.
    pub fn of(address: &str, role: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let role = role.parse::<AdminRole>().ok();
        let role = role.filter(|role| role.is_offered());
        if role.is_none() {
            errors.add("role", "Choose a role");
        }
        let words = Self {
            address: errors.take("address", address::checked(address)),
            role: role.unwrap_or(AdminRole::GlobalAdministrator),
        };
        errors.or(words)
    }

    pub(super) fn kept(administration: &Administration) -> Self {
        Self {
            address: administration.address.clone(),
            role: administration.role,
        }
    }

    /// Each with its label, for people.
    pub(super) fn facts(&self) -> [(&'static str, String); 2] {
        [
            ("Address", self.address.clone()),
            ("Role", self.role.label().to_owned()),
        ]
    }
}

/// One's own service.
pub(super) fn own(
    conn: &mut db::Conn,
    scope: crate::identity::Scope,
    id: ServiceId,
) -> db::Result<Service> {
    let service = prices::find_service(conn, id)?;
    match service.partner_id == scope.partner_id() {
        true => Ok(service),
        false => Err(db::Error::NotFound),
    }
}

/// Keeps what is said of a service of one's own list; `version` is the one that was on the page, 0 where nothing was said.
///
/// # Errors
/// `NotFound`, also for another seller's; `Stale` when somebody else was first. Nothing is changed then.
pub fn save(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    id: ServiceId,
    (words, version): (&Words, i32),
    now: Timestamp,
) -> Result<(), SaveError> {
    let service = own(tx.conn(), by.scope, id)?;
    let before = queries::administration(tx.conn(), id)?;
    let before = before.map(|(known, _)| Words::kept(&known));
    if before.as_ref() == Some(words) {
        return Ok(());
    }
    let administration = Administration {
        service_id: id,
        address: words.address.clone(),
        role: words.role,
        version: 1,
        changed_by: by.staff.id,
        changed_at: now,
    };
    if !queries::keep(tx, &administration, version)? {
        return Err(SaveError::Stale);
    }
    let before = before.map(|words| words.facts()).unwrap_or_default();
    let pairs = before.iter().zip(words.facts());
    let changes = pairs.fold(Changes::none(), |changes, ((_, before), (label, after))| {
        changes.value(label, before, &after)
    });
    Ok(events::changed(tx, by, &service, changes, now)?)
}
