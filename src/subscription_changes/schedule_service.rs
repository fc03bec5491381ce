//! Schedules what is different from the next term of a subscription on, and drops it.

use super::{
    events::{self, RENEWAL_CHANGED, Said},
    holding::{Held, Seen, hold_own},
    next_term::{Wanted, propose},
    problem::NotChanged,
};
use crate::{
    activity::Changes,
    customers::Entry,
    db::{self, Tx, types::Timestamp},
    identity::{Authorized, ManageCustomers},
    prices,
    subscriptions::{self, Change, Scheduled},
};

/// As the log calls it.
const WHAT: &str = "From the next term on";

/// Schedules it, in place of what was scheduled before. Where the same is scheduled already, nothing changes.
///
/// # Errors
/// See [`NotChanged`].
pub fn schedule(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    (seen, shown): (Seen, &str),
    (wanted, now): (Wanted, Timestamp),
) -> Result<(), NotChanged> {
    let held = hold_own(tx, by, entry, seen.id, now)?;
    let row = &held.row;
    let before = subscriptions::scheduled_change(tx.conn(), row.id)?;
    if before.as_ref().map(Wanted::of) == Some(wanted) {
        return Ok(());
    }
    held.demand(seen)?;
    let next = propose(tx.conn(), by.scope, row, wanted, now)?;
    if next.shown() != shown {
        return Err(NotChanged::Changed);
    }
    if !row.auto_renew_enabled {
        let why = "It ends with its term. Choose that it renews first";
        return Err(NotChanged::Closed(why.to_owned()));
    }
    held.change(tx, &Change::default())?;
    subscriptions::schedule(tx, &next.change)?;
    let before = words(tx, &held, before.as_ref())?;
    let after = words(tx, &held, Some(&next.change))?;
    log(tx, &held, (&before, &after), now)
}

/// Drops it. Where nothing is scheduled, nothing changes.
///
/// # Errors
/// See [`NotChanged`].
pub fn unschedule(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    seen: Seen,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let held = hold_own(tx, by, entry, seen.id, now)?;
    let Some(before) = subscriptions::scheduled_change(tx.conn(), held.row.id)? else {
        return Ok(());
    };
    held.demand(seen)?;
    held.change(tx, &Change::default())?;
    subscriptions::drop_scheduled(tx, held.row.id)?;
    let before = words(tx, &held, Some(&before))?;
    log(tx, &held, (&before, ""), now)
}

fn words(tx: &mut Tx<'_>, held: &Held, change: Option<&Scheduled>) -> db::Result<String> {
    let Some(change) = change else {
        return Ok(String::new());
    };
    let scope = held.granted.by.scope;
    let plan = prices::find_plan(tx.conn(), scope, change.plan_id)?;
    Ok(change.words(&held.row, &plan.sku_title))
}

fn log(
    tx: &mut Tx<'_>,
    held: &Held,
    (before, after): (&str, &str),
    now: Timestamp,
) -> Result<(), NotChanged> {
    let changes = Changes::none().value(WHAT, before, after);
    let said = Said::of(RENEWAL_CHANGED, changes);
    events::log(tx, &held.granted.by, &held.row, &said, now)?;
    Ok(())
}
