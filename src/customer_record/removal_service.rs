//! Removes a relationship with all that goes with it, and keeps the report.

use super::{
    leaving::Leaving,
    leaving_lines::{self, Done},
    queries::{self, Record},
};
use crate::{
    carts, customers,
    db::{
        self, Tx,
        ids::{RelationshipId, SubscriptionId},
        types::Timestamp,
    },
    identity::{self, CustomerManager},
    order_requests, privilege_changes,
    relationships::{self, RemoveError, STATEMENTS, STATEMENTS_VERSION, State},
    removal_reports::{self, About, NewReport},
    renewals,
    subscription_changes::{self, NotChanged, Seen},
};

/// What the letters need besides their words.
#[derive(Debug, Clone)]
pub struct Desks {
    /// Of order requests.
    pub requests: renewals::Desk,
    /// Of privileges.
    pub privileges: privilege_changes::Desk,
}

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The relationships that the person was shown.
    pub shown: Vec<RelationshipId>,
    /// Why.
    pub reason: String,
    /// Whether the partner's privileges end, too.
    pub end_privileges: bool,
    /// Whether what the partner sells to the customer ends with its term.
    pub end_renewals: bool,
}

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The company's name.
    pub company: String,
    /// How many privileges have ended.
    pub privileges: usize,
    /// How many subscriptions are not renewed any more.
    pub subscriptions: usize,
}

/// Removes the relationship: exactly the active ones that the person was shown. The partner and the customer are held before
/// anything is looked at, in the order of [`crate::relationships`], so that the report says what was there.
///
/// # Errors
/// `AlreadyEnded` for the second of two who press at once, `Changed` when others are active than were shown; nothing is
/// changed then.
pub fn remove(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    desks: &Desks,
    (key, wish): (uuid::Uuid, &Wish),
    now: Timestamp,
) -> Result<Removed, RemoveError> {
    identity::lock_partner(tx, by.scope)?;
    let customer = customers::find(tx.conn(), by.scope, key)?.customer_id;
    let customer = customer.ok_or(RemoveError::AlreadyEnded)?;
    customers::hold(tx, customer)?;
    let found = queries::record(tx.conn(), by.scope, key)?;
    demand(&found, &wish.shown)?;
    let leaving = Leaving::read(tx.conn(), by.scope, &found, (i64::MAX - 1, now))?;
    // The choice takes the relationship, so it is made first.
    let switched = match wish.end_renewals {
        true => end_renewals(tx, by, (&found, &leaving), now)?,
        false => Vec::new(),
    };
    let removal = relationships::remove(tx, by, key, &wish.shown, &wish.reason, now)?;
    let done = Done {
        ends_privileges: wish.end_privileges,
        ended: match wish.end_privileges {
            true => end_privileges(tx, by, (&found, desks), now)?,
            false => Vec::new(),
        },
        switched,
    };
    carts::withdraw(tx, by.scope, customer)?;
    order_requests::withdraw_for_customer(tx, by, &desks.requests, customer, now)?;
    let report = NewReport {
        about: About::Customer(found.entry.id),
        company: (&found.entry.name, &found.entry.domain),
        by: Some(&by.staff),
        reason: &wish.reason,
        statements: (STATEMENTS_VERSION, STATEMENTS),
        lines: leaving_lines::lines(&found, &leaving, &done, now),
    };
    removal_reports::keep(tx, by.scope, report, now)?;
    Ok(Removed {
        company: removal.company,
        privileges: done.ended.len(),
        subscriptions: done.switched.len(),
    })
}

/// Refuses what the person was not shown, before anything is changed.
fn demand(found: &Record, shown: &[RelationshipId]) -> Result<(), RemoveError> {
    let mut active: Vec<RelationshipId> = found
        .relationships_in(State::Active)
        .map(|past| past.relationship.id)
        .collect();
    if active.is_empty() {
        return Err(RemoveError::AlreadyEnded);
    }
    let mut shown = shown.to_vec();
    active.sort_unstable();
    shown.sort_unstable();
    match active == shown {
        true => Ok(()),
        false => Err(RemoveError::Changed),
    }
}

/// Sets the choice of all that the partner sells to the customer to *end*, where it can be chosen.
fn end_renewals(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    (found, leaving): (&Record, &Leaving),
    now: Timestamp,
) -> Result<Vec<SubscriptionId>, RemoveError> {
    let rows = leaving.subscriptions.page.rows.iter();
    let mut switched = Vec::new();
    for row in rows.filter(|row| leaving.is_renewed_by(row)) {
        let seen = Seen {
            id: row.id,
            version: row.version,
        };
        match subscription_changes::choose(tx, by, &found.entry, seen, (false, now)) {
            Ok(()) => switched.push(row.id),
            // Its term is over, and what was chosen is being carried out.
            Err(NotChanged::Closed(_)) => {}
            Err(NotChanged::Db(error)) => return Err(error.into()),
            Err(_) => return Err(RemoveError::Changed),
        }
    }
    Ok(switched)
}

/// Ends the partner's privileges over the customer; says which.
fn end_privileges(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    (found, desks): (&Record, &Desks),
    now: Timestamp,
) -> db::Result<Vec<crate::db::ids::GrantId>> {
    let in_force = found.grants.iter().filter(|grant| grant.is_in_force(now));
    let ids: Vec<_> = in_force.map(|grant| grant.id).collect();
    let ended = privilege_changes::end_many(tx, &desks.privileges, by, &ids, now)?;
    Ok(ended.into_iter().map(|change| change.grant.id).collect())
}
