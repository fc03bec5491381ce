//! Instants as price lists write them: ISO 8601 with `Z`, or in the American way; both UTC.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::db::types::Timestamp;

/// This year and earlier ones say that a price was always in force.
const ALWAYS: i32 = 1753;
/// This year and later ones say that it has no end.
const NEVER: i32 = 9999;

/// An instant, or what says that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instant {
    Always,
    At(Timestamp),
    Never,
}

/// What was written.
///
/// # Errors
/// With what is wrong, for the person.
pub(super) fn instant(text: &str) -> Result<Instant, String> {
    let text = text.trim();
    let naive = iso(text).or_else(|| american(text)).ok_or_else(|| {
        let shown: String = text.chars().take(30).collect();
        format!("\u{201C}{shown}\u{201D} is no time, such as 2026-12-01T00:00:00Z or 12/1/2026 12:00:00 AM")
    })?;
    if naive.year() <= ALWAYS {
        return Ok(Instant::Always);
    }
    if naive.year() >= NEVER {
        return Ok(Instant::Never);
    }
    let text = naive.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    Timestamp::parse(&text)
        .map(Instant::At)
        .map_err(|error| error.to_string())
}

/// Without a zone it could be any time of the day: only a day alone is taken for its beginning in UTC.
fn iso(text: &str) -> Option<NaiveDateTime> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return day.and_hms_opt(0, 0, 0);
    }
    let time = text.strip_suffix(['Z', 'z'])?;
    NaiveDateTime::parse_from_str(time, "%Y-%m-%dT%H:%M:%S%.f").ok()
}

fn american(text: &str) -> Option<NaiveDateTime> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%m/%d/%Y") {
        return day.and_hms_opt(0, 0, 0);
    }
    let formats = [
        "%m/%d/%Y %I:%M:%S %p",
        "%m/%d/%Y %H:%M:%S",
        "%m/%d/%Y %I:%M %p",
    ];
    let mut found = formats
        .iter()
        .map(|format| NaiveDateTime::parse_from_str(text, format));
    found.find_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_write_a_time_are_utc() {
        let at = |text| Ok(Instant::At(Timestamp::parse(text).unwrap()));
        for (text, expected) in [
            ("2024-05-01T00:00:00.0000000Z", at("2024-05-01T00:00:00Z")),
            (
                "2024-05-01T23:59:59.1234567Z",
                at("2024-05-01T23:59:59.123456Z"),
            ),
            ("2024-05-01", at("2024-05-01T00:00:00Z")),
            ("2/1/2021 12:00:00 AM", at("2021-02-01T00:00:00Z")),
            ("2/4/2021 8:35:31 PM", at("2021-02-04T20:35:31Z")),
            ("12/31/2026", at("2026-12-31T00:00:00Z")),
            ("1/1/1753 12:00:00 AM", Ok(Instant::Always)),
            ("11/30/9999 11:59:59 PM", Ok(Instant::Never)),
            ("9999-11-30T23:59:59.0000000Z", Ok(Instant::Never)),
        ] {
            assert_eq!(instant(text), expected, "{text}");
        }
    }

    #[test]
    fn what_names_no_zone_or_no_day_is_refused() {
        for text in [
            "",
            "2024-05-01T00:00:00",
            "31.12.2026",
            "13/13/2026",
            "2026-02-30",
            "soon",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
    }
}
