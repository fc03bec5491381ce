//! When both partners are told what comes: 30 and 7 days before a term is over, at the beginning of the day (UTC).

use chrono::Duration;

use crate::db::types::Timestamp;

/// How many days before the end, the earliest first.
const DAYS: [i64; 2] = [30, 7];

/// Which letter goes out now, and when the next one is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Whether one goes out now: of several that are overdue only one does, and none when the end has come.
    pub is_due: bool,
    /// When the next one is.
    pub next: Option<Timestamp>,
}

fn moments(end: Timestamp) -> impl Iterator<Item = Timestamp> {
    DAYS.into_iter()
        .map(move |days| end.minus(Duration::days(days)))
}

/// The first letter behind a moment, such as the beginning of the term: what lies before it is not made up for.
#[must_use]
pub(super) fn first_after(end: Timestamp, after: Timestamp) -> Option<Timestamp> {
    moments(end).find(|at| *at > after)
}

/// What is due now of the letters from `from` on, which is when the next one was due.
#[must_use]
pub fn due(end: Timestamp, from: Timestamp, now: Timestamp) -> Due {
    Due {
        is_due: from <= now && now < end,
        next: first_after(end, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// The first instant behind a last day, the 31st.
    const END: &str = "2027-04-01T00:00:00Z";

    #[test]
    fn two_letters_are_due_at_the_beginning_of_their_days_and_none_at_the_end() {
        let begin = at("2026-04-01T09:00:00Z");
        let first = first_after(at(END), begin).unwrap();
        assert_eq!(first, at("2027-03-02T00:00:00Z"));
        let early = first.minus(Duration::microseconds(1));
        assert!(!due(at(END), first, early).is_due);
        let second = at("2027-03-25T00:00:00Z");
        let expected = Due {
            is_due: true,
            next: Some(second),
        };
        assert_eq!(due(at(END), first, first), expected);
        let last = Due {
            is_due: true,
            next: None,
        };
        assert_eq!(due(at(END), second, second), last);
        // Of both the latest alone.
        assert_eq!(due(at(END), first, second), last);
        let last_moment = at(END).minus(Duration::microseconds(1));
        assert_eq!(due(at(END), first, last_moment), last);
        assert!(!due(at(END), first, at(END)).is_due);
    }

    #[test]
    fn a_term_of_a_month_has_no_letter_for_days_before_it() {
        let begin = at("2027-03-15T09:00:00Z");
        let end = at("2027-04-15T00:00:00Z");
        assert_eq!(first_after(end, begin), Some(at("2027-03-16T00:00:00Z")));
        let end_of_february = at("2027-03-01T00:00:00Z");
        assert_eq!(
            first_after(end_of_february, at("2027-02-01T00:00:00Z")),
            Some(at("2027-02-22T00:00:00Z"))
        );
    }
}
