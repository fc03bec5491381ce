//! Where a subscription stands, and what comes next, in words.

use super::model::{State, Subscription};
use crate::{
    charges::{Day, per_month},
    db::types::Timestamp,
    orders::{Viewer, words},
    prices::Amounts,
};

/// `Renews on 3 May 2027`, or what else comes next.
pub(super) fn next(subscription: &Subscription) -> String {
    let last = subscription.term().last;
    let behind = last.plus_days(1).words();
    match (subscription.state, subscription.auto_renew_enabled) {
        (State::Active, true) => format!("Renews on {behind}"),
        (State::Active | State::Suspended, _) => format!("Ends with {}", last.words()),
        (State::Expired | State::Disabled, _) => format!("Ended with {}", last.words()),
        (State::Cancelled | State::Deleted, _) => "Nothing more".to_owned(),
    }
}

/// The same as a sentence, with the term and the price that a viewer may see.
pub(crate) fn sentence(
    subscription: &Subscription,
    next: Option<Amounts>,
    viewer: Viewer,
) -> String {
    let last = subscription.term().last;
    match (subscription.state, subscription.auto_renew_enabled) {
        (State::Active, true) => format!(
            "Renews on {} for {}{}{}",
            last.plus_days(1).words(),
            subscription.term_duration.label(),
            then_at(subscription, next, viewer),
            now_at(subscription, viewer)
        ),
        (State::Active, false) => format!(
            "Ends with {}, and is not renewed.{}",
            last.words(),
            now_at(subscription, viewer)
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

/// What a license will cost a month when it is renewed, as the list stands today.
fn then_at(subscription: &Subscription, next: Option<Amounts>, viewer: Viewer) -> String {
    let price = next.and_then(Amounts::for_resellers);
    match (next, price.filter(|_| viewer.sees_prices())) {
        (None, _) => {
            ". As the list stands today there is no price for it on that day, so it could not be renewed.".to_owned()
        }
        (Some(_), None) => ", at the price in force then.".to_owned(),
        (Some(_), Some(price)) => format!(
            " at {} a license and month, as the list stands today.",
            words(
                per_month(price, subscription.term_duration),
                &subscription.currency
            )
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
