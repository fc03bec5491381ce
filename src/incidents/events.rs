//! What this slice causes. Each stands in the log of the seller, and a file that was exported in that of whose staff it was.

use std::borrow::Cow;

use super::model::Incident;
use crate::{
    activity::{self, Changes, Event, EventKind, Subject, event_kinds},
    db::{
        self, Tx,
        ids::{IncidentId, PartnerId},
        types::Timestamp,
    },
    identity::{Authorized, ManageServices},
};

event_kinds! {
    /// Something is wrong with a service, or maintenance is planned for it.
    REPORTED = "incident_reported", "Incident reported", Attention;
    /// Something more was said of it.
    UPDATED = "incident_updated", "Incident updated", Attention;
    /// It is over.
    ENDED = "incident_ended", "Incident ended", Good;
    /// What the cause was.
    CAUSE = "incident_cause_changed", "Cause of an incident changed", Ended;
    /// The list of incidents was exported.
    EXPORTED = "incidents_exported", "Incidents exported", Ended;
    /// The list of the customers that one concerns was exported.
    CUSTOMERS_EXPORTED = "affected_customers_exported", "Affected customers exported", Ended;
}

struct IncidentEvent<'a> {
    kind: EventKind,
    incident: &'a Incident,
    service: &'a str,
    changes: Changes,
}

impl Event for IncidentEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.incident.id.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        format!("{}: {}", self.service, self.incident.title).into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// Logs what became of an incident of this service.
pub(super) fn of_incident(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    kind: EventKind,
    (incident, service): (&Incident, &str),
    changes: Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = IncidentEvent {
        kind,
        incident,
        service,
        changes,
    };
    activity::record(tx, by, &event, now)
}

/// A list was exported by staff of this partner.
pub(super) struct ListExported {
    pub(super) partner: PartnerId,
    pub(super) shown: String,
}

impl Event for ListExported {
    fn kind(&self) -> EventKind {
        EXPORTED
    }

    fn subject(&self) -> Subject {
        self.partner.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.shown.as_str().into()
    }
}

/// The customers that an incident concerns were exported.
pub(super) struct CustomersExported {
    pub(super) incident: IncidentId,
    pub(super) shown: String,
}

impl Event for CustomersExported {
    fn kind(&self) -> EventKind {
        CUSTOMERS_EXPORTED
    }

    fn subject(&self) -> Subject {
        self.incident.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.shown.as_str().into()
    }
}
