//! Establishing and removing.

use super::{
    events::RelationshipRemoved,
    model::{Consent, Relationship, State},
    queries,
};
use crate::{
    activity,
    customers::{self, Customer},
    db::{
        self, Tx,
        ids::{EntryId, RelationshipId},
        types::Timestamp,
    },
    error::AppError,
    identity::{self, CustomerManager, RelationshipKind, Scope},
};

/// Makes the relationship that a consent allows, and connects the partner's entry. An active relationship stays as it
/// is: a second consent of the same customer adds nothing. The caller has locked the partner's row, so that no removal
/// can end what is found here before the entry is written.
///
/// # Errors
/// When a row cannot be written; then nothing of the acceptance stands.
pub fn establish(
    tx: &mut Tx<'_>,
    scope: Scope,
    kind: RelationshipKind,
    asked: Option<EntryId>,
    customer: &Customer,
    consent: &Consent,
    now: Timestamp,
) -> db::Result<EntryId> {
    let new = Relationship {
        id: RelationshipId::new(),
        partner_id: scope.partner_id(),
        customer_id: customer.id,
        kind,
        state: State::Active,
        consent_id: consent.id,
        started_at: now,
        ended_at: None,
        ended_by: None,
        end_reason: String::new(),
        statements_version: None,
    };
    match queries::insert(tx, &new) {
        Ok(()) => {}
        Err(db::Error::Duplicate)
            if queries::active_of_kind(tx.conn(), scope, customer.id, kind)?.is_some() => {}
        Err(other) => return Err(other),
    }
    customers::connect(tx, scope, asked, customer, now)
}

/// Why a relationship was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// Somebody was first, or it ended otherwise.
    #[error("this relationship has ended already")]
    AlreadyEnded,
    /// The active relationships are not the ones that the person was shown.
    #[error("the relationship has changed since this page was opened")]
    Changed,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<RemoveError> for AppError {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::AlreadyEnded | RemoveError::Changed => Self::NotFound,
            RemoveError::Db(error) => error.into(),
        }
    }
}

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The company's name.
    pub company: String,
}

/// Removes the reseller relationship: exactly the active ones that the person was `shown`. Privileges stay
/// as they are; no mail goes to the customer.
///
/// Nothing is looked at before the partner's row is held, so an acceptance that runs now connects the entry either
/// before, and then the relationships are seen to differ, or afterwards.
///
/// # Errors
/// `AlreadyEnded` for the second of two who press at once, `Changed` when others are active than were shown;
/// then nothing is changed.
pub fn remove(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    key: uuid::Uuid,
    shown: &[RelationshipId],
    reason: &str,
    now: Timestamp,
) -> Result<Removal, RemoveError> {
    identity::lock_partner(tx, by.scope)?;
    let entry = customers::find(tx.conn(), by.scope, key)?;
    let customer = entry.customer_id.ok_or(RemoveError::AlreadyEnded)?;
    customers::hold(tx, customer)?;
    customers::note_removal(tx, by.scope, entry.id, now)?;
    let active = queries::active_of(tx.conn(), by.scope, customer)?;
    if active.is_empty() {
        return Err(RemoveError::AlreadyEnded);
    }
    let is_as_shown = active.len() == shown.len()
        && active
            .iter()
            .all(|relationship| shown.contains(&relationship.id));
    if !is_as_shown {
        return Err(RemoveError::Changed);
    }
    if queries::end(tx, by.scope, shown, by.staff.id, reason, now)? != shown.len() {
        return Err(RemoveError::AlreadyEnded);
    }
    customers::part(tx, by.scope, customer)?;
    let removed = RelationshipRemoved {
        entry: &entry,
        reason,
    };
    activity::record(tx, by, &removed, now)?;
    Ok(Removal {
        company: entry.name,
    })
}
