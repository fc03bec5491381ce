//! Changes how many licenses a subscription has, by an order.

use super::{
    events::{self, SEATS_CHANGED, Said},
    holding::{Held, Press, Start, start},
    people,
    problem::NotChanged,
    seats::{Proposal, propose},
};
use crate::{
    activity::Changes,
    customers::Entry,
    db::{Tx, types::Timestamp},
    identity::{Authorized, ManageCustomers},
    orders::{Kind, Order},
    subscriptions::{self, Change, Subscription},
};

/// What was pressed.
#[derive(Debug, Clone)]
pub struct SeatsPress {
    /// The press.
    pub press: Press,
    /// How many licenses it shall have.
    pub to: i32,
    /// Whether what is scheduled for its renewal stays; nothing where that was not said.
    pub keep: Option<bool>,
}

impl SeatsPress {
    fn said(&self) -> String {
        format!("seats {} {:?}", self.to, self.keep)
    }
}

/// Changes it, or finds the order that the same press made before. More licenses take a valid reseller of record, or none;
/// giving back does not. Locks: the partnership with the reseller of record, both partners by key, the customer.
///
/// # Errors
/// See [`NotChanged`].
pub fn change_seats(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    pressed: &SeatsPress,
    now: Timestamp,
) -> Result<Order, NotChanged> {
    let said = pressed.said();
    let press = (&pressed.press, said.as_str());
    let before = subscriptions::find(tx.conn(), by.scope, pressed.press.seen.id)?;
    let is_more = pressed.to > before.quantity;
    let held = match start(tx, by, entry, press, (now, is_more))? {
        Start::Before(order) => return Ok(*order),
        Start::Now(held) => held,
    };
    let proposal = propose(tx.conn(), by.scope, &held.row, pressed.to, now)?;
    if proposal.shown() != pressed.press.shown {
        return Err(NotChanged::Changed);
    }
    settle_scheduled(tx, &held.row, pressed.keep)?;
    match proposal.kind {
        Kind::Return => reduce(tx, &held, &proposal)?,
        _ => set(tx, &held, proposal.to)?,
    }
    let placed = held.place(tx, (proposal.kind, proposal.lines), press, now)?;
    let (from, to) = (held.row.quantity.to_string(), pressed.to.to_string());
    let changes = Changes::none().value("Licenses", &from, &to);
    let said = Said {
        detail: placed.detail,
        ..Said::of(SEATS_CHANGED, changes)
    };
    events::log(tx, by, &held.row, &said, now)?;
    Ok(placed.order)
}

/// The one place where it is decided that licenses are given back. What the plan and the time allow is in the proposal; what
/// people hold (rule 17) is asked here, under the customer's lock.
fn reduce(tx: &mut Tx<'_>, held: &Held, proposal: &Proposal) -> Result<(), NotChanged> {
    let fewer = held.row.quantity - proposal.to;
    if let Some(people) = people::losing(tx.conn(), &held.granted, &held.row, fewer)? {
        return Err(people.refusal());
    }
    set(tx, held, proposal.to)
}

fn set(tx: &mut Tx<'_>, held: &Held, to: i32) -> Result<(), NotChanged> {
    let change = Change {
        quantity: Some(to),
        ..Change::default()
    };
    held.change(tx, &change)
}

/// What is scheduled for the renewal stays or goes, as was said; where nothing was said, it is asked.
fn settle_scheduled(
    tx: &mut Tx<'_>,
    row: &Subscription,
    keep: Option<bool>,
) -> Result<(), NotChanged> {
    if subscriptions::scheduled_change(tx.conn(), row.id)?.is_none() {
        return Ok(());
    }
    match keep {
        Some(true) => {}
        Some(false) => {
            subscriptions::drop_scheduled(tx, row.id)?;
        }
        None => {
            let why = "Say whether what is scheduled for the renewal stays";
            return Err(NotChanged::Field("scheduled", why.to_owned()));
        }
    }
    Ok(())
}
