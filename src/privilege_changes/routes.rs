//! The routes of this slice: the customer's page.

use super::customer_handlers;
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PUBLIC_PRIVILEGES, get().to(customer_handlers::show))
        .route(
            paths::PUBLIC_PRIVILEGES_END,
            get().to(customer_handlers::confirm),
        )
        .route(
            paths::PUBLIC_PRIVILEGES_END,
            post().to(customer_handlers::end),
        )
        .route(
            paths::PUBLIC_PRIVILEGES_EXTENSION,
            get().to(customer_handlers::confirm_switch),
        )
        .route(
            paths::PUBLIC_PRIVILEGES_EXTENSION,
            post().to(customer_handlers::switch_off),
        )
}
