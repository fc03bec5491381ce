//! What the time does to subscriptions: one job carries it out, another one tells both partners beforehand, and a page shows
//! the coming 90 days.
//!
//! ```text
//! active, renews ──its term is over──▶ the next term, by an order at the price of that day
//!    │  what it needs is missing
//!    ▼
//! active, ends ──its term is over──▶ expired (only with days of grace) ──▶ disabled, 90 days ──▶ deleted
//! suspended ─────its term is over──▶ disabled, 120 days ──▶ deleted
//! ```
//!
//! Each turn happens once for its date, with any number of servers, also when all of them stood still over it: then in the
//! order of the dates, each term at the price of its own ([`MoveOn`]). Of what comes, both partners are told 30 and 7 days
//! before, each once ([`WarnOfRenewals`]); one letter holds all that a person is told at a time.

mod carry_out;
mod coming_handlers;
mod coming_model;
mod coming_page;
mod events;
mod grace_handlers;
mod job;
mod letters;
mod routes;
mod warnings;
mod weeks;

pub(crate) use events::EVENTS;
pub use job::MoveOn;
pub use letters::Desk;
pub use routes::routes;
pub use warnings::WarnOfRenewals;
pub(crate) use weeks::{Week, sums, weeks};
