//! The log as people read it: the activity of a partner with filters and export, and each person's notifications. It stands
//! above the slices, because it gathers the kinds of their events ([`KINDS`]).

mod events;
mod export;
mod filters;
mod handlers;
mod kinds;
mod notifications;
mod routes;

pub use kinds::KINDS;
pub use routes::routes;
