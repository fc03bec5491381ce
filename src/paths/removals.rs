//! The addresses of what is kept of removals.

use super::Paths;
use crate::db::ids::PartnershipId;

/// Customers that have left.
pub const FORMER_CUSTOMERS: &str = "/customers/former";
/// The same as a file.
pub const FORMER_CUSTOMERS_CSV: &str = "/customers/former.csv";
/// What was kept when the relationship with a customer was removed.
pub const REMOVAL_REPORT: &str = "/customers/{id}/removal-report";
/// The same as a file.
pub const REMOVAL_REPORT_CSV: &str = "/customers/{id}/removal-report.csv";
/// Partnerships that have ended.
pub const ENDED_PARTNERSHIPS: &str = "/partnerships/ended";
/// What was kept when a partnership was removed.
pub const PARTNERSHIP_REPORT: &str = "/partnerships/{id}/removal-report";
/// The same as a file.
pub const PARTNERSHIP_REPORT_CSV: &str = "/partnerships/{id}/removal-report.csv";

impl Paths {
    /// Customers that have left.
    #[must_use]
    pub fn former_customers(&self) -> String {
        self.at(FORMER_CUSTOMERS)
    }

    /// The same as a file.
    #[must_use]
    pub fn former_customers_csv(&self) -> String {
        self.at(FORMER_CUSTOMERS_CSV)
    }

    /// What was kept when the relationship with a customer was removed.
    #[must_use]
    pub fn removal_report(&self, customer: uuid::Uuid) -> String {
        self.filled(REMOVAL_REPORT, customer)
    }

    /// The same as a file.
    #[must_use]
    pub fn removal_report_csv(&self, customer: uuid::Uuid) -> String {
        self.filled(REMOVAL_REPORT_CSV, customer)
    }

    /// Partnerships that have ended.
    #[must_use]
    pub fn ended_partnerships(&self) -> String {
        self.at(ENDED_PARTNERSHIPS)
    }

    /// What was kept when a partnership was removed.
    #[must_use]
    pub fn partnership_report(&self, partnership: PartnershipId) -> String {
        self.filled(PARTNERSHIP_REPORT, partnership)
    }

    /// The same as a file.
    #[must_use]
    pub fn partnership_report_csv(&self, partnership: PartnershipId) -> String {
        self.filled(PARTNERSHIP_REPORT_CSV, partnership)
    }
}
