//! The routes of this slice.

use super::{cart_handlers, change_handlers, list_handlers, show_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::ORDER_REQUESTS, get().to(list_handlers::list))
        .route(paths::ORDER_REQUEST, get().to(show_handlers::show))
        .route(
            paths::ORDER_REQUEST_APPROVAL,
            post().to(show_handlers::approve),
        )
        .route(
            paths::ORDER_REQUEST_REFUSAL,
            post().to(show_handlers::decline),
        )
        .route(
            paths::ORDER_REQUEST_WITHDRAWAL,
            post().to(show_handlers::withdraw),
        )
        .route(paths::CART_REQUEST, get().to(cart_handlers::show))
        .route(paths::CART_REQUEST, post().to(cart_handlers::send))
        .route(paths::SUBSCRIPTION_REQUEST, get().to(change_handlers::show))
        .route(
            paths::SUBSCRIPTION_REQUEST,
            post().to(change_handlers::send),
        )
}
