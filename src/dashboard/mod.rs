//! The first page after signing in: how much there is, what waits, and what needs attention.
//!
//! It reads what the slices below it keep, and changes nothing. Every number is capped, so that the page
//! costs the same for twenty customers and for a million.

mod handlers;
mod queries;
mod routes;

pub use handlers::show;
pub use routes::routes;
