//! Where an upload stands among the pages.

use crate::db::ids::{BatchId, CustomerId};

/// Where an upload stands among the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) id: BatchId,
    /// Below the record of this customer.
    pub(crate) customer: Option<CustomerId>,
}

impl From<BatchId> for Place {
    fn from(id: BatchId) -> Self {
        Self { id, customer: None }
    }
}
