//! Licenses: what the seats of a customer's subscriptions give, and which of its users hold them.
//!
//! ```text
//! free ──assigned──▶ held ──taken, or lost──▶ free
//!                    ▲  │
//!            restored│  │the user is deleted
//!                    └─kept
//! ```
//!
//! All sellers know a license by the same name ([`License::license_sku`]), and its units are counted over all of them: a license can
//! be assigned only once. The database keeps the numbers with each change of a subscription or an assignment, and tells nothing
//! of whose they are.
//!
//! One is newly assigned only while fewer are than active subscriptions and those in grace give. What is assigned never
//! exceeds what all that is not over gives: whoever takes that away asks before how many would lose theirs ([`losing`]), and calls
//! [`settle`] in the same transaction, after the change of the subscription. All of this is exact for whoever holds the customer,
//! as every act does.
//!
//! Users are above this slice: it knows them by their keys. What a deleted user held is kept without counting ([`keep`]), given
//! back as far as it is free ([`give_back`]), and forgotten in the end ([`forget`]).

mod cause;
mod error;
mod events;
mod loss_service;
mod model;
mod queries;
mod returning_service;
mod service;

pub use cause::Cause;
pub use error::NotAssigned;
pub(crate) use events::{EVENTS, exported};
pub use loss_service::{Losing, losing, settle};
pub use model::{Assignment, Holder, License, service_ids, service_words};
pub use queries::{
    free_at, held_by, license, licenses_of, names_held_by, refused_at, switched_off,
};
pub use returning_service::{Returned, forget, give_back, keep};
pub use service::{assign, switch_services, take};
