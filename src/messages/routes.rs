//! The routes of this slice.

use super::template_handlers;
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::TEMPLATES, get().to(template_handlers::list))
        .route(paths::TEMPLATE, get().to(template_handlers::edit))
        .route(paths::TEMPLATE, post().to(template_handlers::update))
        .route(
            paths::TEMPLATE_PREVIEW,
            post().to(template_handlers::preview),
        )
        .route(
            paths::TEMPLATE_REMOVAL,
            post().to(template_handlers::remove),
        )
}
