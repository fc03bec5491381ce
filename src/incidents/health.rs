//! How a service is at this moment.

use super::model::{Incident, Severity};
use crate::db::ids::IncidentId;

/// The worst of what goes on; nothing where nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    worst: Option<(Severity, IncidentId, String)>,
}

impl Health {
    /// With this one, which goes on.
    pub(super) fn with(self, incident: &Incident) -> Self {
        let one = (incident.severity, incident.id, incident.title.clone());
        self.or_worse(Self { worst: Some(one) })
    }

    /// The worse of the two.
    #[must_use]
    pub fn or_worse(self, other: Self) -> Self {
        match other.rank() > self.rank() {
            true => other,
            false => self,
        }
    }

    fn rank(&self) -> u8 {
        self.worst.as_ref().map_or(0, |(it, _, _)| it.rank())
    }

    /// For people.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.worst {
            None | Some((Severity::Information, _, _)) => "Working",
            Some((Severity::Degraded, _, _)) => "Degraded",
            Some((Severity::Interrupted, _, _)) => "Interrupted",
            Some((Severity::Maintenance, _, _)) => "Maintenance now",
        }
    }

    /// The badge's tone.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.worst {
            None | Some((Severity::Information, _, _)) => "good",
            Some((severity, _, _)) => severity.tone(),
        }
    }

    /// What says more: its key and its title.
    #[must_use]
    pub fn incident(&self) -> Option<(IncidentId, &str)> {
        let worst = self.worst.as_ref()?;
        Some((worst.1, &worst.2))
    }
}
