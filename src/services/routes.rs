//! The routes of this slice.

use super::{customer_handlers, edit_handlers, list_handlers, opening_handlers, show_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::SERVICES, get().to(list_handlers::list))
        .route(paths::SERVICE, get().to(show_handlers::show))
        .route(paths::SERVICE_ADMINISTRATION, get().to(edit_handlers::edit))
        .route(
            paths::SERVICE_ADMINISTRATION,
            post().to(edit_handlers::save),
        )
        .route(paths::CUSTOMER_SERVICES, get().to(customer_handlers::list))
        .route(
            paths::CUSTOMER_SERVICE_OPENING,
            post().to(opening_handlers::open),
        )
}
