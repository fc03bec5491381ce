//! The routes of this slice.

use super::handlers;
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::ROLE_TEMPLATES, get().to(handlers::list))
        .route(paths::ROLE_TEMPLATES, post().to(handlers::save))
        .route(paths::ROLE_TEMPLATE_REMOVAL, post().to(handlers::remove))
}
