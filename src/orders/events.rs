//! What this slice causes. What is said of an order holds no amount: whoever may read the log need not be one who may see
//! prices. It stands in the logs of the seller and of the reseller of record alone; no other partner learns of it.

use std::borrow::Cow;

use super::{
    order::{Order, OrderLine},
    orderer::Orderer,
};
use crate::{
    activity::{self, Changes, Company, Event, EventKind, Subject, event_kinds},
    customers,
    db::{self, Tx, ids::EntryId, types::Timestamp},
    identity::{self, Scope},
    text::licenses,
};

event_kinds! {
    /// An order was placed.
    ORDER_PLACED = "order_placed", "Order placed", Good;
}

struct Placed<'a> {
    order: &'a Order,
    lines: &'a [OrderLine],
    entry: Option<EntryId>,
}

impl Event for Placed<'_> {
    fn kind(&self) -> EventKind {
        ORDER_PLACED
    }

    fn subject(&self) -> Subject {
        self.order.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.order.customer_id),
            name: &self.order.customer_name,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        let number = self.order.number();
        format!("{}, order {number}", self.order.kind.label()).into()
    }

    fn changes(&self) -> Changes {
        let mut changes = Changes::none();
        for line in self.lines {
            let after = format!(
                "{}, {}, {}",
                licenses(line.quantity),
                line.term_duration.label(),
                line.billing_plan.label()
            );
            changes = changes.value(&line.sku_title, "", &after);
        }
        changes
    }
}

/// Logs it, with the reseller of record, too.
pub(super) fn placed(
    tx: &mut Tx<'_>,
    by: Orderer<'_>,
    (order, lines): (&Order, &[OrderLine]),
    entry: EntryId,
    now: Timestamp,
) -> db::Result<()> {
    let own = Placed {
        order,
        lines,
        entry: Some(entry),
    };
    activity::record(tx, by.at_seller(), &own, now)?;
    let Some(reseller) = order.partner_id_on_record else {
        return Ok(());
    };
    let scope = Scope::of(&identity::find_partner(tx.conn(), reseller)?);
    let there = customers::entry_of(tx.conn(), scope, order.customer_id)?;
    let theirs = Placed {
        entry: there.map(|entry| entry.id),
        ..own
    };
    let name = by.name();
    activity::record(tx, by.at_reseller(reseller, &name), &theirs, now)
}
