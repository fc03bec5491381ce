//! The routes of this slice.

use super::{assignment_handlers, export, holder_handlers, list_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CUSTOMER_LICENSES, get().to(list_handlers::list))
        .route(paths::CUSTOMER_LICENSES_CSV, get().to(export::export))
        .route(paths::CUSTOMER_LICENSE, get().to(holder_handlers::show))
        .route(
            paths::LICENSE_ASSIGNMENT,
            get().to(assignment_handlers::choose),
        )
        .route(
            paths::LICENSE_ASSIGNMENT,
            post().to(assignment_handlers::carry_out),
        )
        .route(
            paths::LICENSE_ASSIGNMENT_CHOICE,
            get().to(assignment_handlers::choose),
        )
        .route(
            paths::LICENSE_ASSIGNMENT_CHOICE,
            post().to(assignment_handlers::choose_ticked),
        )
}
