//! The routes of this slice.

use super::{answer_handlers, ask_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::NEW_PARTNERSHIP, get().to(ask_handlers::new))
        .route(paths::NEW_PARTNERSHIP, post().to(ask_handlers::create))
        .route(paths::PARTNERSHIP_ANSWER, get().to(answer_handlers::show))
        .route(
            paths::PARTNERSHIP_ACCEPTANCE,
            post().to(answer_handlers::accept),
        )
        .route(
            paths::PARTNERSHIP_REFUSAL,
            get().to(answer_handlers::confirm_refusal),
        )
        .route(
            paths::PARTNERSHIP_REFUSAL,
            post().to(answer_handlers::refuse),
        )
}
