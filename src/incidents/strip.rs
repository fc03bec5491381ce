//! The last days of a service as a strip: one part for each run of days on which the same was the worst.
//!
//! A day is one of UTC, from midnight to midnight. What begins at midnight belongs to the new day alone, and what ends then to the
//! old one.

use chrono::Duration;

use super::model::Severity;
use crate::db::types::Timestamp;

/// Days that are shown, the present one among them.
pub(super) const DAYS: usize = 90;

/// How bad it was from when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) severity: Severity,
    pub(super) from: Timestamp,
    /// Not over where there is none.
    pub(super) to: Option<Timestamp>,
}

/// A run of days, as the picture shows it: the worse, the higher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The first day, counted from 0.
    pub(crate) x: usize,
    /// How many.
    pub(crate) width: usize,
    /// From the top.
    pub(crate) y: u8,
    /// How high.
    pub(crate) height: u8,
    /// Its class in the style sheet.
    pub(crate) class: &'static str,
}

/// The strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Strip {
    /// What is drawn.
    pub(crate) parts: Vec<Part>,
    /// All that is drawn, in words.
    pub(crate) words: String,
    /// How many days of what.
    pub(crate) brief: String,
}

/// The beginning of the first day that is shown.
pub(super) fn first_day(now: Timestamp) -> Timestamp {
    let days = i64::try_from(DAYS).unwrap_or(i64::MAX) - 1;
    now.start_of_day().minus(Duration::days(days))
}

/// The worst of each day, the present one last.
fn worst_of_days(pieces: &[Piece], now: Timestamp) -> Vec<Option<Severity>> {
    let first = first_day(now);
    let mut days: Vec<Option<Severity>> = vec![None; DAYS];
    for piece in pieces.iter().filter(|piece| piece.from <= now) {
        let end = piece.to.map_or(now, |end| end.min(now));
        let day_of = |at: Timestamp| at.start_of_day().since(first).num_days();
        // At midnight the new day has not begun for what ends.
        let ends_at_midnight = end > piece.from && end == end.start_of_day();
        let last = day_of(end) - i64::from(ends_at_midnight);
        let (Ok(begin), Ok(last)) = (
            usize::try_from(day_of(piece.from).max(0)),
            usize::try_from(last),
        ) else {
            continue;
        };
        for day in days.iter_mut().take(last.saturating_add(1)).skip(begin) {
            let known = day.map_or(0, Severity::rank);
            if piece.severity.rank() > known {
                *day = Some(piece.severity);
            }
        }
    }
    days
}

/// Runs of the same: the first day, how many, and what.
fn runs(days: &[Option<Severity>]) -> Vec<(usize, usize, Severity)> {
    let mut runs: Vec<(usize, usize, Severity)> = Vec::new();
    for (day, severity) in days.iter().enumerate() {
        let Some(severity) = *severity else {
            continue;
        };
        match runs.last_mut() {
            Some((begin, number, known)) if *known == severity && *begin + *number == day => {
                *number += 1;
            }
            _ => runs.push((day, 1, severity)),
        }
    }
    runs
}

impl Strip {
    pub(super) fn of(pieces: &[Piece], now: Timestamp) -> Self {
        let days = worst_of_days(pieces, now);
        let runs = runs(&days);
        let day = |number: usize| {
            let days = i64::try_from(number).unwrap_or_default();
            first_day(now).plus(Duration::days(days)).day()
        };
        let said = runs.iter().map(|(begin, number, severity)| {
            let (from, to) = (day(*begin), day(begin + number - 1));
            match number {
                1 => format!("{} on {from}", severity.label()),
                _ => format!("{} from {from} to {to}", severity.label()),
            }
        });
        let said: Vec<String> = said.collect();
        Self {
            words: match said.is_empty() {
                true => format!("No incident in {DAYS} days"),
                false => said.join("; "),
            },
            brief: brief(&days),
            parts: runs.iter().map(part).collect(),
        }
    }
}

fn part((x, width, severity): &(usize, usize, Severity)) -> Part {
    let (class, height) = match severity {
        Severity::Information => ("strip-information", 4),
        Severity::Maintenance => ("strip-maintenance", 7),
        Severity::Degraded => ("strip-degraded", 12),
        Severity::Interrupted => ("strip-interrupted", 20),
    };
    Part {
        x: *x,
        width: *width,
        y: 20 - height,
        height,
        class,
    }
}

fn brief(days: &[Option<Severity>]) -> String {
    let number = |severity: &Severity| {
        let number = days.iter().filter(|day| **day == Some(*severity)).count();
        let unit = if number == 1 { "day" } else { "days" };
        (number > 0).then(|| format!("{} {number} {unit}", severity.label()))
    };
    let mut worst_first = Severity::ALL.to_vec();
    worst_first.sort_unstable_by_key(|severity| std::cmp::Reverse(severity.rank()));
    let said: Vec<String> = worst_first.iter().filter_map(number).collect();
    match said.is_empty() {
        true => "No incident".to_owned(),
        false => said.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-28T10:40:00Z";

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn words(pieces: &[(Severity, &str, &str)]) -> String {
        let piece = |(severity, from, to): &(Severity, &str, &str)| Piece {
            severity: *severity,
            from: at(from),
            to: (!to.is_empty()).then(|| at(to)),
        };
        let pieces: Vec<Piece> = pieces.iter().map(piece).collect();
        Strip::of(&pieces, at(NOW)).words
    }

    #[test]
    fn a_day_lasts_from_midnight_to_midnight() {
        use Severity::Degraded;
        for (from, to, expected) in [
            (
                "2026-11-20T00:00:00Z",
                "2026-11-21T00:00:00Z",
                "Degraded on 20 Nov 2026",
            ),
            (
                "2026-11-20T23:59:00Z",
                "2026-11-21T00:01:00Z",
                "Degraded from 20 Nov 2026 to 21 Nov 2026",
            ),
            (
                "2026-11-20T00:00:00Z",
                "2026-11-20T00:00:00Z",
                "Degraded on 20 Nov 2026",
            ),
            (
                "2026-11-27T12:00:00Z",
                "",
                "Degraded from 27 Nov 2026 to 28 Nov 2026",
            ),
            ("2026-11-28T10:40:00Z", "", "Degraded on 28 Nov 2026"),
            (
                "2026-11-28T10:41:00Z",
                "2026-11-28T12:00:00Z",
                "No incident in 90 days",
            ),
            (
                "2026-11-28T10:00:00Z",
                "2026-12-03T12:00:00Z",
                "Degraded on 28 Nov 2026",
            ),
        ] {
            assert_eq!(words(&[(Degraded, from, to)]), expected, "{from} {to}");
        }
    }

    #[test]
    fn ninety_days_are_shown_and_the_one_before_them_is_not() {
        use Severity::Interrupted;
        for (from, to, expected) in [
            (
                "2026-08-30T10:00:00Z",
                "2026-08-31T00:00:00Z",
                "No incident in 90 days",
            ),
            (
                "2026-08-31T00:00:00Z",
                "2026-08-31T01:00:00Z",
                "Interrupted on 31 Aug 2026",
            ),
            (
                "2026-08-01T00:00:00Z",
                "2026-09-01T09:00:00Z",
                "Interrupted from 31 Aug 2026 to 1 Sep 2026",
            ),
            (
                "2026-01-01T00:00:00Z",
                "",
                "Interrupted from 31 Aug 2026 to 28 Nov 2026",
            ),
        ] {
            assert_eq!(words(&[(Interrupted, from, to)]), expected, "{from} {to}");
        }
    }

    #[test]
    fn of_several_at_once_the_worst_counts() {
        use Severity::{Degraded, Interrupted};
        let strip = [
            (Interrupted, "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"),
            (Degraded, "2026-11-19T10:00:00Z", "2026-11-21T11:00:00Z"),
        ];
        assert_eq!(
            words(&strip),
            "Degraded on 19 Nov 2026; Interrupted on 20 Nov 2026; Degraded on 21 Nov 2026"
        );
    }
}
