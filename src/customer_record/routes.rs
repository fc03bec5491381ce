//! The routes of this slice.

use super::{activity, privileges, removal, show};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::REMOVAL, get().to(removal::confirm))
        .route(paths::REMOVAL, post().to(removal::remove))
        .route(paths::CUSTOMER_ACCOUNT, get().to(show))
        .route(paths::CUSTOMER_PRIVILEGES, get().to(privileges))
        .route(paths::CUSTOMER_ACTIVITY, get().to(activity))
        .route(paths::CUSTOMER, get().to(show))
}
