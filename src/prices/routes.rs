//! The routes of this slice.

use super::{export, handlers, markup_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PRICES, get().to(handlers::list))
        .route(paths::PRICES_CSV, get().to(export::export))
        .route(paths::PRICE_PLAN, get().to(handlers::plan))
        .route(paths::MARKUPS, get().to(markup_handlers::list))
        .route(paths::MARKUPS, post().to(markup_handlers::save))
        .route(paths::MARKUP_REMOVAL, post().to(markup_handlers::remove))
}
