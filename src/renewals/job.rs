//! The job that carries out what the time does.

use std::collections::HashSet;

use chrono::Duration;

use super::carry_out;
use crate::{
    customers,
    db::{self, Tx, types::Timestamp},
    identity::{self, Scope},
    jobs::{Job, Step, Task},
    subscriptions::{self, Subscription},
};

/// Subscriptions in one step: few, so that pages that write do not wait for it.
const BATCH: i64 = 20;

/// Renews, ends, and at last deletes, every minute, subscriptions whose time has come.
pub struct MoveOn;

impl Job for MoveOn {
    fn kind(&self) -> &'static str {
        "subscriptions-move-on"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    /// Locks as an order does: the sellers by key, then the customers. They are read again behind the locks, as
    /// they may have been changed meanwhile.
    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let found = subscriptions::over(tx.conn(), BATCH, now)?;
        let sellers: Vec<Scope> = found.iter().map(Scope::of).collect();
        identity::lock_partners(tx, &sellers)?;
        customers::hold_all(tx, found.iter().map(|it| it.customer_id))?;
        // Only now nobody else changes them.
        let held = subscriptions::over(tx.conn(), BATCH, now)?;
        let held: Vec<&Subscription> = held.iter().filter(|it| is_held(it, &found)).collect();
        let mut outlook = subscriptions::outlook(tx.conn(), &held)?;
        let mut customers = HashSet::new();
        for subscription in held {
            // What became of another one of the same customer counts: a limit may be for all of them together.
            let ahead = match customers.insert(subscription.customer_id) {
                true => outlook.remove(&subscription.id),
                false => None,
            };
            let ahead = match ahead {
                Some(ahead) => ahead,
                None => subscriptions::ahead(tx.conn(), subscription)?,
            };
            carry_out::turn(tx, subscription, ahead, now)?;
        }
        Ok(match found.is_empty() {
            true => Step::Done,
            false => Step::More,
        })
    }
}

/// Whether its seller and its customer were locked with those that were found first.
fn is_held(subscription: &Subscription, found: &[Subscription]) -> bool {
    found.iter().any(|it| it.id == subscription.id)
}
