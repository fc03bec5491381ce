//! The addresses of services.

use super::Paths;
use crate::db::ids::ServiceId;

/// The services of a seller.
pub const SERVICES: &str = "/services";
/// One of them.
pub const SERVICE: &str = "/services/{id}";
/// Where it is administered for a customer, and which role that takes.
pub const SERVICE_ADMINISTRATION: &str = "/services/{id}/administration";
/// The services that a customer has.
pub const CUSTOMER_SERVICES: &str = "/customers/{id}/services";
/// Opens the own administration of one of them.
pub const CUSTOMER_SERVICE_OPENING: &str = "/customers/{id}/services/opening";

impl Paths {
    /// The services of a seller.
    #[must_use]
    pub fn services(&self) -> String {
        self.at(SERVICES)
    }

    /// One of them.
    #[must_use]
    pub fn service(&self, id: ServiceId) -> String {
        self.filled(SERVICE, id)
    }

    /// Where it is administered for a customer, and which role that takes.
    #[must_use]
    pub fn service_administration(&self, id: ServiceId) -> String {
        self.filled(SERVICE_ADMINISTRATION, id)
    }

    /// The services that a customer has.
    #[must_use]
    pub fn customer_services(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_SERVICES, customer)
    }

    /// Opens the own administration of one of them.
    #[must_use]
    pub fn customer_service_opening(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_SERVICE_OPENING, customer)
    }
}
