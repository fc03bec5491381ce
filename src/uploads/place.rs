//! Where an upload stands among the pages.

use super::model::Batch;
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

impl Batch {
    /// Where it stands among the pages.
    pub(crate) fn place(&self) -> Place {
        Place {
            id: self.id,
            customer: self.customer_id,
        }
    }
}
