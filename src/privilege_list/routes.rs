//! The routes of this slice.

use super::{end_handlers, export, extension_handlers, global_handlers, handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PRIVILEGES, get().to(handlers::list))
        .route(paths::PRIVILEGES_CSV, get().to(export::export))
        .route(paths::PRIVILEGES_END, get().to(end_handlers::confirm))
        .route(paths::PRIVILEGES_END, post().to(end_handlers::end))
        .route(
            paths::PRIVILEGES_EXTENSION,
            post().to(extension_handlers::switch),
        )
        .route(paths::PRIVILEGES_GLOBAL, get().to(global_handlers::confirm))
        .route(
            paths::PRIVILEGES_GLOBAL,
            post().to(global_handlers::drop_it),
        )
}
