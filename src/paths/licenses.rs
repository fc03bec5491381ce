//! The addresses of licenses.

use super::Paths;
use crate::db::ids::DirectoryUserId;

/// Which licenses a customer has, and how many.
pub const CUSTOMER_LICENSES: &str = "/customers/{id}/licenses";
/// Who holds them, as a file.
pub const CUSTOMER_LICENSES_CSV: &str = "/customers/{id}/licenses.csv";
/// One license: what gives it, and who holds it.
pub const CUSTOMER_LICENSE: &str = "/customers/{id}/licenses/holders";
/// Assign licenses to users, and take them.
pub const LICENSE_ASSIGNMENT: &str = "/customers/{id}/licenses/assignment";
/// The same for those who are ticked in the list of users: asks which.
pub const LICENSE_ASSIGNMENT_CHOICE: &str = "/customers/{id}/licenses/assignment/choice";

impl Paths {
    /// Which licenses a customer has, and how many.
    #[must_use]
    pub fn customer_licenses(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_LICENSES, customer)
    }

    /// Who holds them, as a file.
    #[must_use]
    pub fn customer_licenses_csv(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_LICENSES_CSV, customer)
    }

    /// One license; which one stands behind the question mark.
    #[must_use]
    pub fn customer_license(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_LICENSE, customer)
    }

    /// Assign licenses to users, and take them.
    #[must_use]
    pub fn license_assignment(&self, customer: uuid::Uuid) -> String {
        self.filled(LICENSE_ASSIGNMENT, customer)
    }

    /// The same for those who are ticked in the list of users.
    #[must_use]
    pub fn license_assignment_choice(&self, customer: uuid::Uuid) -> String {
        self.filled(LICENSE_ASSIGNMENT_CHOICE, customer)
    }

    /// The same for one user.
    #[must_use]
    pub fn license_assignment_of(&self, customer: uuid::Uuid, user: DirectoryUserId) -> String {
        format!("{}?user={user}", self.license_assignment(customer))
    }
}
