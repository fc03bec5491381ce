//! The prices of one key that a list has, and what the rows of a file make of them: pure.

use crate::{
    db::{ids::PriceId, types::Timestamp},
    prices::{Amounts, Price},
};

/// What comes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome<'p> {
    /// A new price.
    Beginning {
        /// From this instant on.
        at: Timestamp,
        /// What is in force until then, if it is not over by itself.
        before: Option<&'p Price>,
        /// Those that end at that instant, or as soon as they would begin.
        ending: Vec<PriceId>,
    },
    /// This one ends at that instant.
    Ending(&'p Price, Timestamp),
    /// This one says the same.
    Staying(&'p Price),
    /// It is over, and the list has prices of the same: nothing is made of what was.
    Over,
    /// This row of the file, by its number, began first and holds until it ends.
    Behind(usize),
}

/// A row's amounts, and from when to when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) amounts: Amounts,
    pub(super) begins: Timestamp,
    pub(super) ends: Option<Timestamp>,
}

/// A price of the list, and when it ends by what the rows have said so far.
struct Known<'p> {
    price: &'p Price,
    ends: Option<Timestamp>,
}

/// The prices of the list that are not over.
pub(super) struct List<'p> {
    known: Vec<Known<'p>>,
    /// Those that the rows keep, end or replace.
    pub(super) named: Vec<PriceId>,
}

impl<'p> List<'p> {
    pub(super) fn of(known: &'p [Price], now: Timestamp) -> Self {
        let known = known.iter().filter(|price| !price.is_over(now));
        let known = known.map(|price| Known {
            price,
            ends: price.ends_at,
        });
        Self {
            known: known.collect(),
            named: Vec::new(),
        }
    }

    /// Keeps what ends before the first row begins.
    pub(super) fn keep_until(&mut self, first: Option<Timestamp>) {
        let before = |it: &&Known<'_>| it.ends.is_some_and(|end| first >= Some(end));
        let kept = self.known.iter().filter(before);
        self.named.extend(kept.map(|it| it.price.id));
    }

    /// Drops what would hold between the rows before this instant and the one that begins then: the file lacks it.
    pub(super) fn drop_between(&mut self, rows: &[Said], begins: Timestamp, now: Timestamp) {
        let before = rows.iter().filter(|row| row.begins < begins);
        let Some(end) = before.filter_map(|row| row.ends).max() else {
            return;
        };
        let is_gap = end.max(now) < begins;
        self.known.retain(|it| {
            !is_gap || it.price.begins_at >= begins || it.ends.is_some_and(|ends| ends <= end)
        });
    }

    fn in_force(&mut self, at: Timestamp) -> Option<&mut Known<'p>> {
        let there = self
            .known
            .iter_mut()
            .filter(|it| it.price.begins_at <= at && it.ends.is_none_or(|end| at < end));
        there.min_by_key(|it| (it.price.begins_at, it.price.id))
    }

    /// What comes of a part of the timeline, behind which the same amounts may go on.
    pub(super) fn take(&mut self, said: &Said, goes_on: bool) -> Outcome<'p> {
        let mut at = said.begins;
        loop {
            let Some(found) = self.in_force(at) else {
                return self.begin(said, at, None);
            };
            let price = found.price;
            if price.amounts() != said.amounts {
                return self.begin(said, at, Some(price));
            }
            let outcome = match (found.ends, said.ends) {
                (Some(end), until) if until.is_none_or(|until| end < until) => {
                    at = end;
                    None
                }
                (end, Some(until)) if !goes_on && end != Some(until) => {
                    found.ends = Some(until);
                    Some(Outcome::Ending(price, until))
                }
                _ => Some(Outcome::Staying(price)),
            };
            self.named.push(price.id);
            if let Some(outcome) = outcome {
                return outcome;
            }
        }
    }

    /// The same row, loaded before, has ended by now, and no other row of the file goes on with it.
    pub(super) fn ended(&mut self, said: &Said, now: Timestamp) -> Option<Outcome<'p>> {
        let Self { known, named } = self;
        let same = known.iter_mut().find(|it| {
            it.price.begins_at == said.begins
                && it.price.amounts() == said.amounts
                && !named.contains(&it.price.id)
        });
        let same = same?;
        same.ends = Some(now);
        named.push(same.price.id);
        Some(Outcome::Ending(same.price, now))
    }

    /// A new price from then on. What overlaps it ends, except what begins later and outlasts it: that holds afterwards.
    fn begin(&mut self, said: &Said, at: Timestamp, before: Option<&'p Price>) -> Outcome<'p> {
        let mut ending = Vec::new();
        for it in &mut self.known {
            let begins = it.price.begins_at;
            let overlaps = it.ends.is_none_or(|end| end > at.max(begins))
                && said.ends.is_none_or(|until| begins < until);
            let outlasts = said
                .ends
                .is_some_and(|until| it.ends.is_none_or(|end| end > until));
            if overlaps && (begins <= at || !outlasts) {
                it.ends = Some(at.max(begins));
                ending.push(it.price.id);
            }
        }
        self.named.extend(&ending);
        Outcome::Beginning { at, before, ending }
    }
}
