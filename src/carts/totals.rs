//! What a cart comes to: in a month, for the whole terms, and today.

use super::judging::Judged;
use crate::charges::{Sums, instalments, per_month};

/// The sums of all lines that have a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Totals {
    /// The shares of a month, for comparing.
    pub(super) month: Sums,
    /// The whole terms.
    pub(super) term: Sums,
    /// What is billed today.
    pub(super) today: Sums,
}

/// None where no line has a price, or a sum is more than an amount can be.
pub(super) fn of(lines: &[Judged]) -> Option<Totals> {
    let (mut month, mut term, mut today) = (Vec::new(), Vec::new(), Vec::new());
    for judged in lines {
        let Some(priced) = &judged.priced else {
            continue;
        };
        let line = &judged.line;
        let first = |amount| {
            let days = (line.term_duration, priced.days);
            let parts = instalments(amount, days, line.billing_plan, priced.days.first);
            parts.first().map_or(0, |part| part.amount)
        };
        month.push(priced.sums.map(|sum| per_month(sum, line.term_duration)));
        today.push(priced.sums.map(first));
        term.push(priced.sums);
    }
    if term.is_empty() {
        return None;
    }
    Some(Totals {
        month: Sums::all(&month)?,
        term: Sums::all(&term)?,
        today: Sums::all(&today)?,
    })
}
