//! A seller says where a service is administered, and which role that takes.

use super::{address, events, model::Administration, queries};
use crate::{
    activity::Changes,
    db::{self, Tx, ids::ServiceId, types::Timestamp},
    identity::{Authorized, ManageServices},
    prices::{self, Service},
    privileges::AdminRole,
    web::{
        form::FieldErrors,
        rival::{Facts, SaveError},
    },
};

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
    pub(super) fn facts(&self) -> Facts {
        vec![
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
    let after = words.facts();
    let unsaid = || {
        after
            .iter()
            .map(|(label, _)| (*label, String::new()))
            .collect()
    };
    let before = before.map_or_else(unsaid, |words| words.facts());
    let changes = Changes::between(&before, &after);
    Ok(events::changed(tx, by, &service, changes, now)?)
}
