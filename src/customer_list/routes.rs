//! The routes of this slice.

use super::{export, former_export, former_handlers, list};
use crate::{
    paths,
    web::routes::{Table, get},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CUSTOMERS, get().to(list))
        .route(paths::CUSTOMERS_CSV, get().to(export))
        .route(paths::FORMER_CUSTOMERS, get().to(former_handlers::list))
        .route(paths::FORMER_CUSTOMERS_CSV, get().to(former_export::export))
}
