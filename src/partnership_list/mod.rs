//! The partners that one works with: the list, and the page that removes a partnership.
//!
//! It owns no table. What it shows of the other side is its name, domain and country, and how many customers both
//! have in common: never whom else it serves or asks.

mod events;
mod handlers;
mod leaving_lines;
mod model;
mod queries;
mod removal_handlers;
mod removal_page;
mod removal_service;
mod routes;

pub(crate) use events::EVENTS;
pub use handlers::list;
pub use routes::routes;
