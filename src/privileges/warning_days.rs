//! When the letters about an end are due: 30, 7, 1 and 0 days before it, at the beginning of the day (UTC).
//!
//! The last day is the one that holds the last moment, so that the letter of day 0 always comes before the end.

use chrono::Duration;

use crate::db::types::Timestamp;

/// How many days before the end, the earliest first.
const DAYS: [i64; 4] = [30, 7, 1, 0];

/// Which letter goes out now, and when the next one is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// So many days before the end: the latest of those that are due. None where none is, or the end has come.
    pub days: Option<i64>,
    /// When the next one is.
    pub next: Option<Timestamp>,
}

fn moments(ends_at: Timestamp) -> impl Iterator<Item = (i64, Timestamp)> {
    let last_day = ends_at.minus(Duration::microseconds(1)).start_of_day();
    DAYS.into_iter()
        .map(move |days| (days, last_day.minus(Duration::days(days))))
}

/// The first letter after a moment, such as the beginning of the privileges: what lies before it is not made up for.
#[must_use]
pub(super) fn first_after(ends_at: Timestamp, after: Timestamp) -> Option<Timestamp> {
    let mut moments = moments(ends_at).map(|(_, at)| at);
    moments.find(|at| *at > after)
}

/// What is due now of the letters from `from` on, which is when the next one was due.
#[must_use]
pub fn due(ends_at: Timestamp, from: Timestamp, now: Timestamp) -> Due {
    let due = moments(ends_at).filter(|(_, at)| *at >= from && *at <= now);
    Due {
        days: due.last().map(|(days, _)| days).filter(|_| now < ends_at),
        next: first_after(ends_at, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    const END: &str = "2026-11-30T15:00:00Z";

    #[test]
    fn each_letter_is_due_at_the_beginning_of_its_day() {
        let mut found = Vec::new();
        let mut from = first_after(at(END), at("2026-01-01T12:00:00Z"));
        while let Some(moment) = from {
            let due = due(at(END), moment, moment);
            let early = moment.minus(Duration::microseconds(1));
            assert_eq!(super::due(at(END), moment, early).days, None);
            found.push((due.days.unwrap(), moment.rfc3339()));
            from = due.next;
        }
        let day = |days, date: &str| (days, format!("{date}T00:00:00.000000Z"));
        assert_eq!(
            found,
            [
                day(30, "2026-10-31"),
                day(7, "2026-11-23"),
                day(1, "2026-11-29"),
                day(0, "2026-11-30")
            ]
        );
    }

    #[test]
    fn of_several_that_are_overdue_only_the_latest_goes_out_and_none_at_the_end() {
        let from = at("2026-10-31T00:00:00Z");
        let late = due(at(END), from, at("2026-11-25T09:00:00Z"));
        assert_eq!(
            (late.days, late.next),
            (Some(7), Some(at("2026-11-29T00:00:00Z")))
        );
        let last = due(at(END), from, at("2026-11-30T14:59:59Z"));
        assert_eq!((last.days, last.next), (Some(0), None));
        assert_eq!(due(at(END), from, at(END)).days, None);
    }

    #[test]
    fn privileges_that_end_at_midnight_have_four_letters_too() {
        let end = at("2026-12-01T00:00:00Z");
        let last = due(end, at("2026-11-30T00:00:00Z"), at("2026-11-30T00:00:00Z"));
        assert_eq!((last.days, last.next), (Some(0), None));
    }

    #[test]
    fn letters_for_days_before_the_beginning_are_not_made_up_for() {
        let begin = at("2026-11-25T15:00:00Z");
        assert_eq!(
            first_after(at(END), begin),
            Some(at("2026-11-29T00:00:00Z"))
        );
    }
}
