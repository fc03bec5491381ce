//! Subscriptions: licenses of a plan that a customer has for a term, and what becomes of them.
//!
//! ```text
//! active ⇄ suspended ──▶ cancelled
//!   └──the last day of a term──▶ renewed, or expired ──▶ disabled ──▶ deleted
//! ```
//!
//! An order begins one ([`begin`]); so far they are looked at alone. A term ends with its last day, inclusive, UTC. The price
//! of the running term stands beside it: what is added in it costs the same.
//!
//! A subscription is seen by its seller and by its reseller of record, and by nobody else. What a customer holds of a plan over
//! all sellers ([`held`], [`has_one_of`]) is a number or a yes: it says nothing of whose it is.

mod giving_queries;
mod list_handlers;
mod list_model;
mod list_page;
mod list_queries;
mod model;
mod queries;
mod record_handlers;
mod routes;
mod show_handlers;
mod show_page;
mod words;

pub use giving_queries::{giving_licenses, sellers_of_licenses};
pub use model::{State, Subscription, TIME_TO_RETURN};
pub use queries::{Held, find, has_one_of, held, insert, number_for_customer};
pub use routes::routes;
