//! One turn of one subscription whose time has come.

use super::events::{Became, DELETED, ENDED, NOT_RENEWED, RESELLER_INVALID};
use crate::{
    customers::{self, Customer},
    db::{self, Tx, types::Timestamp},
    identity::{self, RelationshipKind, Scope},
    licenses::{self, Cause},
    orders::{self, Kind, NewLine, NewOrder, Orderer},
    partnerships::{self, Side},
    relationships,
    secrets::sha256_hex,
    subscriptions::{self, Ahead, NextTerm, Obstacle, Renewed, State, Subscription},
};

/// Days in which nothing is lost, behind the last term of an active subscription (manage.md).
const DISABLED: i64 = 90;
/// The same, of a suspended one.
const SUSPENDED: i64 = 120;

/// Goes on to the next term as what is ahead has it, or to the next state. The caller holds the seller and the customer.
pub(super) fn turn(
    tx: &mut Tx<'_>,
    subscription: &Subscription,
    ahead: Ahead,
    now: Timestamp,
) -> db::Result<()> {
    let customer = customers::find_customer(tx.conn(), subscription.customer_id)?;
    match (subscription.state, ahead.next) {
        (State::Active, Some(Ok(next))) => renew(tx, subscription, &customer, next, now),
        (State::Active, Some(Err(obstacle))) => {
            let next = behind(ahead.grace);
            not_renewed(tx, subscription, &customer, (&obstacle, next), now)
        }
        (State::Active, None) => leave(tx, subscription, &customer, behind(ahead.grace), now),
        (State::Suspended, _) => {
            let days = Some(SUSPENDED);
            leave(tx, subscription, &customer, (State::Disabled, days), now)
        }
        (State::Expired, _) => {
            let days = Some(DISABLED);
            leave(tx, subscription, &customer, (State::Disabled, days), now)
        }
        (State::Disabled, _) => leave(tx, subscription, &customer, (State::Deleted, None), now),
        // Final: the table holds no instant for them.
        (State::Cancelled | State::Deleted, _) => Ok(()),
    }
}

/// Behind the last term: its licenses work for the days of grace, where the seller grants some.
fn behind(grace: i32) -> (State, Option<i64>) {
    match grace {
        0 => (State::Disabled, Some(DISABLED)),
        days => (State::Expired, Some(days.into())),
    }
}

fn not_renewed(
    tx: &mut Tx<'_>,
    subscription: &Subscription,
    customer: &Customer,
    (obstacle, (state, days)): (&Obstacle, (State, Option<i64>)),
    now: Timestamp,
) -> db::Result<()> {
    if !subscriptions::leave(tx, subscription, state, days)? {
        return Ok(());
    }
    subscriptions::drop_scheduled(tx, subscription.id)?;
    let mut event = Became::new(NOT_RENEWED, subscription, &customer.name)
        .because(&obstacle.to_string())
        .now(state);
    event.at_seller(tx, true, now)?;
    event.at_reseller(tx, true, now)
}

fn leave(
    tx: &mut Tx<'_>,
    subscription: &Subscription,
    customer: &Customer,
    (state, days): (State, Option<i64>),
    now: Timestamp,
) -> db::Result<()> {
    if !subscriptions::leave(tx, subscription, state, days)? {
        return Ok(());
    }
    let kind = match state {
        State::Deleted => DELETED,
        _ => ENDED,
    };
    settle(tx, subscription, now)?;
    let mut event = Became::new(kind, subscription, &customer.name).now(state);
    event.at_seller(tx, false, now)?;
    event.at_reseller(tx, false, now)
}

fn renew(
    tx: &mut Tx<'_>,
    subscription: &Subscription,
    customer: &Customer,
    next: NextTerm,
    now: Timestamp,
) -> db::Result<()> {
    let to = Renewed {
        plan: next.plan.clone(),
        quantity: next.quantity,
        term: next.term,
        billing: next.billing,
        began: next.began,
        number: next.number,
        days: next.days,
        price: next.price,
        at: now,
    };
    if !subscriptions::renew(tx, subscription, &to)? {
        return Ok(());
    }
    subscriptions::drop_scheduled(tx, subscription.id)?;
    settle(tx, subscription, now)?;
    order(tx, subscription, customer, next, now)?;
    if !is_reseller_valid(tx, subscription)? {
        let mut event = Became::new(RESELLER_INVALID, subscription, &customer.name);
        event.at_seller(tx, true, now)?;
    }
    Ok(())
}

/// Where fewer units are left than are assigned, those to whom it was assigned last lose theirs (rule 17).
fn settle(tx: &mut Tx<'_>, subscription: &Subscription, now: Timestamp) -> db::Result<()> {
    let (customer, sku) = (subscription.customer_id, &subscription.license_sku);
    if !licenses::losing(tx.conn(), customer, sku, (0, false), 0)?.is_anybody() {
        return Ok(());
    }
    let scope = Scope::of(subscription);
    let entry = customers::entry_of(tx.conn(), scope, customer)?.ok_or(db::Error::NotFound)?;
    let cause = Cause::of_date(scope, &entry, customer);
    licenses::settle(tx, &cause, sku, now).map(|_| ())
}

fn order(
    tx: &mut Tx<'_>,
    subscription: &Subscription,
    customer: &Customer,
    next: NextTerm,
    now: Timestamp,
) -> db::Result<()> {
    let scope = Scope::of(subscription);
    let entry = customers::entry_of(tx.conn(), scope, customer.id)?.ok_or(db::Error::NotFound)?;
    let begins = next.days.first.begins_at().rfc3339();
    let press = format!("renewal {} {begins}", subscription.id);
    let line = NewLine {
        plan: next.plan,
        segment: subscription.segment,
        term: next.term,
        billing: next.billing,
        quantity: next.quantity,
        price: next.price,
        sums: next.sums,
        days: next.days,
        subscription: subscription.id,
        returned: None,
    };
    let new = NewOrder {
        by: Orderer::ThisServer(scope),
        asked_by: None,
        kind: Kind::Renewal,
        customer,
        entry: entry.id,
        on_record: subscription.partner_id_on_record,
        currency: &subscription.currency,
        // The same for the same term of the same subscription.
        key: orders::press_of(&press),
        content_hash: sha256_hex(&press),
        lines: vec![line],
    };
    orders::place(tx, &new, now, |_, _| Ok(())).map(|_| ())
}

/// Whether the reseller of record, where there is one, could be that of a new order. Where it could not, the seller is told;
/// it stops no renewal.
fn is_reseller_valid(tx: &mut Tx<'_>, subscription: &Subscription) -> db::Result<bool> {
    let Some(reseller) = subscription.partner_id_on_record else {
        return Ok(true);
    };
    let partner = identity::find_partner(tx.conn(), reseller)?;
    let scope = Scope::of(subscription);
    let works = partnerships::active_with(tx.conn(), scope, Side::Provider, reseller)?;
    let theirs =
        relationships::active_of(tx.conn(), Scope::of(&partner), subscription.customer_id)?;
    let is_connected = theirs
        .iter()
        .any(|it| it.kind == RelationshipKind::IndirectReseller);
    Ok(partner.is_active() && works.is_some() && is_connected)
}
