//! What a row of a price list means beside the prices that the list has of the same: pure.
//!
//! A row says what is charged from its beginning to its end. Nothing that was charged so far is changed: a row that would begin
//! in the past, where the list has prices of the same, begins now.

use crate::{
    db::types::Timestamp,
    prices::{Amounts, Price, in_force},
};

/// What comes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome<'p> {
    /// A new row, from this instant on. Nothing is in force before, or what is ends by itself.
    New(Timestamp),
    /// A new row, from this instant on, at which this one ends.
    Changed(&'p Price, Timestamp),
    /// This one ends at that instant.
    Ending(&'p Price, Timestamp),
    /// This one says the same.
    Staying(&'p Price),
    /// It is over, and the list has prices of the same: nothing is made of what was.
    Over,
}

/// A row's amounts, and from when to when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) amounts: Amounts,
    pub(super) begins: Timestamp,
    pub(super) ends: Option<Timestamp>,
}

/// What comes of it, and which prices of the list it keeps on the way.
pub(super) fn meet(said: Said, known: &[Price], now: Timestamp) -> (Outcome<'_>, Vec<&Price>) {
    if known.is_empty() {
        return (Outcome::New(said.begins), Vec::new());
    }
    // The same row, loaded before.
    let same = known.iter().find(|price| {
        price.begins_at == said.begins && price.amounts() == said.amounts && !price.is_over(now)
    });
    if let Some(price) = same
        && is_later(price.ends_at, said.ends)
    {
        return (until(price, said.ends, now), vec![price]);
    }
    let mut at = said.begins.max(now);
    if said.ends.is_some_and(|end| end <= at) {
        return (Outcome::Over, Vec::new());
    }
    let mut kept = Vec::new();
    loop {
        match in_force(known, at) {
            Some(price) if price.amounts() == said.amounts => {
                kept.push(price);
                match price.ends_at {
                    Some(end) if said.ends.is_none_or(|said| end < said) => at = end,
                    _ => return (until(price, said.ends, now), kept),
                }
            }
            Some(price) => return (Outcome::Changed(price, at), kept),
            None => return (Outcome::New(at), kept),
        }
    }
}

/// Whether an end is the same as another, or later.
fn is_later(end: Option<Timestamp>, than: Option<Timestamp>) -> bool {
    match (end, than) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(end), Some(than)) => end >= than,
    }
}

fn until(price: &Price, ends: Option<Timestamp>, now: Timestamp) -> Outcome<'_> {
    match ends {
        Some(end) if price.ends_at.is_none_or(|has| has > end) => {
            Outcome::Ending(price, end.max(now))
        }
        _ => Outcome::Staying(price),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::{
        db::ids::{PartnerId, PlanId, PriceId},
        prices::{Billing, Segment, Term},
    };

    fn day(number: i64) -> Timestamp {
        let first = Timestamp::parse("2026-12-01T00:00:00Z").unwrap();
        first.plus(Duration::days(number))
    }

    fn amounts(cost: i64) -> Amounts {
        Amounts {
            cost,
            partner_price: None,
            list_price: Some(cost * 5 / 4),
        }
    }

    fn price(cost: i64, begins: i64, ends: Option<i64>) -> Price {
        let Amounts {
            cost, list_price, ..
        } = amounts(cost);
        Price {
            id: PriceId::new(),
            partner_id: PartnerId::new(),
            plan_id: PlanId::new(),
            term_duration: Term::Year,
            billing_plan: Billing::Annual,
            market: "DE".to_owned(),
            currency: "EUR".to_owned(),
            segment: Segment::Commercial,
            cost,
            partner_price: None,
            list_price,
            begins_at: day(begins),
            ends_at: ends.map(day),
            batch_id: None,
        }
    }

    fn said(cost: i64, begins: i64, ends: Option<i64>) -> Said {
        Said {
            amounts: amounts(cost),
            begins: day(begins),
            ends: ends.map(day),
        }
    }

    fn outcome(said: Said, known: &[Price]) -> Outcome<'_> {
        meet(said, known, day(0)).0
    }

    #[test]
    fn the_first_price_begins_when_its_row_says_also_in_the_past() {
        assert_eq!(outcome(said(100, -900, None), &[]), Outcome::New(day(-900)));
        assert_eq!(
            outcome(said(100, -900, Some(-5)), &[]),
            Outcome::New(day(-900))
        );
    }

    #[test]
    fn the_same_row_again_stays_and_one_with_an_earlier_end_ends() {
        let known = [price(100, -9, None)];
        assert_eq!(
            outcome(said(100, -9, None), &known),
            Outcome::Staying(&known[0])
        );
        assert_eq!(
            outcome(said(100, -9, Some(5)), &known),
            Outcome::Ending(&known[0], day(5))
        );
        assert_eq!(
            outcome(said(100, -9, Some(-2)), &known),
            Outcome::Ending(&known[0], day(0))
        );
        // Another beginning in the past says nothing new.
        assert_eq!(
            outcome(said(100, -5, None), &known),
            Outcome::Staying(&known[0])
        );
    }

    #[test]
    fn another_amount_changes_the_price_from_then_on_and_never_before_now() {
        let known = [price(100, -9, None)];
        for (begins, at) in [(-9, 0), (-900, 0), (-1, 0), (7, 7)] {
            let found = outcome(said(120, begins, None), &known);
            assert_eq!(found, Outcome::Changed(&known[0], day(at)), "{begins}");
        }
        assert_eq!(outcome(said(120, -9, Some(-1)), &known), Outcome::Over);
    }

    #[test]
    fn what_ended_comes_again_from_its_end_or_from_now() {
        let known = [price(100, -9, Some(3))];
        assert_eq!(outcome(said(100, -9, None), &known), Outcome::New(day(3)));
        assert_eq!(
            outcome(said(100, -9, Some(3)), &known),
            Outcome::Staying(&known[0])
        );
        let over = [price(100, -9, Some(-3))];
        assert_eq!(outcome(said(100, -9, None), &over), Outcome::New(day(0)));
        let followed = [price(100, -9, Some(3)), price(120, 3, None)];
        assert_eq!(
            outcome(said(100, -9, None), &followed),
            Outcome::Changed(&followed[1], day(3))
        );
    }

    #[test]
    fn whatever_is_said_nothing_is_in_force_differently_before_now() {
        for known in [
            vec![price(100, -9, Some(-3)), price(120, -3, None)],
            vec![price(100, -9, None), price(120, -3, None)],
            vec![price(100, 5, None)],
        ] {
            for cost in [100, 120, 140] {
                for begins in [-20, -9, -3, 0, 4, 5, 9] {
                    for ends in [None, Some(-1), Some(4), Some(8)] {
                        let (found, _) = meet(said(cost, begins, ends), &known, day(0));
                        let at = match found {
                            Outcome::New(at) | Outcome::Changed(_, at) | Outcome::Ending(_, at) => {
                                at
                            }
                            Outcome::Staying(_) | Outcome::Over => continue,
                        };
                        assert!(at >= day(0), "{cost} {begins} {ends:?}");
                    }
                }
            }
        }
    }
}
