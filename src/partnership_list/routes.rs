//! The routes of this slice.

use super::{list, removal_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PARTNERSHIPS, get().to(list))
        .route(
            paths::PARTNERSHIP_REMOVAL,
            get().to(removal_handlers::confirm),
        )
        .route(
            paths::PARTNERSHIP_REMOVAL,
            post().to(removal_handlers::remove),
        )
}
