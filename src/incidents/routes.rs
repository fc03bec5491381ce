//! The routes of this slice.

use super::{act_handlers, customer_handlers, export, list_handlers, new_handlers, show_handlers};
use crate::{
    paths,
    web::routes::{Table, get, post},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table
        .route(paths::INCIDENTS, get().to(list_handlers::list))
        .route(paths::INCIDENTS_CSV, get().to(export::incidents))
        .route(paths::NEW_INCIDENT, get().to(new_handlers::form))
        .route(paths::NEW_INCIDENT, post().to(new_handlers::report))
        .route(paths::INCIDENT, get().to(show_handlers::show))
        .route(paths::INCIDENT_UPDATES, post().to(act_handlers::update))
        .route(paths::INCIDENT_END, post().to(act_handlers::end))
        .route(paths::INCIDENT_CAUSE, post().to(act_handlers::explain))
        .route(paths::INCIDENT_CUSTOMERS, get().to(customer_handlers::list))
        .route(paths::INCIDENT_CUSTOMERS_CSV, get().to(export::customers))
}
