//! Tells both partners, 30 and 7 days before, what comes of their subscriptions.

use chrono::Duration;

use super::letters::{self, Desk, Item, People};
use crate::{
    customers,
    db::{self, Conn, Tx, types::Timestamp},
    jobs::{Job, Step, Task},
    licenses::{self, License},
    subscriptions::{self, Ahead, Due, Subscription},
};

/// Subscriptions in one step, and so in one letter.
const BATCH: i64 = 100;

/// Tells, every minute, of ends of terms that come near: of each one once, and of several letters that are overdue the latest
/// alone. A term of a month is told of only where its price rises, or where it does not renew.
pub struct WarnOfRenewals(pub Desk);

impl Job for WarnOfRenewals {
    fn kind(&self) -> &'static str {
        "subscriptions-warn"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let found = subscriptions::to_be_warned(tx.conn(), BATCH, now)?;
        customers::hold_all(tx, found.iter().map(|it| it.customer_id))?;
        // Only now nobody else changes them.
        let held = subscriptions::to_be_warned(tx.conn(), BATCH, now)?;
        let held = held
            .iter()
            .filter(|it| found.iter().any(|one| one.id == it.id));
        let mut due = Vec::new();
        for subscription in held {
            if is_due(tx, subscription, now)? {
                due.push(subscription);
            }
        }
        let items = items(tx.conn(), &due)?;
        letters::tell(tx, &self.0, &items, now)?;
        Ok(match found.is_empty() {
            true => Step::Done,
            false => Step::More,
        })
    }
}

/// Notes when the next letter is due; whether there is something to tell now.
fn is_due(tx: &mut Tx<'_>, subscription: &Subscription, now: Timestamp) -> db::Result<bool> {
    let end = subscription.term().last.ends_at();
    let from = subscription.next_warning_at.unwrap_or(now);
    let Due { is_due, next } = subscriptions::warning_due(end, from, now);
    Ok(subscriptions::note_warned(tx, subscription, next)? && is_due)
}

/// Whom it concerns that holds a license of it, as the letter says it.
fn people(conn: &mut Conn, of: &Subscription, ahead: &Ahead) -> db::Result<People> {
    let license = match of.license_sku.as_str() {
        "" => None,
        sku => licenses::license(conn, of.customer_id, sku)?,
    };
    let Some(license) = license else {
        return Ok(People::default());
    };
    let units = i64::from(of.quantity);
    Ok(match &ahead.next {
        Some(Ok(next)) => People {
            unused: license.free().min(units),
            losing: losing(&license, of.fewer_as(&next.plan, next.quantity).into()),
            ..People::default()
        },
        Some(Err(_)) | None if !of.state.works() => People::default(),
        Some(Err(_)) | None => People {
            stopping: license.stopping(units),
            grace: ahead.grace,
            ..People::default()
        },
    })
}

fn losing(license: &License, fewer: i64) -> i64 {
    license.beyond(fewer).max(license.stopping(fewer))
}

fn items(conn: &mut Conn, due: &[&Subscription]) -> db::Result<Vec<Item>> {
    let mut outlook = subscriptions::outlook(conn, due)?;
    let mut items = Vec::new();
    for subscription in due {
        let Some(ahead) = outlook.remove(&subscription.id) else {
            continue;
        };
        items.push(Item {
            people: people(conn, subscription, &ahead)?,
            company: customers::find_customer(conn, subscription.customer_id)?.name,
            ahead,
            subscription: (*subscription).clone(),
        });
    }
    Ok(items)
}
