//! The addresses of uploads of a customer's users.

use super::Paths;
use crate::db::ids::BatchId;

/// Upload users, and the uploads so far.
pub const USER_IMPORTS: &str = "/customers/{id}/users/imports";
/// One upload.
pub const USER_IMPORT: &str = "/customers/{id}/users/imports/{batch}";
/// Confirms it, and goes on.
pub const USER_IMPORT_CONFIRMATION: &str = "/customers/{id}/users/imports/{batch}/confirmation";
/// Stops it.
pub const USER_IMPORT_STOP: &str = "/customers/{id}/users/imports/{batch}/stop";
/// Discards it.
pub const USER_IMPORT_REMOVAL: &str = "/customers/{id}/users/imports/{batch}/removal";

impl Paths {
    /// Upload users, and the uploads so far.
    #[must_use]
    pub fn user_imports(&self, customer: uuid::Uuid) -> String {
        format!("{}/imports", self.customer_users(customer))
    }

    /// One upload.
    #[must_use]
    pub fn user_import(&self, customer: uuid::Uuid, batch: BatchId) -> String {
        format!("{}/{batch}", self.user_imports(customer))
    }

    /// Confirms it, and goes on.
    #[must_use]
    pub fn user_import_confirmation(&self, customer: uuid::Uuid, batch: BatchId) -> String {
        format!("{}/confirmation", self.user_import(customer, batch))
    }

    /// Stops it.
    #[must_use]
    pub fn user_import_stop(&self, customer: uuid::Uuid, batch: BatchId) -> String {
        format!("{}/stop", self.user_import(customer, batch))
    }

    /// Discards it.
    #[must_use]
    pub fn user_import_removal(&self, customer: uuid::Uuid, batch: BatchId) -> String {
        format!("{}/removal", self.user_import(customer, batch))
    }
}
