//! In whose logs something stands that staff of one partner did to a customer.

use super::{acts::CustomerAct, request::Granted};
use crate::{
    activity::{self, By, Event},
    customers,
    db::{
        self, Tx,
        ids::{EntryId, PartnerId},
        types::Timestamp,
    },
};

/// Logs what concerns the customer itself: in the partner's own log, and in that of every other partner that the same
/// consent connected with the customer. `event` says it for a partner that knows the company by this entry.
pub(crate) fn log_for_all<A: CustomerAct, E: Event>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    event: impl Fn(PartnerId, EntryId) -> E,
    now: Timestamp,
) -> db::Result<()> {
    let own = event(by.by.scope.partner_id(), by.entry.id);
    activity::record(tx, &by.by, &own, now)?;
    let staff = &by.by.staff;
    let name = format!("{}, {}", staff.name, staff.partner.legal_name);
    for (partner, entry) in customers::joint_entries(tx.conn(), by.by.scope, by.customer)? {
        activity::record(tx, By::partner(partner, &name), &event(partner, entry), now)?;
    }
    Ok(())
}
