//! The addresses of price lists.

use super::Paths;
use crate::db::ids::{BatchId, MarkupId, PlanId};

/// The price list.
pub const PRICES: &str = "/prices";
/// The same as a file.
pub const PRICES_CSV: &str = "/prices.csv";
/// All prices of one plan, past and to come.
pub const PRICE_PLAN: &str = "/prices/plans/{id}";
/// What is added to the cost.
pub const MARKUPS: &str = "/prices/markups";
/// Forgets a mark-up.
pub const MARKUP_REMOVAL: &str = "/prices/markups/{id}/removal";
/// Load a price sheet, and those loaded so far.
pub const PRICE_IMPORTS: &str = "/prices/imports";
/// One of them.
pub const PRICE_IMPORT: &str = "/prices/imports/{id}";
/// Confirms it, and goes on.
pub const PRICE_IMPORT_CONFIRMATION: &str = "/prices/imports/{id}/confirmation";
/// Stops it.
pub const PRICE_IMPORT_STOP: &str = "/prices/imports/{id}/stop";
/// Discards it.
pub const PRICE_IMPORT_REMOVAL: &str = "/prices/imports/{id}/removal";

impl Paths {
    /// The price list.
    #[must_use]
    pub fn prices(&self) -> String {
        self.at(PRICES)
    }

    /// The same as a file.
    #[must_use]
    pub fn prices_csv(&self) -> String {
        self.at(PRICES_CSV)
    }

    /// All prices of one plan, past and to come.
    #[must_use]
    pub fn price_plan(&self, id: PlanId) -> String {
        self.filled(PRICE_PLAN, id)
    }

    /// What is added to the cost.
    #[must_use]
    pub fn markups(&self) -> String {
        self.at(MARKUPS)
    }

    /// Forgets a mark-up.
    #[must_use]
    pub fn markup_removal(&self, id: MarkupId) -> String {
        self.filled(MARKUP_REMOVAL, id)
    }

    /// Load a price sheet, and those loaded so far.
    #[must_use]
    pub fn price_imports(&self) -> String {
        self.at(PRICE_IMPORTS)
    }

    /// One of them.
    #[must_use]
    pub fn price_import(&self, id: BatchId) -> String {
        self.filled(PRICE_IMPORT, id)
    }

    /// Confirms it, and goes on.
    #[must_use]
    pub fn price_import_confirmation(&self, id: BatchId) -> String {
        self.filled(PRICE_IMPORT_CONFIRMATION, id)
    }

    /// Stops it.
    #[must_use]
    pub fn price_import_stop(&self, id: BatchId) -> String {
        self.filled(PRICE_IMPORT_STOP, id)
    }

    /// Discards it.
    #[must_use]
    pub fn price_import_removal(&self, id: BatchId) -> String {
        self.filled(PRICE_IMPORT_REMOVAL, id)
    }
}
