//! The routes of this slice.

use super::{
    export::export,
    handlers::list,
    notifications::{mark_read, notifications},
};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::ACTIVITY, get().to(list))
        .route(paths::ACTIVITY_CSV, get().to(export))
        .route(paths::NOTIFICATIONS, get().to(notifications))
        .route(paths::NOTIFICATIONS_READ, post().to(mark_read))
}
