//! Takes a subscription back.

use super::{
    cancellation::propose,
    events::{self, CANCELLED, Said},
    holding::{Press, Start, start},
    problem::NotChanged,
};
use crate::{
    activity::Changes,
    customers::Entry,
    db::{Tx, types::Timestamp},
    identity::{Authorized, ManageCustomers},
    licenses::{self, Cause},
    orders::{Kind, Order},
    subscriptions::{self, Change, State},
};

/// What was pressed, beside the press.
const SAID: &str = "cancel";

/// What came of it.
#[derive(Debug)]
pub struct Cancelled {
    /// The return.
    pub order: Order,
    /// How many people lost their license by this press.
    pub lost: usize,
}

/// Cancels it, with a return of all that is left of its term, or finds the order that the same press made before. Those to whom its license was assigned last
/// lose theirs, as far as there are fewer units than people then. Locks: the
/// partner, the customer.
///
/// # Errors
/// See [`NotChanged`].
pub fn cancel(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    press: &Press,
    now: Timestamp,
) -> Result<Cancelled, NotChanged> {
    let held = match start(tx, by, entry, (press, SAID), (now, false))? {
        Start::Before(order) => {
            return Ok(Cancelled {
                order: *order,
                lost: 0,
            });
        }
        Start::Now(held) => held,
    };
    let row = &held.row;
    let found = propose(tx.conn(), by.scope, row, now)?;
    if found.shown() != press.shown {
        return Err(NotChanged::Changed);
    }
    subscriptions::drop_scheduled(tx, row.id)?;
    let change = Change {
        state: Some(State::Cancelled),
        auto_renew_enabled: Some(false),
        ..Change::default()
    };
    held.change(tx, &change)?;
    let lost = licenses::settle(tx, &Cause::of(&held.granted), &row.license_sku, now)?.len();
    let placed = held.place(tx, (Kind::Return, found.lines), (press, SAID), now)?;
    let after = State::Cancelled.label();
    let changes = Changes::none().value("State", row.state.label(), after);
    let said = Said {
        detail: placed.detail,
        ..Said::of(CANCELLED, changes)
    };
    events::log(tx, by, row, &said, now)?;
    Ok(Cancelled {
        order: placed.order,
        lost,
    })
}
