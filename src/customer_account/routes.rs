//! The routes of this slice.

use super::{bill_to_handlers, domain_handlers, profile_handlers, responsible_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(
            paths::CUSTOMER_RESPONSIBLE,
            get().to(responsible_handlers::edit),
        )
        .route(
            paths::CUSTOMER_RESPONSIBLE,
            post().to(responsible_handlers::change),
        )
        .route(paths::CUSTOMER_BILL_TO, get().to(bill_to_handlers::edit))
        .route(paths::CUSTOMER_BILL_TO, post().to(bill_to_handlers::save))
        .route(paths::CUSTOMER_PROFILE, get().to(profile_handlers::edit))
        .route(paths::CUSTOMER_PROFILE, post().to(profile_handlers::save))
        .route(paths::CUSTOMER_DOMAINS, get().to(domain_handlers::show))
        .route(paths::CUSTOMER_DOMAINS, post().to(domain_handlers::add))
        .route(paths::CUSTOMER_DOMAIN, get().to(domain_handlers::show_one))
        .route(
            paths::CUSTOMER_DOMAIN_CODE,
            post().to(domain_handlers::mail_code),
        )
        .route(
            paths::CUSTOMER_DOMAIN_PROOF,
            post().to(domain_handlers::enter_code),
        )
        .route(
            paths::CUSTOMER_DOMAIN_RECORD,
            post().to(domain_handlers::look_up),
        )
        .route(
            paths::CUSTOMER_DOMAIN_REMOVAL,
            post().to(domain_handlers::remove),
        )
}
