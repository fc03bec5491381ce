//! The routes of this slice.

use super::{coming_handlers, grace_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::COMING, get().to(coming_handlers::show))
        .route(paths::GRACE, get().to(grace_handlers::show))
        .route(paths::GRACE, post().to(grace_handlers::save))
}
