//! What the rows of a price list mean beside the prices that the list has of the same: pure.
//!
//! All rows of one key are judged together, in the order in which they begin. A row says what is charged from its beginning to
//! its end, except while one that began before it has not ended. Nothing that was charged so far is changed: a row that would
//! begin in the past, where the list has prices of the same, begins now. Of the time before the first row begins, the file
//! says nothing: what the list has until then stays. Where it is the whole list, nothing is in force between two rows that do
//! not meet.

use super::{
    known::{List, Outcome, Said},
    settings::Extent,
};
use crate::{
    db::{ids::PriceId, types::Timestamp},
    prices::Price,
};

/// What comes of the rows of a key, and which prices of the list they keep, end or replace.
#[derive(Debug)]
pub(super) struct Met<'p> {
    /// In the order of the rows.
    pub(super) outcomes: Vec<Outcome<'p>>,
    pub(super) named: Vec<PriceId>,
}

/// What comes of these rows, of which no two begin at the same instant.
pub(super) fn meet<'p>(
    rows: &[Said],
    extent: Extent,
    known: &'p [Price],
    now: Timestamp,
) -> Met<'p> {
    let (parts, never) = parts(rows, (!known.is_empty()).then_some(now));
    let mut list = List::of(known, now);
    list.keep_until(rows.iter().map(|row| row.begins).min());
    let mut outcomes = Vec::with_capacity(rows.len());
    for (number, (row, part)) in parts.iter().enumerate() {
        if extent == Extent::Whole {
            list.drop_between(rows, part.begins, now);
        }
        let next = parts.get(number + 1).map(|(_, next)| next);
        let goes_on =
            next.is_some_and(|next| part.ends == Some(next.begins) && part.amounts == next.amounts);
        outcomes.push((*row, list.take(part, goes_on)));
    }
    for (row, outcome) in never {
        let said = rows.get(row).filter(|_| outcome == Outcome::Over);
        let ended = said.and_then(|said| list.ended(said, now));
        outcomes.push((row, ended.unwrap_or(outcome)));
    }
    outcomes.sort_by_key(|(row, _)| *row);
    Met {
        outcomes: outcomes.into_iter().map(|(_, outcome)| outcome).collect(),
        named: list.named,
    }
}

/// With the number of its row.
type Numbered<T> = (usize, T);

/// From when to when each row holds, one after the other, and what comes of those that never do. What lies before `from` is
/// past.
fn parts<'p>(
    rows: &[Said],
    from: Option<Timestamp>,
) -> (Vec<Numbered<Said>>, Vec<Numbered<Outcome<'p>>>) {
    let mut sorted: Vec<Numbered<Said>> = rows.iter().copied().enumerate().collect();
    sorted.sort_by_key(|(row, said)| (said.begins, *row));
    let (mut parts, mut never): (Vec<Numbered<Said>>, Vec<_>) = (Vec::new(), Vec::new());
    for (row, said) in sorted {
        let before = parts.last().copied();
        let behind = before.map(|(row, _)| Outcome::Behind(row));
        // Nothing comes behind a row without an end.
        let start = match before {
            Some((_, Said { ends: None, .. })) => None,
            Some((_, Said { ends, .. })) => ends.max(from),
            None => Some(from.unwrap_or(said.begins)),
        };
        let begins = start.map(|start| said.begins.max(start));
        match (begins, from) {
            (_, Some(now)) if said.ends.is_some_and(|end| end <= now) => {
                never.push((row, Outcome::Over));
            }
            (Some(begins), _) if said.ends.is_none_or(|end| end > begins) => {
                parts.push((row, Said { begins, ..said }));
            }
            _ => never.push((row, behind.unwrap_or(Outcome::Over))),
        }
    }
    (parts, never)
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::{
        db::ids::{PartnerId, PlanId, PriceId},
        prices::{Amounts, Billing, Segment, Term},
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
        let mut met = meet(&[said], Extent::Changes, known, day(0));
        met.outcomes.pop().unwrap()
    }

    fn new<'p>(at: i64) -> Outcome<'p> {
        Outcome::Beginning {
            at: day(at),
            before: None,
            ending: Vec::new(),
        }
    }

    fn changed(before: &Price, at: i64) -> Outcome<'_> {
        Outcome::Beginning {
            at: day(at),
            before: Some(before),
            ending: vec![before.id],
        }
    }

    #[test]
    fn the_first_price_begins_when_its_row_says_also_in_the_past() {
        assert_eq!(outcome(said(100, -900, None), &[]), new(-900));
        assert_eq!(outcome(said(100, -900, Some(-5)), &[]), new(-900));
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
            assert_eq!(found, changed(&known[0], at), "{begins}");
        }
        assert_eq!(outcome(said(120, -9, Some(-1)), &known), Outcome::Over);
    }

    #[test]
    fn what_ended_comes_again_from_its_end_or_from_now() {
        let known = [price(100, -9, Some(3))];
        assert_eq!(outcome(said(100, -9, None), &known), new(3));
        assert_eq!(
            outcome(said(100, -9, Some(3)), &known),
            Outcome::Staying(&known[0])
        );
        let over = [price(100, -9, Some(-3))];
        assert_eq!(outcome(said(100, -9, None), &over), new(0));
        let followed = [price(100, -9, Some(3)), price(120, 3, None)];
        assert_eq!(
            outcome(said(100, -9, None), &followed),
            changed(&followed[1], 3)
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
                        let at = match outcome(said(cost, begins, ends), &known) {
                            Outcome::Beginning { at, .. } | Outcome::Ending(_, at) => at,
                            _ => continue,
                        };
                        assert!(at >= day(0), "{cost} {begins} {ends:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn rows_of_one_key_are_met_in_the_order_in_which_they_begin() {
        let known = [price(100, -9, None)];
        let rows = [said(130, 30, None), said(120, -5, Some(30))];
        let met = meet(&rows, Extent::Changes, &known, day(0));
        assert_eq!(met.outcomes, [new(30), changed(&known[0], 0)]);
        let rows = [said(130, 30, None), said(100, -9, None)];
        let met = meet(&rows, Extent::Changes, &known, day(0));
        let expected = [Outcome::Behind(1), Outcome::Staying(&known[0])];
        assert_eq!(met.outcomes, expected);
        let rows = [said(100, -9, Some(30)), said(100, 30, None)];
        let met = meet(&rows, Extent::Changes, &known, day(0));
        assert!(
            met.outcomes
                .iter()
                .all(|it| *it == Outcome::Staying(&known[0]))
        );
    }

    #[test]
    fn between_two_rows_of_the_whole_list_nothing_is_kept() {
        let known = [price(100, -9, Some(4)), price(130, 5, Some(9))];
        let rows = [said(100, -9, Some(4)), said(120, 7, None)];
        let met = meet(&rows, Extent::Whole, &known, day(0));
        assert_eq!(met.outcomes, [Outcome::Staying(&known[0]), new(7)]);
        assert_eq!(met.named, [known[0].id]);
        let met = meet(&rows, Extent::Changes, &known, day(0));
        assert_eq!(
            met.outcomes,
            [Outcome::Staying(&known[0]), changed(&known[1], 7)]
        );
        // Before the first row, everything is kept.
        let met = meet(&rows[1..], Extent::Whole, &known, day(0));
        assert_eq!(met.outcomes, [changed(&known[1], 7)]);
        assert_eq!(met.named, [known[0].id, known[1].id]);
    }

    #[test]
    fn what_begins_later_ends_before_it_begins_unless_it_outlasts_the_new_price() {
        let known = [price(100, -9, Some(30)), price(130, 30, None)];
        let both = Outcome::Beginning {
            at: day(0),
            before: Some(&known[0]),
            ending: vec![known[0].id, known[1].id],
        };
        assert_eq!(outcome(said(120, 0, None), &known), both);
        assert_eq!(
            outcome(said(120, 0, Some(40)), &known),
            changed(&known[0], 0)
        );
        assert_eq!(outcome(said(100, -9, None), &known), changed(&known[1], 30));
    }
}
