//! What can be given back of a running term, and until when (rule 14). The same for the page of a subscription, the page on
//! which its seats are changed, and the return itself.

use super::model::{State, Subscription, TIME_TO_RETURN};
use crate::{
    charges::{Day, Sums, TermDays},
    db::types::Timestamp,
    orders::{NewLine, Order, OrderLine},
    prices::Plan,
};

/// Licenses that were bought, added or renewed in one line, and can still be given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returnable {
    /// The line.
    pub line: OrderLine,
    /// The order that it is of.
    pub order: Order,
    /// How many of it were given back before.
    pub before: i32,
    /// How many are left of it.
    pub left: i32,
    /// The first instant at which they can no longer be given back.
    pub until: Timestamp,
}

/// What is left of the lines of the running term, those whose time ends first in front. Exact for whoever holds the customer.
fn left(lines: &[(OrderLine, Order)]) -> Vec<Returnable> {
    let before = |line: &OrderLine| -> i32 {
        let all = lines.iter().map(|(other, _)| other);
        let back = all.filter(|other| other.returned_line_id == Some(line.id));
        back.map(|other| other.quantity.abs()).sum()
    };
    let added = lines.iter().filter(|(line, _)| line.quantity > 0);
    let mut left: Vec<Returnable> = added
        .map(|(line, order)| Returnable {
            order: order.clone(),
            before: before(line),
            left: line.quantity - before(line),
            until: order.ordered_at.plus(TIME_TO_RETURN),
            line: line.clone(),
        })
        .filter(|one| one.left > 0)
        .collect();
    left.sort_by_key(|one| (one.until, one.line.id));
    left
}

/// What can be given back at an instant, of the lines of the running term. Of a subscription that is not active, and of a
/// trial, nothing.
#[must_use]
pub fn still_returnable(
    row: &Subscription,
    lines: &[(OrderLine, Order)],
    now: Timestamp,
) -> Vec<Returnable> {
    if row.state != State::Active || row.is_trial {
        return Vec::new();
    }
    let mut left = left(lines);
    left.retain(|one| now < one.until);
    left
}

/// Until when the last of what is left could be given back.
#[must_use]
pub fn returnable_until(lines: &[(OrderLine, Order)]) -> Option<Timestamp> {
    left(lines).into_iter().map(|one| one.until).max()
}

/// All that is left to return of a term: what cancelling gives back.
#[must_use]
pub fn all_left(lines: &[(OrderLine, Order)]) -> Vec<Returnable> {
    left(lines)
}

/// The negative lines that give back so many of these, in their order, as they are credited on a day. Nothing where there are
/// not as many, or an amount is too large.
#[must_use]
pub fn return_lines(
    row: &Subscription,
    plan: &Plan,
    of: &[Returnable],
    quantity: i32,
    today: Day,
) -> Option<Vec<NewLine>> {
    let (mut rest, mut lines) = (quantity, Vec::new());
    for one in of {
        let taken = rest.min(one.left);
        if taken > 0 {
            let sums = one.line.credit(one.before, taken, row.term(), today)?;
            lines.push(line(row, plan, one, taken, (sums, today)));
            rest -= taken;
        }
    }
    (rest == 0).then_some(lines)
}

fn line(
    row: &Subscription,
    plan: &Plan,
    of: &Returnable,
    quantity: i32,
    (sums, today): (Sums, Day),
) -> NewLine {
    let term = row.term();
    NewLine {
        plan: plan.clone(),
        segment: of.line.segment,
        term: of.line.term_duration,
        billing: of.line.billing_plan,
        quantity: -quantity,
        price: of.line.price(),
        sums,
        days: TermDays {
            first: today.clamp(term.first, term.last),
            last: term.last,
        },
        subscription: row.id,
        returned: Some(of.line.id),
    }
}
