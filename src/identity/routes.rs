//! The routes of this slice.

use super::{kept_form_handlers, password_handlers, session_handlers, sign_in_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::SIGN_IN, get().to(sign_in_handlers::new))
        .route(paths::SIGN_IN, post().to(sign_in_handlers::create))
        .route(paths::SIGN_OUT, post().to(sign_in_handlers::remove))
        .route(
            paths::FORGOTTEN_PASSWORD,
            get().to(password_handlers::forgotten),
        )
        .route(
            paths::FORGOTTEN_PASSWORD,
            post().to(password_handlers::mail_link),
        )
        .route(paths::PASSWORD_LINK, get().to(password_handlers::edit))
        .route(paths::PASSWORD_LINK, post().to(password_handlers::update))
        .route(paths::SESSIONS, get().to(session_handlers::list))
        .route(
            paths::ALL_SESSIONS_END,
            post().to(session_handlers::end_all),
        )
        .route(paths::SESSION_END, post().to(session_handlers::end))
        .route(paths::KEPT_FORMS, get().to(kept_form_handlers::list))
        .route(
            paths::KEPT_FORM_REMOVAL,
            post().to(kept_form_handlers::remove),
        )
}
