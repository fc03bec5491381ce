//! The routes of this slice.

use super::{CustomerImport, handlers};
use crate::{
    paths, uploads,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PROFILE, get().to(handlers::profile))
        .route(paths::IMPORTS, post().to(handlers::upload))
        .route(paths::IMPORT, get().to(handlers::show))
        .route(
            paths::IMPORT_CONFIRMATION,
            post().to(uploads::handlers::confirm::<CustomerImport>),
        )
        .route(
            paths::IMPORT_STOP,
            post().to(uploads::handlers::stop::<CustomerImport>),
        )
        .route(
            paths::IMPORT_COLUMNS,
            post().to(uploads::choose_columns::<CustomerImport>),
        )
        .route(
            paths::IMPORT_REMOVAL,
            post().to(uploads::handlers::remove::<CustomerImport>),
        )
}
