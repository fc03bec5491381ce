//! Charges and credits, in whole minor units, rounded half up once for each line.

use super::calendar::{Day, TermDays};
use crate::prices::Amounts;

/// Most of an amount, in minor units: sums of many stay far from the bounds of a number.
pub const MOST: i64 = 1_000_000_000_000_000;

/// Half up, of what is not negative: the halves go away from nothing.
fn rounded(units: i128, of: i128) -> Option<i64> {
    let whole = (units.checked_mul(2)?.checked_add(of)?).checked_div(of.checked_mul(2)?)?;
    i64::try_from(whole).ok().filter(|units| *units <= MOST)
}

/// What so many licenses cost for a whole term. Nothing where that is more than an amount can be.
#[must_use]
pub fn whole_term(quantity: i32, price: i64) -> Option<i64> {
    rounded(i128::from(quantity).checked_mul(price.into())?, 1)
}

/// What so many licenses cost from this day to the end of the term, both included: quantity × price × days left ÷ days of
/// the full term. Nothing where that is more than an amount can be.
#[must_use]
pub fn charge(quantity: i32, price: i64, term: TermDays, today: Day) -> Option<i64> {
    of_days(quantity, price, term.days_left(today), term)
}

fn of_days(quantity: i32, price: i64, days: i64, term: TermDays) -> Option<i64> {
    let units = i128::from(quantity)
        .checked_mul(price.into())?
        .checked_mul(days.into())?;
    rounded(units, term.days().into())
}

/// The sum of amounts. Nothing where that is more than an amount can be.
#[must_use]
pub fn add(amounts: impl IntoIterator<Item = i64>) -> Option<i64> {
    let mut sum = 0_i64;
    for amount in amounts {
        sum = sum.checked_add(amount)?;
    }
    Some(sum).filter(|sum| sum.abs() <= MOST)
}

/// What a line, or all lines of an order, come to at each of the three amounts of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// What the seller pays; shown to nobody outside the seller.
    pub cost: i64,
    /// What it charges its reseller.
    pub partner: Option<i64>,
    /// What it recommends.
    pub list: Option<i64>,
}

impl Sums {
    /// Each amount of a price, charged in the same way. Nothing where one is more than an amount can be.
    #[must_use]
    pub fn of(price: Amounts, charged: impl Fn(i64) -> Option<i64>) -> Option<Self> {
        let or_none = |price: Option<i64>| match price {
            Some(price) => charged(price).map(Some),
            None => Some(None),
        };
        Some(Self {
            cost: charged(price.cost)?,
            partner: or_none(price.partner_price)?,
            list: or_none(price.list_price)?,
        })
    }

    /// The sums of several; what one of them lacks, all lack. Nothing where one is more than an amount can be.
    #[must_use]
    pub fn all(sums: &[Self]) -> Option<Self> {
        let all_of = |amounts: Option<Vec<i64>>| match amounts {
            Some(amounts) => add(amounts).map(Some),
            None => Some(None),
        };
        Some(Self {
            cost: add(sums.iter().map(|it| it.cost))?,
            partner: all_of(sums.iter().map(|it| it.partner).collect())?,
            list: all_of(sums.iter().map(|it| it.list).collect())?,
        })
    }

    /// Something else of each of them, such as its share of a month.
    #[must_use]
    pub fn map(self, other: impl Fn(i64) -> i64) -> Self {
        Self {
            cost: other(self.cost),
            partner: self.partner.map(&other),
            list: self.list.map(&other),
        }
    }

    /// What a reseller is shown.
    #[must_use]
    pub fn for_resellers(self) -> Option<i64> {
        self.partner.or(self.list)
    }
}

/// Licenses that were bought, added or renewed in one line of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// How many.
    pub quantity: i32,
    /// What one of them costs for a whole term.
    pub price: i64,
    /// From when they were charged.
    pub from: Day,
    /// What was charged for all of them.
    pub charged: i64,
}

impl Line {
    /// What was charged for the first so many of them. The shares of all parts add up to the line.
    fn share(&self, quantity: i32) -> Option<i64> {
        let units = i128::from(self.charged).checked_mul(quantity.into())?;
        rounded(units, self.quantity.max(1).into())
    }
}

/// What is credited for so many licenses of a line of which so many were given back before: what was charged for them, less
/// the days begun since, of which today is one. Never more than was charged, and never less than nothing. Nothing at all
/// where the line does not have as many.
#[must_use]
pub fn credit(line: &Line, before: i32, quantity: i32, term: TermDays, today: Day) -> Option<i64> {
    let behind = before.checked_add(quantity)?;
    if before < 0 || quantity < 0 || behind > line.quantity {
        return None;
    }
    let charged = line.share(behind)?.checked_sub(line.share(before)?)?;
    let begun = term.days_left(line.from) - term.days_left(today.plus_days(1));
    let used = of_days(quantity, line.price, begun.max(0), term)?;
    Some(charged.saturating_sub(used).clamp(0, charged))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::types::Timestamp, prices::Term};

    fn day(text: &str) -> Day {
        Day::of(Timestamp::parse(&format!("{text}T00:00:00Z")).unwrap())
    }

    /// Numbers that look random and are the same each time.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) % bound
        }

        fn count(&mut self, bound: u64) -> i32 {
            i32::try_from(self.below(bound)).unwrap()
        }

        fn amount(&mut self, bound: u64) -> i64 {
            i64::try_from(self.below(bound)).unwrap()
        }
    }

    /// A line in the middle of a term, and that term.
    fn line(numbers: &mut Numbers) -> (Line, TermDays) {
        let kind = Term::ALL[usize::try_from(numbers.below(3)).unwrap()];
        let began = day("2026-01-31").plus_days(numbers.amount(2_000));
        let term = TermDays::nth(began, kind, numbers.below(5).try_into().unwrap());
        let from = term
            .first
            .plus_days(numbers.amount(term.days().unsigned_abs()));
        // Where prices are small, roundings are most of an amount.
        let most = if numbers.below(2) == 0 { 40 } else { 2_000_000 };
        let (quantity, price) = (numbers.count(500) + 1, numbers.amount(most));
        let charged = charge(quantity, price, term, from).unwrap();
        let line = Line {
            quantity,
            price,
            from,
            charged,
        };
        (line, term)
    }

    #[test]
    fn what_is_given_back_at_once_and_the_days_begun_are_what_was_charged() {
        let mut numbers = Numbers(7);
        for _ in 0..20_000 {
            let (line, term) = line(&mut numbers);
            let left = term.days_left(line.from).unsigned_abs();
            let today = line.from.plus_days(numbers.amount(left));
            let back = credit(&line, 0, line.quantity, term, today).unwrap();
            let begun = line.from.until(today) + 1;
            let used = of_days(line.quantity, line.price, begun, term).unwrap();
            let expected = (line.charged - used).max(0);
            assert_eq!(back, expected, "{line:?} on {today:?} of {term:?}");
            assert!((0..=line.charged).contains(&back));
            // Half a unit at most was lost or won by each of the three roundings.
            let rest = charge(line.quantity, line.price, term, today.plus_days(1)).unwrap();
            assert!((back - rest).abs() <= 1, "{back} {rest}");
        }
    }

    #[test]
    fn what_is_given_back_in_parts_is_never_more_than_was_charged_nor_than_each_part_was() {
        let mut numbers = Numbers(11);
        for _ in 0..20_000 {
            let (line, term) = line(&mut numbers);
            let (mut before, mut sum, mut today) = (0, 0, line.from);
            while before < line.quantity && term.holds(today) {
                let most = u64::try_from(line.quantity - before).unwrap();
                let quantity = numbers.count(most) + 1;
                let back = credit(&line, before, quantity, term, today).unwrap();
                let behind = line.share(before + quantity).unwrap();
                assert!(back >= 0 && back <= behind - line.share(before).unwrap());
                (before, sum) = (before + quantity, sum + back);
                today = today.plus_days(numbers.amount(3));
            }
            assert!(sum <= line.charged, "{sum} of {line:?}");
        }
    }

    #[test]
    fn the_days_of_a_term_charged_one_by_one_differ_from_it_by_their_roundings_alone() {
        let mut numbers = Numbers(13);
        for _ in 0..2_000 {
            let (line, term) = line(&mut numbers);
            let all = charge(line.quantity, line.price, term, term.first).unwrap();
            assert_eq!(all, i64::from(line.quantity) * line.price);
            let (before, behind) = (
                of_days(line.quantity, line.price, term.first.until(line.from), term).unwrap(),
                line.charged,
            );
            assert!((before + behind - all).abs() <= 1);
        }
    }

    #[test]
    fn what_is_too_large_for_an_amount_is_none_and_nothing_overflows() {
        let term = TermDays::nth(day("2026-11-27"), Term::ThreeYears, 0);
        assert_eq!(whole_term(1, MOST), Some(MOST));
        assert_eq!(whole_term(2, MOST), None);
        assert_eq!(charge(i32::MAX, i64::MAX, term, term.first), None);
        assert_eq!(charge(-1, i64::MIN, term, term.first), None);
        assert_eq!(add([MOST, 1]), None);
        assert_eq!(add([i64::MAX, i64::MAX]), None);
        assert_eq!(add([5, -7]), Some(-2));
    }

    #[test]
    fn what_one_line_lacks_the_sum_lacks() {
        let price = |partner_price, list_price| Amounts {
            cost: 10,
            partner_price,
            list_price,
        };
        let sums = |price| Sums::of(price, |amount| whole_term(3, amount)).unwrap();
        let (one, other) = (sums(price(Some(11), Some(12))), sums(price(None, Some(13))));
        assert_eq!((one.cost, one.partner, one.list), (30, Some(33), Some(36)));
        let all = Sums::all(&[one, other]).unwrap();
        assert_eq!((all.cost, all.partner, all.list), (60, None, Some(75)));
        assert_eq!(
            (one.for_resellers(), all.for_resellers()),
            (Some(33), Some(75))
        );
        let large = Sums::of(price(Some(MOST), None), |amount| whole_term(2, amount));
        assert_eq!(large, None);
    }

    #[test]
    fn no_more_is_given_back_than_a_line_has() {
        let term = TermDays::nth(day("2026-11-27"), Term::Month, 0);
        let line = Line {
            quantity: 5,
            price: 100,
            from: term.first,
            charged: 500,
        };
        assert_eq!(credit(&line, 3, 3, term, term.first), None);
        assert_eq!(credit(&line, -1, 3, term, term.first), None);
        assert_eq!(credit(&line, i32::MAX, 3, term, term.first), None);
        assert!(credit(&line, 3, 2, term, term.first).is_some());
    }
}
