//! An incident and what is said of it.

use diesel::{Insertable, Queryable, Selectable};

use crate::db::{
    MultiBackend,
    ids::{IncidentId, IncidentUpdateId, PartnerId, ServiceId, UserId},
    keyset::Cursor,
    schema::{incident_updates, incidents},
    types::{Timestamp, text_enum},
};

text_enum! {
    /// How bad it is. Planned maintenance is one of its own, and no other.
    Severity {
        /// Worth knowing; the service works.
        Information = "information",
        /// It works slowly, or not for all.
        Degraded = "degraded",
        /// It does not work.
        Interrupted = "interrupted",
        /// Planned, with a window.
        Maintenance = "maintenance",
    }
}

impl Severity {
    /// Those of what was not planned.
    pub const UNPLANNED: [Self; 3] = [Self::Information, Self::Degraded, Self::Interrupted];

    /// For people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Information => "Information",
            Self::Degraded => "Degraded",
            Self::Interrupted => "Interrupted",
            Self::Maintenance => "Maintenance",
        }
    }

    /// The badge's tone.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Information => "ended",
            Self::Degraded | Self::Maintenance => "waiting",
            Self::Interrupted => "attention",
        }
    }

    /// Of several at once the highest counts.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Information => 1,
            Self::Maintenance => 2,
            Self::Degraded => 3,
            Self::Interrupted => 4,
        }
    }
}

text_enum! {
    /// Where an incident stands in time.
    Phase {
        /// It goes on.
        Open = "open",
        /// It will begin.
        Planned = "planned",
        /// It is over.
        Ended = "ended",
    }
}

impl Phase {
    /// For people.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Open => "Goes on",
            Self::Planned => "Planned",
            Self::Ended => "Ended",
        }
    }

    /// The badge's tone.
    pub(super) const fn tone(self) -> &'static str {
        match self {
            Self::Open => "attention",
            Self::Planned => "waiting",
            Self::Ended => "ended",
        }
    }
}

/// What is wrong with a service, or is planned for it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = incidents, check_for_backend(MultiBackend))]
pub struct Incident {
    /// Key.
    pub id: IncidentId,
    /// The seller.
    pub partner_id: PartnerId,
    /// Of its list.
    pub service_id: ServiceId,
    /// As the latest update says.
    pub severity: Severity,
    /// In a line.
    pub title: String,
    /// The same, folded.
    pub title_key: String,
    /// What is affected.
    pub affected: String,
    /// From when on.
    pub begins_at: Timestamp,
    /// Until when, as far as it is known; that of maintenance always is.
    pub ends_at: Option<Timestamp>,
    /// Empty until it is known.
    pub cause: String,
    /// Raised with each act, so that a stale form is seen.
    pub version: i32,
    /// Who reported it.
    pub opened_by: UserId,
    /// When.
    pub opened_at: Timestamp,
}

impl Incident {
    /// Whether it was planned.
    #[must_use]
    pub fn is_maintenance(&self) -> bool {
        self.severity == Severity::Maintenance
    }

    /// Where it stands at this moment. The end itself is over.
    pub(super) fn phase(&self, now: Timestamp) -> Phase {
        match self.ends_at {
            Some(end) if end <= now => Phase::Ended,
            _ if self.begins_at > now => Phase::Planned,
            _ => Phase::Open,
        }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.phase(now) == Phase::Ended
    }

    /// Its place in a list.
    pub(super) fn cursor(&self) -> Cursor {
        Cursor {
            key: self.begins_at.rfc3339(),
            id: self.id.to_string(),
        }
    }
}

/// What was said of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = incident_updates, check_for_backend(MultiBackend))]
pub struct Update {
    /// Key, by which a second press is known.
    pub id: IncidentUpdateId,
    /// Of which.
    pub incident_id: IncidentId,
    /// Rises from update to update; 1 is the report.
    pub number: i32,
    /// From now on.
    pub severity: Severity,
    /// The words; only a report may do without.
    pub body: String,
    /// From when on the severity holds.
    pub since: Timestamp,
    /// Who wrote it.
    pub written_by: UserId,
    /// When.
    pub written_at: Timestamp,
}
