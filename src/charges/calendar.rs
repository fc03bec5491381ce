//! Days and terms. A day is one of UTC, as everything else here.

use chrono::{Duration, Months, NaiveDate};

use crate::{db::types::Timestamp, prices::Term};

/// A day in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of an instant.
    #[must_use]
    pub fn of(at: Timestamp) -> Self {
        let (year, month, day) = at.date();
        Self(NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default())
    }

    /// Its first instant.
    #[must_use]
    pub fn begins_at(self) -> Timestamp {
        Timestamp::EPOCH.plus(self.0.signed_duration_since(NaiveDate::default()))
    }

    /// The first instant behind it.
    #[must_use]
    pub fn ends_at(self) -> Timestamp {
        self.begins_at().plus(Duration::days(1))
    }

    /// So many days later, or earlier.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let moved = self.0.checked_add_signed(Duration::days(days));
        Self(moved.unwrap_or(self.0))
    }

    /// So many months later, on the same day of the month or the month's last.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let moved = self.0.checked_add_months(Months::new(months));
        Self(moved.unwrap_or(self.0))
    }

    /// How many days lie between this one and a later one: none where they are the same.
    #[must_use]
    pub fn until(self, later: Self) -> i64 {
        (later.0 - self.0).num_days()
    }

    /// As pages write it: `3 May 2027`.
    #[must_use]
    pub fn words(self) -> String {
        self.begins_at().day()
    }
}

/// The days of one term, both of them in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TermDays {
    /// The first.
    pub first: Day,
    /// The last, which is still in it.
    pub last: Day,
}

impl TermDays {
    /// The term that begins so many terms after the first one began: that many months or years after that day, on the same
    /// day of the month or the month's last. What begins on the 31st is back on the 31st whenever there is one.
    #[must_use]
    pub fn nth(began: Day, term: Term, number: u32) -> Self {
        let begins = |number: u32| began.plus_months(term.months().saturating_mul(number));
        Self {
            first: begins(number),
            last: begins(number.saturating_add(1)).plus_days(-1),
        }
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        self.first.until(self.last) + 1
    }

    /// How many of them are left on a day, which counts: all of them before it begins, none when it is over.
    #[must_use]
    pub fn days_left(self, day: Day) -> i64 {
        (day.until(self.last) + 1).clamp(0, self.days())
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of(Timestamp::parse(&format!("{text}T13:45:00Z")).unwrap())
    }

    #[test]
    fn what_begins_on_the_31st_is_back_on_it_whenever_there_is_one() {
        let first_days: Vec<Day> = (0..8)
            .map(|number| TermDays::nth(day("2027-08-31"), Term::Month, number).first)
            .collect();
        let expected = [
            "2027-08-31",
            "2027-09-30",
            "2027-10-31",
            "2027-11-30",
            "2027-12-31",
            "2028-01-31",
            "2028-02-29",
            "2028-03-31",
        ];
        assert_eq!(first_days, expected.map(day));
    }

    #[test]
    fn terms_follow_each_other_without_a_gap_and_have_the_days_of_the_calendar() {
        for began in ["2024-02-29", "2026-11-27", "2027-01-31", "2028-12-31"] {
            for term in Term::ALL {
                for number in 0..40 {
                    let this = TermDays::nth(day(began), *term, number);
                    let next = TermDays::nth(day(began), *term, number + 1);
                    assert_eq!(
                        this.last.plus_days(1),
                        next.first,
                        "{began} {term:?} {number}"
                    );
                    let days = this.days();
                    let right = match term {
                        Term::Month => (28..=31).contains(&days),
                        Term::Year => (365..=366).contains(&days),
                        Term::ThreeYears => (1095..=1096).contains(&days),
                    };
                    assert!(right, "{began} {term:?} {number}: {days}");
                }
            }
        }
    }

    #[test]
    fn today_and_the_last_day_are_left_and_nothing_behind_it() {
        let term = TermDays::nth(day("2026-11-27"), Term::Year, 0);
        assert_eq!(term.last, day("2027-11-26"));
        assert_eq!(term.days_left(day("2026-11-01")), 365);
        assert_eq!(term.days_left(day("2026-11-27")), 365);
        assert_eq!(term.days_left(day("2027-11-26")), 1);
        assert_eq!(term.days_left(day("2027-11-27")), 0);
        assert!(term.holds(day("2027-11-26")) && !term.holds(day("2027-11-27")));
    }

    #[test]
    fn a_day_begins_and_ends_at_midnight() {
        let at = |text| Timestamp::parse(text).unwrap();
        assert_eq!(day("2026-11-27").begins_at(), at("2026-11-27T00:00:00Z"));
        assert_eq!(day("2026-11-27").ends_at(), at("2026-11-28T00:00:00Z"));
        assert_eq!(
            Day::of(at("2026-11-27T23:59:59.999999Z")),
            day("2026-11-27")
        );
        assert_eq!(day("2027-05-03").words(), "3 May 2027");
    }
}
