//! The customer list of one partner: searched, filtered, sorted, paged by key, and exported as it is shown.
//!
//! The whole state of the list stands in the address. Every order is an index, a page far in costs what the
//! first one costs, and totals are counted up to 10,000.

mod doubts;
mod events;
mod export;
mod former_export;
mod former_handlers;
mod former_model;
mod former_queries;
mod handlers;
mod joint_queries;
mod model;
mod named;
mod others;
mod queries;
mod routes;
mod tag_queries;

pub(crate) use events::EVENTS;
pub use export::export;
pub use handlers::list;
pub use routes::routes;
