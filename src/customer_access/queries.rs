//! What stands between a partner and a customer.

use super::acts::{Between, Needs};
use crate::{
    customers::{self, Entry},
    db::{self, Conn, Tx, ids::CustomerId, types::Timestamp},
    identity::{self, Scope},
    privileges, relationships,
};

/// What stands between the partner of the scope and a customer at this moment, whoever has come by to end what is over.
///
/// # Errors
/// When the database does not answer.
pub fn between(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    now: Timestamp,
) -> db::Result<Between> {
    let grants = privileges::list(conn, scope, customer)?;
    let active = relationships::active_of(conn, scope, customer)?;
    Ok(Between::of(!active.is_empty(), &grants, now))
}

/// The entry behind a record's address, and what stands between the partner and the customer.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(crate) fn look(
    conn: &mut Conn,
    scope: Scope,
    key: uuid::Uuid,
    now: Timestamp,
) -> db::Result<(Entry, Between)> {
    let entry = customers::find(conn, scope, key)?;
    let between = match entry.customer_id {
        Some(customer) => between(conn, scope, customer, now)?,
        None => Between::of(false, &[], now),
    };
    Ok((entry, between))
}

/// The same for a transaction that changes something: all of it stays as it is found until the transaction ends.
pub(super) fn hold(
    tx: &mut Tx<'_>,
    scope: Scope,
    customer: CustomerId,
    with_relationship: bool,
    now: Timestamp,
) -> db::Result<Between> {
    if with_relationship {
        identity::lock_partner(tx, scope)?;
    }
    customers::hold(tx, customer)?;
    privileges::hold(tx, scope, customer)?;
    between(tx.conn(), scope, customer, now)
}

impl Needs {
    /// Whether an act that takes this has a use of a privilege to note: true at most once a day.
    pub(super) fn has_use_to_note(
        self,
        conn: &mut Conn,
        scope: Scope,
        customer: CustomerId,
        now: Timestamp,
    ) -> db::Result<bool> {
        match self {
            Self::Relationship => Ok(false),
            Self::Privilege(roles) => {
                privileges::has_use_to_note(conn, scope, customer, roles, now)
            }
        }
    }

    /// Notes the use of a privilege by an act that takes this, at most once a day.
    pub(super) fn note_use(
        self,
        tx: &mut Tx<'_>,
        scope: Scope,
        customer: CustomerId,
        now: Timestamp,
    ) -> db::Result<()> {
        match self {
            Self::Relationship => Ok(()),
            Self::Privilege(roles) => privileges::note_use(tx, scope, customer, roles, now),
        }
    }
}
