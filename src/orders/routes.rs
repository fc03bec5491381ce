//! The routes of this slice.

use super::{list_handlers, show_handlers};
use crate::{
    paths,
    web::routes::{Table, get},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CUSTOMER_ORDERS, get().to(list_handlers::of_customer))
        .route(paths::ORDERS, get().to(list_handlers::list))
        .route(paths::ORDER, get().to(show_handlers::show))
}
