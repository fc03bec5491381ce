//! The routes of this slice.

use super::{list_handlers, many_handlers, record_handlers, tag_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::TAGS, get().to(list_handlers::list))
        .route(paths::TAG_SELECTION, get().to(many_handlers::choose))
        .route(paths::TAG_SELECTION, post().to(many_handlers::change))
        .route(paths::TAG, get().to(tag_handlers::edit))
        .route(paths::TAG, post().to(tag_handlers::rename))
        .route(paths::TAG_MERGER, post().to(tag_handlers::merge))
        .route(paths::TAG_REMOVAL, post().to(tag_handlers::forget))
        .route(paths::CUSTOMER_TAGS, get().to(record_handlers::show))
        .route(paths::CUSTOMER_TAGS, post().to(record_handlers::add))
        .route(
            paths::CUSTOMER_TAG_REMOVAL,
            post().to(record_handlers::remove),
        )
}
