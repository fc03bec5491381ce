//! The routes of this slice.

use super::{answer_handlers, refusal_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::PUBLIC_INVITATION, get().to(answer_handlers::show))
        .route(paths::PUBLIC_CODE, post().to(answer_handlers::request_code))
        .route(paths::PUBLIC_ACCEPTANCE, post().to(answer_handlers::accept))
        .route(paths::PUBLIC_REFUSAL, get().to(refusal_handlers::confirm))
        .route(paths::PUBLIC_REFUSAL, post().to(refusal_handlers::refuse))
}
