//! The routes of this slice.

use super::{
    cancellation_handlers, nickname_handlers, reactivation_handlers, renewal_handlers,
    reseller_handlers, schedule_handlers, seats_handlers, suspension_handlers,
};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::SUBSCRIPTION_SEATS, get().to(seats_handlers::show))
        .route(paths::SUBSCRIPTION_SEATS, post().to(seats_handlers::change))
        .route(
            paths::SUBSCRIPTION_CANCELLATION,
            get().to(cancellation_handlers::show),
        )
        .route(
            paths::SUBSCRIPTION_CANCELLATION,
            post().to(cancellation_handlers::cancel),
        )
        .route(
            paths::SUBSCRIPTION_SUSPENSION,
            get().to(suspension_handlers::show),
        )
        .route(
            paths::SUBSCRIPTION_SUSPENSION,
            post().to(suspension_handlers::change),
        )
        .route(
            paths::SUBSCRIPTION_RENEWAL,
            get().to(renewal_handlers::show),
        )
        .route(
            paths::SUBSCRIPTION_RENEWAL,
            post().to(renewal_handlers::choose),
        )
        .route(
            paths::SUBSCRIPTION_RENEWAL_CHANGE,
            post().to(schedule_handlers::change),
        )
        .route(
            paths::SUBSCRIPTION_NICKNAME,
            get().to(nickname_handlers::show),
        )
        .route(
            paths::SUBSCRIPTION_NICKNAME,
            post().to(nickname_handlers::name),
        )
        .route(
            paths::SUBSCRIPTION_REACTIVATION,
            get().to(reactivation_handlers::show),
        )
        .route(
            paths::SUBSCRIPTION_RESELLER,
            get().to(reseller_handlers::show),
        )
        .route(
            paths::SUBSCRIPTION_RESELLER,
            post().to(reseller_handlers::change),
        )
}
