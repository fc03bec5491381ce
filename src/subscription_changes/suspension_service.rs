//! Suspends a subscription, and resumes it.

use super::{
    events::{self, RESUMED, SUSPENDED, Said},
    holding::{Held, Seen, hold_own},
    problem::NotChanged,
};
use crate::{
    activity::Changes,
    customers::Entry,
    db::{Tx, types::Timestamp},
    identity::{Authorized, ManageCustomers},
    subscriptions::{self, Act, Change, State},
};

/// Suspends it: still paid, and it ends with its term. What was scheduled for the renewal is dropped. Where it is suspended
/// already, nothing changes: the press was answered before.
///
/// # Errors
/// See [`NotChanged`].
pub fn suspend(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    seen: Seen,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let held = hold_own(tx, by, entry, seen.id, now)?;
    let row = &held.row;
    if row.state == State::Suspended {
        return Ok(());
    }
    demand(&held, seen, now)?;
    let dropped = subscriptions::drop_scheduled(tx, row.id)?;
    let change = Change {
        state: Some(State::Suspended),
        auto_renew_enabled: Some(false),
        ..Change::default()
    };
    held.change(tx, &change)?;
    let renews = if row.auto_renew_enabled { RENEW } else { END };
    let changes = Changes::none()
        .value("State", row.state.label(), State::Suspended.label())
        .value("At the end", renews, END)
        .withheld("What was scheduled for the renewal", dropped.is_some());
    events::log(tx, by, row, &Said::of(SUSPENDED, changes), now)?;
    Ok(())
}

/// As the log and the pages call the two choices.
pub(super) const RENEW: &str = "Renew";
/// The other one.
pub(super) const END: &str = "End";

/// Resumes it. The choice for the end of its term stays *end*.
///
/// # Errors
/// See [`NotChanged`].
pub fn resume(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    seen: Seen,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let held = hold_own(tx, by, entry, seen.id, now)?;
    let row = &held.row;
    if row.state == State::Active {
        return Ok(());
    }
    demand(&held, seen, now)?;
    let change = Change {
        state: Some(State::Active),
        ..Change::default()
    };
    held.change(tx, &change)?;
    let after = State::Active.label();
    let changes = Changes::none().value("State", row.state.label(), after);
    events::log(tx, by, row, &Said::of(RESUMED, changes), now)?;
    Ok(())
}

fn demand(held: &Held, seen: Seen, now: Timestamp) -> Result<(), NotChanged> {
    if let Some(reason) = Act::Suspension.closed(&held.row, now) {
        return Err(NotChanged::Closed(reason));
    }
    held.demand(seen)
}
