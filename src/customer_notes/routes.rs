//! The routes of this slice.

use super::{edit_handlers, list_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CUSTOMER_NOTES, get().to(list_handlers::list))
        .route(paths::CUSTOMER_NOTES, post().to(list_handlers::add))
        .route(paths::CUSTOMER_NOTE, get().to(edit_handlers::edit))
        .route(paths::CUSTOMER_NOTE, post().to(edit_handlers::change))
        .route(
            paths::CUSTOMER_NOTE_REMOVAL,
            post().to(edit_handlers::remove),
        )
}
