//! The addresses of incidents.

use super::Paths;
use crate::db::ids::{IncidentId, ServiceId};

/// Those of a seller.
pub const INCIDENTS: &str = "/incidents";
/// The same as a file.
pub const INCIDENTS_CSV: &str = "/incidents.csv";
/// Report one.
pub const NEW_INCIDENT: &str = "/incidents/new";
/// One of them.
pub const INCIDENT: &str = "/incidents/{id}";
/// Say how it goes on.
pub const INCIDENT_UPDATES: &str = "/incidents/{id}/updates";
/// Say that it is over.
pub const INCIDENT_END: &str = "/incidents/{id}/end";
/// Say what the cause was.
pub const INCIDENT_CAUSE: &str = "/incidents/{id}/cause";
/// The customers that it concerns.
pub const INCIDENT_CUSTOMERS: &str = "/incidents/{id}/customers";
/// The same as a file.
pub const INCIDENT_CUSTOMERS_CSV: &str = "/incidents/{id}/customers.csv";

impl Paths {
    /// Those of a seller.
    #[must_use]
    pub fn incidents(&self) -> String {
        self.at(INCIDENTS)
    }

    /// The same as a file.
    #[must_use]
    pub fn incidents_csv(&self) -> String {
        self.at(INCIDENTS_CSV)
    }

    /// Those of one service.
    #[must_use]
    pub fn incidents_of(&self, service: ServiceId) -> String {
        format!("{}?service={service}", self.incidents())
    }

    /// Report one of a service.
    #[must_use]
    pub fn new_incident_of(&self, service: ServiceId) -> String {
        format!("{}?service={service}", self.at(NEW_INCIDENT))
    }

    /// One of them.
    #[must_use]
    pub fn incident(&self, id: IncidentId) -> String {
        self.filled(INCIDENT, id)
    }

    /// Say how it goes on.
    #[must_use]
    pub fn incident_updates(&self, id: IncidentId) -> String {
        self.filled(INCIDENT_UPDATES, id)
    }

    /// Say that it is over.
    #[must_use]
    pub fn incident_end(&self, id: IncidentId) -> String {
        self.filled(INCIDENT_END, id)
    }

    /// Say what the cause was.
    #[must_use]
    pub fn incident_cause(&self, id: IncidentId) -> String {
        self.filled(INCIDENT_CAUSE, id)
    }

    /// The customers that it concerns.
    #[must_use]
    pub fn incident_customers(&self, id: IncidentId) -> String {
        self.filled(INCIDENT_CUSTOMERS, id)
    }

    /// The same as a file.
    #[must_use]
    pub fn incident_customers_csv(&self, id: IncidentId) -> String {
        self.filled(INCIDENT_CUSTOMERS_CSV, id)
    }
}
