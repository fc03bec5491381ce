//! Where a subscription stands, and what comes next, in words.

use super::{
    model::{State, Subscription},
    outlook::{Ahead, NextTerm},
};
use crate::{
    charges::{Day, per_month},
    db::types::Timestamp,
    orders::{Viewer, words},
    text::{licenses, unlinked},
};

/// What was chosen to come next, such as `Set to renew on 3 May 2027`. Whether something stands against it is judged where one
/// subscription is shown, and on *What happens next*.
pub(crate) fn next(subscription: &Subscription) -> String {
    let last = subscription.term().last;
    let behind = last.plus_days(1).words();
    match (subscription.state, subscription.auto_renew_enabled) {
        (State::Active, true) => format!("Set to renew on {behind}"),
        (State::Active | State::Suspended, _) => format!("Ends with {}", last.words()),
        (State::Expired | State::Disabled, _) => format!("Ended with {}", last.words()),
        (State::Cancelled | State::Deleted, _) => "Nothing more".to_owned(),
    }
}

/// The same as a sentence, with the term and the price that a viewer may see, and with what stands against it.
pub(crate) fn sentence(subscription: &Subscription, ahead: &Ahead, viewer: Viewer) -> String {
    let last = subscription.term().last;
    let now = now_at(subscription, viewer);
    match (subscription.state, &ahead.next) {
        (State::Active, Some(Ok(next))) => {
            let behind = last.plus_days(1).words();
            let then = then_of(subscription, next, viewer);
            format!("Renews on {behind} {then}{now}")
        }
        (State::Active, Some(Err(obstacle))) => format!(
            "It is to be renewed and cannot be, as things stand: {obstacle}. Then it ends with {}{}{now}",
            last.words(),
            and_grace(ahead.grace)
        ),
        (State::Active, None) => format!(
            "Ends with {}, and is not renewed{}{now}",
            last.words(),
            and_grace(ahead.grace)
        ),
        (State::Suspended, _) => format!(
            "Suspended: its licenses do not work, and it is still paid. It ends with {}.",
            last.words()
        ),
        (State::Expired, _) => format!(
            "Its last term ended with {}; its licenses work for some days of grace.",
            last.words()
        ),
        (State::Disabled, _) => format!(
            "Its last term ended with {}. Its licenses do not work, and nothing is lost yet.",
            last.words()
        ),
        (State::Cancelled, _) => "It was cancelled, and is final.".to_owned(),
        (State::Deleted, _) => "It is gone.".to_owned(),
    }
}

/// What becomes of its licenses behind the last term, as a sentence's end.
fn and_grace(days: i32) -> String {
    match days {
        0 => ", and its licenses stop working.".to_owned(),
        1 => ", and its licenses work for one day of grace more.".to_owned(),
        days => format!(", and its licenses work for {days} days of grace more."),
    }
}

/// For how long it is renewed, with what is different then, and what a license costs a month then.
fn then_of(subscription: &Subscription, next: &NextTerm, viewer: Viewer) -> String {
    let term = next.term.label();
    let what = match next.is_changed(subscription) {
        false => format!("for {term}"),
        true => format!(
            "as scheduled: {} of {}, {term}, {}",
            licenses(next.quantity),
            unlinked(&next.plan.sku_title),
            next.billing.label()
        ),
    };
    let price = next.price.for_resellers();
    match price.filter(|_| viewer.sees_prices()) {
        None => format!("{what}, at the price in force then."),
        Some(price) => format!(
            "{what} at {} a license and month, as the list stands today.",
            words(per_month(price, next.term), &subscription.currency)
        ),
    }
}

/// What a license costs in the running term, a month.
fn now_at(subscription: &Subscription, viewer: Viewer) -> String {
    let price = subscription.price().for_resellers();
    match price.filter(|_| viewer.sees_prices()) {
        Some(price) => format!(
            " The running term costs {} a license and month.",
            words(
                per_month(price, subscription.term_duration),
                &subscription.currency
            )
        ),
        None => String::new(),
    }
}

/// `until 4 Dec 2026, 13:00 UTC`, while there is time.
pub(super) fn until(end: Timestamp, now: Timestamp) -> Option<String> {
    (now < end).then(|| end.words())
}

/// The day in words.
pub(super) fn day(at: Timestamp) -> String {
    Day::of(at).words()
}
