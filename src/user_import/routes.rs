//! The routes of this slice.

use super::handlers;
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::USER_IMPORTS, get().to(handlers::new))
        .route(paths::USER_IMPORTS, post().to(handlers::create))
        .route(paths::USER_IMPORT, get().to(handlers::show))
        .route(
            paths::USER_IMPORT_CONFIRMATION,
            post().to(handlers::confirm),
        )
        .route(paths::USER_IMPORT_STOP, post().to(handlers::stop))
        .route(paths::USER_IMPORT_REMOVAL, post().to(handlers::remove))
}
