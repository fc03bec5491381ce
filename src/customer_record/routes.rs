//! The routes of this slice.

use super::{account, activity, home, privileges, removal_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::REMOVAL, get().to(removal_handlers::confirm))
        .route(paths::REMOVAL, post().to(removal_handlers::remove))
        .route(paths::CUSTOMER_ACCOUNT, get().to(account))
        .route(paths::CUSTOMER_PRIVILEGES, get().to(privileges))
        .route(paths::CUSTOMER_ACTIVITY, get().to(activity))
        .route(paths::CUSTOMER, get().to(home))
}
