//! The beginning of the transaction of every act: what is held, and whether the subscription is still what was looked at.

use super::problem::NotChanged;
use crate::{
    customer_access::{Granted, ManageSubscriptions},
    customers::{self, Entry},
    db::{
        self, Tx,
        ids::{OrderLineId, OrderPress, PartnerId, SubscriptionId, UserId},
        types::Timestamp,
    },
    identity::{self, Authorized, ManageCustomers},
    orders::{self, Kind, NewLine, NewOrder, Order, Orderer, Reseller},
    secrets::sha256_hex,
    subscriptions::{self, Subscription},
};

/// Which subscription was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its key.
    pub id: SubscriptionId,
    /// What its version was.
    pub version: i32,
}

/// A press of which an order comes.
#[derive(Debug, Clone)]
pub struct Press {
    /// What was looked at.
    pub seen: Seen,
    /// The key that the form carried.
    pub key: OrderPress,
    /// The hash of what it showed.
    pub shown: String,
    /// Who asked for it, where a reseller did.
    pub asked_by: Option<UserId>,
}

impl Press {
    /// The hash of all of it, with what else was said.
    fn content_hash(&self, said: &str) -> String {
        sha256_hex(&format!("{}\n{}\n{said}", self.seen.id, self.shown))
    }
}

/// A subscription whose customer and partner are held.
pub(super) struct Held {
    pub(super) granted: Granted<ManageSubscriptions>,
    pub(super) row: Subscription,
}

/// Holds the partner and the customer of a subscription, which the partner sold or is reseller of record of.
pub(super) fn hold(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    id: SubscriptionId,
    now: Timestamp,
) -> Result<Held, NotChanged> {
    let granted = match Granted::<ManageSubscriptions>::of(tx, by.clone(), entry.clone(), now) {
        Ok(granted) => granted,
        Err(db::Error::NotFound) => return Err(NotChanged::Lacking),
        Err(other) => return Err(other.into()),
    };
    let row = subscriptions::find(tx.conn(), by.scope, id)?;
    Ok(Held { granted, row })
}

/// The same for its seller alone.
pub(super) fn hold_own(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    id: SubscriptionId,
    now: Timestamp,
) -> Result<Held, NotChanged> {
    let held = hold(tx, by, entry, id, now)?;
    if held.row.partner_id != by.scope.partner_id() {
        return Err(db::Error::NotFound.into());
    }
    if !orders::sells_to(tx, by.scope, held.granted.customer)? {
        return Err(NotChanged::NotAsSeller(entry.name.clone()));
    }
    Ok(held)
}

impl Held {
    /// Refuses what was looked at before somebody changed it.
    pub(super) fn demand(&self, seen: Seen) -> Result<(), NotChanged> {
        match self.row.version == seen.version {
            true => Ok(()),
            false => Err(NotChanged::Stale),
        }
    }

    /// Changes it.
    pub(super) fn change(
        &self,
        tx: &mut Tx<'_>,
        change: &subscriptions::Change,
    ) -> Result<(), NotChanged> {
        match subscriptions::change(tx, &self.row, change)? {
            true => Ok(()),
            false => Err(NotChanged::Stale),
        }
    }

    /// Places an order of which it is the subject. What is given back is credited to whom it was charged: lines that were
    /// ordered for different resellers of record are an order each, of which the first is the one of this press.
    pub(super) fn place(
        &self,
        tx: &mut Tx<'_>,
        (kind, lines): (Kind, Vec<NewLine>),
        (press, said): (&Press, &str),
        now: Timestamp,
    ) -> db::Result<Placed> {
        let customer = customers::find_customer(tx.conn(), self.row.customer_id)?;
        let mut placed = Vec::new();
        for (on_record, lines) in self.for_each_reseller(tx, lines)? {
            let new = NewOrder {
                by: Orderer::Person(&self.granted.by),
                asked_by: press.asked_by,
                kind,
                customer: &customer,
                entry: self.granted.entry.id,
                on_record,
                currency: &self.row.currency,
                key: match placed.len() {
                    0 => press.key,
                    place => orders::press_of(&format!("{} {place}", press.key)),
                },
                content_hash: press.content_hash(said),
                lines,
            };
            placed.push(orders::place(tx, &new, now, |_, _| Ok(()))?);
        }
        let numbers: Vec<String> = placed.iter().map(|it| it.number().to_string()).collect();
        let first = placed.into_iter().next().ok_or(db::Error::NotFound)?;
        Ok(Placed {
            order: first,
            detail: format!("order {}", numbers.join(" and ")),
        })
    }

    /// Returns by the reseller of record of what they return, in the order of the lines; everything else as it stands now.
    fn for_each_reseller(
        &self,
        tx: &mut Tx<'_>,
        lines: Vec<NewLine>,
    ) -> db::Result<Vec<(Option<PartnerId>, Vec<NewLine>)>> {
        let returned: Vec<OrderLineId> = lines.iter().filter_map(|it| it.returned).collect();
        let resellers = orders::resellers_of(tx.conn(), &returned)?;
        let mut groups: Vec<(Option<PartnerId>, Vec<NewLine>)> = Vec::new();
        for line in lines {
            let of = line.returned.and_then(|id| resellers.get(&id).copied());
            let of = of.unwrap_or(self.row.partner_id_on_record);
            match groups.iter_mut().find(|(one, _)| *one == of) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((of, vec![line])),
            }
        }
        Ok(groups)
    }
}

/// What was placed.
pub(super) struct Placed {
    /// The order of the press.
    pub(super) order: Order,
    /// Its number, and that of each other one, as the log has them.
    pub(super) detail: String,
}

/// What a press finds.
pub(super) enum Start {
    /// The order that the same press made before.
    Before(Box<Order>),
    /// Nothing yet.
    Now(Box<Held>),
}

/// Begins an order of a seller: finds the one that the same press made before, or holds all that a new one takes. With
/// `reseller`, the reseller of record is held first, and has to be valid still: what is given back does not ask that.
pub(super) fn start(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    (press, said): (&Press, &str),
    (now, with_reseller): (Timestamp, bool),
) -> Result<Start, NotChanged> {
    let before = subscriptions::find(tx.conn(), by.scope, press.seen.id)?;
    let reseller = match before.partner_id_on_record.filter(|_| with_reseller) {
        Some(id) => Some(Reseller::hold(tx, by.scope, id)?),
        None => None,
    };
    identity::lock_partner(tx, by.scope)?;
    if let Some(order) = orders::by_key(tx.conn(), by.scope, press.key)? {
        return match order.content_hash == press.content_hash(said) {
            true => Ok(Start::Before(Box::new(order))),
            false => Err(NotChanged::OtherContent(order.number())),
        };
    }
    let held = hold_own(tx, by, entry, press.seen.id, now)?;
    held.demand(press.seen)?;
    if let Some(reseller) = reseller {
        if held.row.partner_id_on_record != Some(reseller.id()) {
            return Err(NotChanged::Stale);
        }
        reseller.demand(tx, held.granted.customer)?;
    }
    Ok(Start::Now(Box::new(held)))
}
