//! The parts in which a line is billed.

use super::calendar::{Day, TermDays};
use crate::prices::{Billing, Term, split_amount};

/// One part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalment {
    /// The day on which it is billed.
    pub on: Day,
    /// What is billed then.
    pub amount: i64,
}

/// The parts of a line that was charged from a day of its term on: one for each part of the term that is not over by then,
/// the first at once. They are equal, but for the first ones, which carry one minor unit more until the sum is exact.
#[must_use]
pub fn instalments(
    amount: i64,
    (term, days): (Term, TermDays),
    billing: Billing,
    from: Day,
) -> Vec<Instalment> {
    let parts = billing.parts(term).max(1);
    let months = term.months() / parts;
    let begins = |part: u32| days.first.plus_months(months * part);
    let is_left = |part: &u32| *part + 1 == parts || begins(*part + 1) > from;
    let left: Vec<u32> = (0..parts).filter(is_left).collect();
    let count = u32::try_from(left.len()).unwrap_or(1);
    let amounts = split_amount(amount, count);
    let part = |(part, amount): (u32, i64)| Instalment {
        on: begins(part).max(from),
        amount,
    };
    left.into_iter().zip(amounts).map(part).collect()
}

/// What an amount of a whole term comes to in a month, rounded half up: for comparing, never for billing.
#[must_use]
pub fn per_month(amount: i64, term: Term) -> i64 {
    let (months, units) = (i128::from(term.months()), i128::from(amount));
    let half = if units < 0 { -months } else { months };
    i64::try_from((units * 2 + half) / (months * 2)).unwrap_or(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::types::Timestamp;

    fn day(text: &str) -> Day {
        Day::of(Timestamp::parse(&format!("{text}T00:00:00Z")).unwrap())
    }

    fn parts(
        amount: i64,
        began: &str,
        term: Term,
        billing: Billing,
        from: &str,
    ) -> Vec<Instalment> {
        let days = TermDays::nth(day(began), term, 0);
        instalments(amount, (term, days), billing, day(from))
    }

    #[test]
    fn a_year_is_billed_by_the_month_on_the_day_it_began_or_the_months_last() {
        let found = parts(
            10_000,
            "2026-10-31",
            Term::Year,
            Billing::Monthly,
            "2026-10-31",
        );
        let on: Vec<Day> = found.iter().map(|part| part.on).take(5).collect();
        let expected = [
            "2026-10-31",
            "2026-11-30",
            "2026-12-31",
            "2027-01-31",
            "2027-02-28",
        ];
        assert_eq!(on, expected.map(day));
        let amounts: Vec<i64> = found.iter().map(|part| part.amount).collect();
        assert_eq!(amounts, [[834].repeat(4), [833].repeat(8)].concat());
    }

    #[test]
    fn what_is_added_in_mid_term_is_billed_at_once_and_in_the_parts_that_are_left() {
        let found = parts(
            1_000,
            "2026-11-27",
            Term::Year,
            Billing::Monthly,
            "2027-08-30",
        );
        let expected = [
            ("2027-08-30", 334),
            ("2027-09-27", 333),
            ("2027-10-27", 333),
        ];
        let expected = expected.map(|(on, amount)| Instalment {
            on: day(on),
            amount,
        });
        assert_eq!(found, expected);
        let last = parts(99, "2026-11-27", Term::Year, Billing::Monthly, "2027-11-26");
        assert_eq!((last.len(), last[0].amount), (1, 99));
    }

    /// Amount, term, billing; how many parts, the first, the last.
    #[test]
    fn worked_parts() {
        use Billing::{Annual, Monthly, None, OneTime, Triennial};
        for (amount, term, billing, count, first, last) in [
            (129_600, Term::ThreeYears, Annual, 3, 43_200, 43_200),
            (129_601, Term::ThreeYears, Annual, 3, 43_201, 43_200),
            (129_601, Term::ThreeYears, Triennial, 1, 129_601, 129_601),
            (129_601, Term::ThreeYears, Monthly, 36, 3_601, 3_600),
            (1_250, Term::Month, Monthly, 1, 1_250, 1_250),
            (1_250, Term::Year, OneTime, 1, 1_250, 1_250),
            (0, Term::Month, None, 1, 0, 0),
            (23_765, Term::Year, Monthly, 12, 1_981, 1_980),
            (7, Term::Year, Monthly, 12, 1, 0),
            (548_136, Term::Year, Annual, 1, 548_136, 548_136),
        ] {
            let found = parts(amount, "2026-11-27", term, billing, "2026-11-27");
            let ends = (found.len(), found[0].amount, found[found.len() - 1].amount);
            assert_eq!(ends, (count, first, last), "{amount} {term:?} {billing:?}");
            assert_eq!(found.iter().map(|part| part.amount).sum::<i64>(), amount);
        }
    }

    #[test]
    fn the_parts_of_any_line_add_up_to_it_and_none_is_of_the_past() {
        for billing in Billing::ALL {
            for term in Term::ALL {
                for from in 0..40 {
                    let days = TermDays::nth(day("2027-01-31"), *term, from % 7);
                    let left = days.days() * i64::from(from) / 40;
                    let from = days.first.plus_days(left);
                    for amount in [0, 1, 11, 99_999, 1_234_567] {
                        let found = instalments(amount, (*term, days), *billing, from);
                        assert_eq!(found.iter().map(|it| it.amount).sum::<i64>(), amount);
                        assert!(found.iter().all(|it| it.on >= from && it.on <= days.last));
                        assert!(found.is_sorted_by(|a, b| a.on < b.on && a.amount >= b.amount));
                    }
                }
            }
        }
    }

    #[test]
    fn an_amount_of_a_term_comes_to_its_share_in_a_month() {
        assert_eq!(per_month(12_960, Term::Year), 1_080);
        assert_eq!(per_month(18, Term::Year), 2);
        assert_eq!(per_month(17, Term::Year), 1);
        assert_eq!(per_month(-18, Term::Year), -2);
        assert_eq!(per_month(1_250, Term::Month), 1_250);
    }
}
