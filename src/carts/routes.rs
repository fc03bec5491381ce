//! The routes of this slice.

use super::{cart_handlers, confirm_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CART, get().to(cart_handlers::show))
        .route(paths::CART, post().to(cart_handlers::update))
        .route(paths::CART_LINES, post().to(cart_handlers::add))
        .route(paths::CART_CONFIRMATION, get().to(confirm_handlers::show))
        .route(
            paths::CART_CONFIRMATION,
            post().to(confirm_handlers::confirm),
        )
}
