//! What stands between a partner and a customer.

use super::acts::{Between, Needs};
use crate::{
    db::{self, Conn, Tx, ids::CustomerId, types::Timestamp},
    identity::{self, Scope},
    privileges::{self, AdminRole, Grant, RoleSet},
    relationships,
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
    Ok(Between {
        has_relationship: !relationships::active_of(conn, scope, customer)?.is_empty(),
        ..of_grants(&grants, now)
    })
}

/// What these privileges come to, without any relationship.
pub(super) fn of_grants(grants: &[Grant], now: Timestamp) -> Between {
    let in_force = grants.iter().filter(|grant| grant.is_in_force(now));
    let roles: Vec<AdminRole> = in_force.flat_map(|grant| grant.roles.roles()).collect();
    let ends = grants.iter().map(|it| it.ended_at.unwrap_or(it.ends_at));
    Between {
        has_relationship: false,
        ended: ends.max().filter(|_| roles.is_empty()),
        roles: RoleSet::new(&roles),
    }
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
    crate::customers::hold(tx, customer)?;
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
