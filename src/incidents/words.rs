//! What is typed of an incident, and times as forms hold them.

use super::model::Severity;
use crate::{
    db::types::Timestamp,
    text::{self, line},
    web::form::FieldErrors,
};

/// Longest title, in characters.
const TITLE: usize = 150;
/// Longest text, in characters.
pub(super) const BODY: usize = 4_000;
/// What a time looks like to the minute, in characters.
const MINUTE: usize = 16;
/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// A report as it is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Report {
    /// By which a second press is known.
    pub key: String,
    /// How bad it is.
    pub severity: String,
    /// In a line.
    pub title: String,
    /// What is affected.
    pub affected: String,
    /// What there is to say at once.
    pub message: String,
    /// From when on, UTC.
    pub begins: String,
    /// Until when, UTC.
    pub ends: String,
}

/// A report, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub(super) severity: Severity,
    pub(super) title: String,
    pub(super) affected: String,
    pub(super) message: String,
    pub(super) begins_at: Timestamp,
    pub(super) ends_at: Option<Timestamp>,
}

impl Words {
    /// As they are typed.
    ///
    /// # Errors
    /// With a sentence for each field.
    pub fn of(typed: &Report, now: Timestamp) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let severity = typed.severity.parse::<Severity>().ok();
        if severity.is_none() {
            errors.add("severity", "Choose how bad it is");
        }
        let title = errors.take("title", line(&typed.title, TITLE, "what is wrong"));
        let affected = errors.take("affected", needed(&typed.affected, "what is affected"));
        let message = errors.take("message", text::paragraphs(&typed.message, BODY));
        let begins = errors.take("begins", moment(&typed.begins));
        let ends = errors.take("ends", moment(&typed.ends));
        if errors.get("begins").is_none() && errors.get("ends").is_none() {
            let is_planned = severity == Some(Severity::Maintenance);
            if let Some((field, wrong)) = wrong_times(is_planned, (begins, ends), now) {
                errors.add(field, wrong);
            }
        }
        match (severity, begins) {
            (Some(severity), Some(begins_at)) => errors.or(Self {
                severity,
                title,
                affected,
                message,
                begins_at,
                ends_at: ends,
            }),
            _ => Err(errors),
        }
    }
}

/// What cannot be about these times.
fn wrong_times(
    is_planned: bool,
    (begins, ends): (Option<Timestamp>, Option<Timestamp>),
    now: Timestamp,
) -> Option<(&'static str, String)> {
    let Some(begins) = begins else {
        return Some(("begins", "Enter when it begins".to_owned()));
    };
    if is_planned && begins < minute(now) {
        let text = "Maintenance is planned for now or later: this is over";
        return Some(("begins", text.to_owned()));
    }
    if !is_planned && begins > now {
        let text = "This is still to come. Choose maintenance for what is planned";
        return Some(("begins", text.to_owned()));
    }
    match ends {
        None if is_planned => Some(("ends", "Enter when the maintenance ends".to_owned())),
        Some(ends) if is_planned && ends <= begins => {
            Some(("ends", "Enter an end after the begin".to_owned()))
        }
        Some(ends) if !is_planned => wrong_end(begins, ends, now).map(|text| ("ends", text)),
        _ => None,
    }
}

/// What cannot be about the end of what was not planned, or was planned and ended before that.
pub(super) fn wrong_end(begins: Timestamp, ends: Timestamp, now: Timestamp) -> Option<String> {
    if begins > now {
        return Some("It has not begun yet".to_owned());
    }
    if ends < begins {
        return Some(format!("It began at {begins}: enter an end after that"));
    }
    (ends > now).then(|| "This is still to come: enter when it was over".to_owned())
}

/// Words that must hold something; `what` completes "Enter …".
pub(super) fn needed(typed: &str, what: &str) -> Result<String, String> {
    match text::paragraphs(typed, BODY)? {
        text if text.is_empty() => Err(format!("Enter {what}")),
        text => Ok(text),
    }
}

/// A time as browsers and people type it, UTC; nothing where nothing is typed.
pub(super) fn moment(typed: &str) -> Result<Option<Timestamp>, String> {
    let typed = typed.trim().replace(' ', "T");
    if typed.is_empty() {
        return Ok(None);
    }
    let whole = match typed.len() {
        MINUTE => format!("{typed}:00Z"),
        _ => format!("{typed}Z"),
    };
    let time = Timestamp::parse(&whole).ok();
    time.filter(|time| YEARS.contains(&time.date().0))
        .map(Some)
        .ok_or_else(|| "Enter day and time, such as 2026-11-28 16:40".to_owned())
}

/// A time as a form holds it.
pub(super) fn field(at: Timestamp) -> String {
    at.rfc3339().get(..MINUTE).unwrap_or_default().to_owned()
}

/// The beginning of this minute, which is all that a form can say.
fn minute(now: Timestamp) -> Timestamp {
    moment(&field(now)).ok().flatten().unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn times_are_read_as_browsers_and_people_write_them() {
        let noon = at("2026-11-28T12:00:00Z");
        for typed in [
            "2026-11-28T12:00",
            " 2026-11-28 12:00 ",
            "2026-11-28T12:00:00",
        ] {
            assert_eq!(moment(typed), Ok(Some(noon)), "{typed}");
        }
        assert_eq!(moment(&field(noon)), Ok(Some(noon)));
        assert_eq!(moment("  "), Ok(None));
        for wrong in [
            "noon",
            "28.11.2026 12:00",
            "2026-02-30T12:00",
            "0026-11-28T12:00",
            "9999-11-28T12:00",
            "2026-11-28",
        ] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn maintenance_is_planned_for_now_or_later_and_everything_else_has_begun() {
        let now = at("2026-11-28T12:00:30Z");
        let of = |severity: &str, begins: &str, ends: &str| {
            let typed = Report {
                severity: severity.to_owned(),
                title: "Slow".to_owned(),
                affected: "All".to_owned(),
                begins: begins.to_owned(),
                ends: ends.to_owned(),
                ..Report::default()
            };
            let fields = |errors: FieldErrors| {
                let listed = errors.list().into_iter();
                listed
                    .map(|(field, _)| field.to_owned())
                    .collect::<Vec<_>>()
            };
            Words::of(&typed, now).map(|_| ()).map_err(fields)
        };
        let wrong = |field: &str| Err(vec![field.to_owned()]);
        assert_eq!(
            of("maintenance", "2026-11-28T12:00", "2026-11-28T12:01"),
            Ok(())
        );
        assert_eq!(
            of("maintenance", "2026-11-28T11:59", "2026-11-28T12:30"),
            wrong("begins")
        );
        assert_eq!(
            of("maintenance", "2026-11-28T13:00", "2026-11-28T13:00"),
            wrong("ends")
        );
        assert_eq!(of("maintenance", "2026-11-28T13:00", ""), wrong("ends"));
        assert_eq!(of("degraded", "2026-11-28T12:00", ""), Ok(()));
        assert_eq!(of("degraded", "2026-11-28T12:01", ""), wrong("begins"));
        assert_eq!(
            of("degraded", "2026-11-28T11:00", "2026-11-28T11:00"),
            Ok(())
        );
        assert_eq!(
            of("degraded", "2026-11-28T11:00", "2026-11-28T10:59"),
            wrong("ends")
        );
        assert_eq!(
            of("degraded", "2026-11-28T11:00", "2026-11-28T12:01"),
            wrong("ends")
        );
        assert_eq!(
            of("", "", ""),
            Err(vec!["severity".to_owned(), "begins".to_owned()])
        );
    }
}
