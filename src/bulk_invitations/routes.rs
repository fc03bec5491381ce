//! The routes of this slice.

use super::{BulkInvitation, handlers, selection_handlers};
use crate::{
    paths, uploads,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::NEW_BULK_INVITATION, get().to(handlers::new))
        .route(paths::NEW_BULK_INVITATION, post().to(handlers::create))
        .route(paths::SELECTION, get().to(selection_handlers::new))
        .route(paths::SELECTION, post().to(selection_handlers::create))
        .route(paths::BULK_INVITATION, get().to(handlers::show))
        .route(paths::BULK_INVITATION, post().to(handlers::save))
        .route(paths::BULK_CONFIRMATION, post().to(handlers::confirm))
        .route(
            paths::BULK_STOP,
            post().to(uploads::handlers::stop::<BulkInvitation>),
        )
        .route(
            paths::BULK_COLUMNS,
            post().to(uploads::choose_columns::<BulkInvitation>),
        )
        .route(
            paths::BULK_REMOVAL,
            post().to(uploads::handlers::remove::<BulkInvitation>),
        )
}
