//! The routes of this slice.

use super::handlers;
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PRICE_IMPORTS, get().to(handlers::new))
        .route(paths::PRICE_IMPORTS, post().to(handlers::create))
        .route(paths::PRICE_IMPORT, get().to(handlers::show))
        .route(
            paths::PRICE_IMPORT_CONFIRMATION,
            post().to(handlers::confirm),
        )
        .route(paths::PRICE_IMPORT_STOP, post().to(handlers::stop))
        .route(paths::PRICE_IMPORT_REMOVAL, post().to(handlers::remove))
}
