//! The routes of this slice.

use super::{export, list_handlers, record_handlers, show_handlers};
use crate::{
    paths,
    web::routes::{Table, get},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(
            paths::CUSTOMER_SUBSCRIPTIONS,
            get().to(record_handlers::of_customer),
        )
        .route(paths::SUBSCRIPTIONS, get().to(list_handlers::list))
        .route(paths::SUBSCRIPTIONS_CSV, get().to(export::export))
        .route(paths::SUBSCRIPTION, get().to(show_handlers::show))
}
