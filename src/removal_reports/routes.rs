//! The routes of this slice.

use super::{customer_handlers, list_handlers, partnership_handlers};
use crate::{
    paths,
    web::routes::{Table, get},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::REMOVAL_REPORT, get().to(customer_handlers::show))
        .route(paths::REMOVAL_REPORT_CSV, get().to(customer_handlers::file))
        .route(paths::ENDED_PARTNERSHIPS, get().to(list_handlers::list))
        .route(
            paths::PARTNERSHIP_REPORT,
            get().to(partnership_handlers::show),
        )
        .route(
            paths::PARTNERSHIP_REPORT_CSV,
            get().to(partnership_handlers::file),
        )
}
