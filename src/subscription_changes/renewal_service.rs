//! What happens to a subscription at the end of its term.

use super::{
    events::{self, RENEWAL_CHANGED, Said},
    holding::{Seen, hold},
    problem::NotChanged,
    suspension_service::{END, RENEW},
};
use crate::{
    activity::Changes,
    customers::Entry,
    db::{Tx, types::Timestamp},
    identity::{Authorized, ManageCustomers},
    subscriptions::{self, Act, Change},
};

/// Chooses that it is renewed, or that it ends; the seller and the reseller of record do, at once. With another choice, what
/// is scheduled for the renewal is dropped. Where it is chosen already, nothing changes.
///
/// # Errors
/// See [`NotChanged`].
pub fn choose(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    seen: Seen,
    (renews, now): (bool, Timestamp),
) -> Result<(), NotChanged> {
    let held = hold(tx, by, entry, seen.id, now)?;
    let row = &held.row;
    if let Some(reason) = Act::Renewal.closed(row, now) {
        return Err(NotChanged::Closed(reason));
    }
    if row.auto_renew_enabled == renews {
        return Ok(());
    }
    held.demand(seen)?;
    let dropped = subscriptions::drop_scheduled(tx, row.id)?;
    let change = Change {
        auto_renew_enabled: Some(renews),
        ..Change::default()
    };
    held.change(tx, &change)?;
    let word = |renews| if renews { RENEW } else { END };
    let changes = Changes::none()
        .value("At the end", word(row.auto_renew_enabled), word(renews))
        .withheld("What was scheduled for the renewal", dropped.is_some());
    events::log(tx, by, row, &Said::of(RENEWAL_CHANGED, changes), now)?;
    Ok(())
}
