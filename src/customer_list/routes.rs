//! The routes of this slice.

use super::{export, list};
use crate::{
    paths,
    web::routes::{Table, get},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CUSTOMERS, get().to(list))
        .route(paths::CUSTOMERS_CSV, get().to(export))
}
