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
        ids::{GrantId, RelationshipId, SubscriptionId},
        types::Timestamp,
    },
    identity::{self, CustomerManager},
    order_requests, privilege_changes, privileges,
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
    /// The partner's privileges that the person was shown, where they are to end, too.
    pub end_privileges: Option<Vec<GrantId>>,
    /// How many subscriptions that renew the person was shown, where they are to end with their terms.
    pub end_renewals: Option<i64>,
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
    // The customer ends them by its link without the rows above.
    privileges::hold(tx, by.scope, customer)?;
    let found = queries::record(tx.conn(), by.scope, key)?;
    demand(&found, &wish.shown)?;
    let mut leaving = Leaving::read(tx.conn(), by.scope, &found, (i64::MAX - 1, now))?;
    demand_more((&found, &leaving), wish, now)?;
    // The choice takes the relationship, so it is made first.
    let switched = match wish.end_renewals {
        Some(_) => end_renewals(tx, by, (&found, &leaving), now)?,
        None => Vec::new(),
    };
    let removal = relationships::remove(tx, by, key, &wish.shown, &wish.reason, now)?;
    let done = Done {
        ends_privileges: wish.end_privileges.is_some(),
        ended: match wish.end_privileges {
            Some(_) => end_privileges(tx, by, (&found, desks), now)?,
            None => Vec::new(),
        },
        switched,
    };
    carts::withdraw(tx, by.scope, customer)?;
    let withdrawn = order_requests::withdraw_for_customer(tx, by, &desks.requests, customer, now)?;
    // One that was declined at the same moment was not withdrawn.
    leaving
        .requests
        .retain(|request| withdrawn.contains(&request.id));
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

/// Refuses to end more than the person was shown, and less.
fn demand_more(
    (found, leaving): (&Record, &Leaving),
    wish: &Wish,
    now: Timestamp,
) -> Result<(), RemoveError> {
    if let Some(shown) = &wish.end_privileges {
        let mut active: Vec<GrantId> = found.live_grants(now).map(|grant| grant.id).collect();
        let mut shown = shown.clone();
        active.sort_unstable();
        shown.sort_unstable();
        if active != shown {
            return Err(RemoveError::Changed);
        }
    }
    match wish.end_renewals {
        Some(shown) if shown != leaving.renewing => Err(RemoveError::Changed),
        _ => Ok(()),
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
) -> db::Result<Vec<GrantId>> {
    let ids: Vec<_> = found.live_grants(now).map(|grant| grant.id).collect();
    let ended = privilege_changes::end_many(tx, &desks.privileges, by, &ids, now)?;
    Ok(ended.into_iter().map(|change| change.grant.id).collect())
}
