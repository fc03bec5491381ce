//! In whose logs something stands that staff of one partner did to a customer.

use super::{acts::CustomerAct, request::Granted};
use crate::{
    activity::{self, By, Event},
    customers,
    db::{
        self, Tx,
        ids::{CustomerId, EntryId, PartnerId},
        types::Timestamp,
    },
    identity::Scope,
};

/// Logs what concerns the customer itself: in the partner's own log, and in that of every other partner that the same
/// consent connected with the customer. `event` says it for a partner that knows the company by this entry.
pub(crate) fn log_for_all<A: CustomerAct, E: Event>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    event: impl Fn(PartnerId, EntryId) -> E,
    now: Timestamp,
) -> db::Result<()> {
    let staff = &by.by.staff;
    let name = format!("{}, {}", staff.name, staff.partner.legal_name);
    log_in_all(
        tx,
        by.by.scope,
        (By::from(&by.by), &name),
        (by.customer, by.entry.id),
        event,
        now,
    )
}

/// The same, where it was done without a request: `by` with the name that other partners read, and the customer with the
/// entry by which this partner knows it.
pub(crate) fn log_in_all<E: Event>(
    tx: &mut Tx<'_>,
    scope: Scope,
    (by, name): (By<'_>, &str),
    (customer, entry): (CustomerId, EntryId),
    event: impl Fn(PartnerId, EntryId) -> E,
    now: Timestamp,
) -> db::Result<()> {
    activity::record(tx, by, &event(scope.partner_id(), entry), now)?;
    for (partner, entry) in customers::joint_entries(tx.conn(), scope, customer)? {
        activity::record(tx, By::partner(partner, name), &event(partner, entry), now)?;
    }
    Ok(())
}
