//! The routes of this slice.

use super::{
    link_handlers, list_export, list_handlers, many_handlers, password_handlers, profile_handlers,
    restore_handlers, user_handlers,
};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them. Fixed addresses stand before those with a user's key in the same place.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::CUSTOMER_USERS, get().to(list_handlers::list))
        .route(paths::CUSTOMER_USERS_CSV, get().to(list_export::export))
        .route(paths::NEW_USER, get().to(profile_handlers::new))
        .route(paths::NEW_USER, post().to(profile_handlers::create))
        .route(paths::DELETED_USERS, get().to(list_handlers::deleted))
        .route(paths::USERS_SELECTION, get().to(list_handlers::untick))
        .route(paths::USERS_SELECTION, post().to(list_handlers::tick))
        .route(
            paths::USERS_DELETION_CHOICE,
            get().to(many_handlers::confirm),
        )
        .route(
            paths::USERS_DELETION_CHOICE,
            post().to(many_handlers::confirm_ticked),
        )
        .route(paths::USERS_DELETION, get().to(many_handlers::confirm))
        .route(paths::USERS_DELETION, post().to(many_handlers::delete))
        .route(
            paths::USERS_RESTORATION,
            get().to(restore_handlers::confirm),
        )
        .route(
            paths::USERS_RESTORATION,
            post().to(restore_handlers::restore),
        )
        .route(paths::USER_PROFILE, get().to(profile_handlers::edit))
        .route(paths::USER_PROFILE, post().to(profile_handlers::update))
        .route(paths::USER_BLOCKING, post().to(user_handlers::block))
        .route(paths::USER_UNBLOCKING, post().to(user_handlers::unblock))
        .route(paths::USER_PASSWORD_LINK, get().to(link_handlers::confirm))
        .route(paths::USER_PASSWORD_LINK, post().to(link_handlers::send))
        .route(paths::USER, get().to(user_handlers::show))
        .route(paths::USER_PASSWORD, get().to(password_handlers::edit))
        .route(paths::USER_PASSWORD, post().to(password_handlers::update))
}
