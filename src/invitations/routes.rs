//! The routes of this slice.

use super::{draft_handlers, invite_handlers, list_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(
            paths::CUSTOMER_INVITATION,
            get().to(invite_handlers::request),
        )
        .route(
            paths::CUSTOMER_INVITATION,
            post().to(invite_handlers::create_request),
        )
        .route(paths::INVITATIONS, get().to(list_handlers::list))
        .route(paths::NEW_INVITATION, get().to(invite_handlers::new))
        .route(paths::NEW_INVITATION, post().to(invite_handlers::create))
        .route(paths::INVITATION, get().to(draft_handlers::show))
        .route(paths::INVITATION, post().to(draft_handlers::save))
        .route(paths::COMPLETION, post().to(draft_handlers::complete))
        .route(paths::SENDING, post().to(draft_handlers::send))
        .route(paths::HANDOVER, post().to(draft_handlers::hand_over))
        .route(paths::REVOCATION, post().to(draft_handlers::revoke))
        .route(paths::LINK, post().to(draft_handlers::renew_link))
        .route(paths::MESSAGE_EML, get().to(draft_handlers::message_file))
}
