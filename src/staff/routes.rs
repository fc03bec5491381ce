//! The routes of this slice.

use super::{
    act_handlers, disabling_handlers, invite_handlers, list_export, list_handlers, roles_handlers,
    show_handlers,
};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::STAFF, get().to(list_handlers::list))
        .route(paths::STAFF, post().to(invite_handlers::create))
        .route(paths::STAFF_CSV, get().to(list_export::export))
        .route(paths::NEW_COLLEAGUE, get().to(invite_handlers::new))
        .route(paths::COLLEAGUE, get().to(show_handlers::show))
        .route(paths::COLLEAGUE_ROLES, get().to(roles_handlers::edit))
        .route(paths::COLLEAGUE_ROLES, post().to(roles_handlers::change))
        .route(
            paths::COLLEAGUE_DISABLING,
            get().to(disabling_handlers::ask),
        )
        .route(
            paths::COLLEAGUE_DISABLING,
            post().to(disabling_handlers::disable),
        )
        .route(
            paths::COLLEAGUE_ENABLING,
            post().to(disabling_handlers::enable),
        )
        .route(
            paths::COLLEAGUE_INVITATION,
            post().to(act_handlers::invite_again),
        )
        .route(
            paths::COLLEAGUE_PASSWORD,
            post().to(act_handlers::mail_password_link),
        )
        .route(
            paths::COLLEAGUE_SESSIONS_END,
            post().to(act_handlers::end_sessions),
        )
}
