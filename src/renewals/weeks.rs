//! The coming weeks as a picture: a bar for each, in which what renews stands below what ends.

use chrono::Duration;

use crate::{
    charges::Day,
    db::types::Timestamp,
    subscriptions::{Count, State},
    text::thousands,
};

/// How many weeks are shown: ninety days and one.
const WEEKS: usize = 13;

/// Height of the highest bar, in the units of the picture.
const HEIGHT: i64 = 90;
/// From one bar to the next.
const STEP: i64 = 50;

/// Before when what is shown happens.
pub(super) fn end(now: Timestamp) -> Timestamp {
    now.start_of_day().plus(Duration::days(91))
}

/// One week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Week {
    /// Its first day.
    pub(crate) first: String,
    /// Without the year.
    pub(crate) short: String,
    pub(crate) renews: i64,
    pub(crate) ends: i64,
    /// Left edge of its bar.
    pub(crate) x: i64,
    /// Of the part that ends, and of the part that renews.
    pub(crate) ends_height: i64,
    pub(crate) renews_height: i64,
    /// Where the upper part and the lower one begin, from above.
    pub(crate) ends_y: i64,
    pub(crate) renews_y: i64,
}

impl Week {
    pub(crate) fn total(&self) -> String {
        match self.renews + self.ends {
            0 => String::new(),
            number => thousands(number),
        }
    }
}

/// The bars: what is overdue stands in the first week.
pub(crate) fn weeks(counts: &[Count], now: Timestamp) -> Vec<Week> {
    let today = now.start_of_day();
    let mut numbers = [(0_i64, 0_i64); WEEKS];
    for count in counts {
        let Some(at) = count.next_at else { continue };
        let week = at.since(today).num_weeks().max(0);
        let Some((renews, ends)) = usize::try_from(week)
            .ok()
            .and_then(|at| numbers.get_mut(at))
        else {
            continue;
        };
        match count.state == State::Active && count.auto_renew_enabled {
            true => *renews += count.number,
            false => *ends += count.number,
        }
    }
    let highest = numbers.iter().map(|(renews, ends)| renews + ends).max();
    let highest = highest.unwrap_or_default().max(1);
    let bar = |(place, (renews, ends)): (i64, (i64, i64))| {
        let day = Day::of(today.plus(Duration::weeks(place)));
        let (lower, upper) = (part(renews, highest), part(ends, highest));
        Week {
            first: day.words(),
            short: short(&day.words()),
            renews,
            ends,
            x: place * STEP,
            ends_height: upper,
            renews_height: lower,
            ends_y: HEIGHT - lower - upper,
            renews_y: HEIGHT - lower,
        }
    };
    (0..).zip(numbers).map(bar).collect()
}

/// How many renew, and how many end, in all of these weeks.
pub(crate) fn sums(weeks: &[Week]) -> (i64, i64) {
    let renews = weeks.iter().map(|week| week.renews).sum();
    (renews, weeks.iter().map(|week| week.ends).sum())
}

/// What there is of something can be seen, however little it is.
fn part(number: i64, highest: i64) -> i64 {
    match number {
        0 => 0,
        number => (number * HEIGHT / (highest + highest / 20)).max(2),
    }
}

/// A day without its year.
fn short(words: &str) -> String {
    let parts: Vec<&str> = words.split(' ').take(2).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn count(day: &str, renews: bool, number: i64) -> Count {
        Count {
            state: State::Active,
            auto_renew_enabled: renews,
            next_at: Some(at(&format!("{day}T00:00:00Z"))),
            number,
        }
    }

    #[test]
    fn each_week_has_seven_days_and_what_is_overdue_stands_in_the_first() {
        let counts = [
            count("2026-11-20", true, 1),
            count("2026-11-27", true, 2),
            count("2026-12-03", false, 4),
            count("2026-12-04", true, 8),
            count("2026-12-04", true, -3),
            count("2027-02-25", false, 16),
            count("2027-02-26", true, 32),
        ];
        let found = weeks(&counts, at("2026-11-27T15:00:00Z"));
        let numbers: Vec<(i64, i64)> = found.iter().map(|it| (it.renews, it.ends)).collect();
        let mut expected = vec![(0, 0); 13];
        expected[0] = (3, 4);
        expected[1] = (5, 0);
        expected[12] = (0, 16);
        assert_eq!(numbers, expected);
        assert_eq!(found[1].first, "4 Dec 2026");
        assert_eq!(end(at("2026-11-27T15:00:00Z")), at("2027-02-26T00:00:00Z"));
    }

    #[test]
    fn bars_fit_into_the_picture_and_something_is_never_nothing() {
        let counts = [
            count("2026-11-28", true, 1),
            count("2026-12-10", false, 900_000),
        ];
        for week in weeks(&counts, at("2026-11-27T15:00:00Z")) {
            assert!(week.ends_y >= 0 && week.ends_y <= week.renews_y, "{week:?}");
            assert_eq!(week.renews_height > 0, week.renews > 0);
            assert_eq!(week.ends_height > 0, week.ends > 0);
        }
    }
}
