//! How a service is administered for a customer, as its seller says.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{ServiceId, UserId},
        schema::service_administrations,
        types::Timestamp,
    },
    privileges::AdminRole,
};

/// Where a service is administered, and which role that takes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = service_administrations, check_for_backend(MultiBackend))]
pub(super) struct Administration {
    /// Of which service of a seller's list.
    pub(super) service_id: ServiceId,
    /// With marks; empty where there is none.
    pub(super) address: String,
    /// The role of a privilege.
    pub(super) role: AdminRole,
    /// Raised with each change, so that a stale form is seen.
    pub(super) version: i32,
    /// Who changed it last.
    pub(super) changed_by: UserId,
    /// When.
    pub(super) changed_at: Timestamp,
}
