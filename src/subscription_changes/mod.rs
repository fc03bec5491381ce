//! What becomes of subscriptions by an act of their seller, and of their reseller of record as far as it may.
//!
//! Each act has a page that says the effect and the money before it is confirmed, by the function that the act itself uses, for
//! the same instant (`seats`, `cancellation`, `next_term`). The form carries the version of the subscription that was looked
//! at and, where an order comes of it, the key of the press and a hash of what was shown: a second press finds the order that
//! the first one made, and what is different now is shown again instead of done (`holding`). Every act is one guarded statement
//! ([`crate::subscriptions::change`]) in a transaction that holds the seller and the customer in the order of
//! [`crate::relationships`], with lines in the logs of the seller and of the reseller of record, and of nobody else (`events`).
//!
//! Whether licenses may be given back is decided in one place, `seats_service::reduce`, inside that transaction: not while
//! people would be left without theirs. A cancellation is not stopped by that: those to whom it was assigned last lose theirs, in
//! the same transaction (`people`, [`crate::licenses::settle`]).

mod acting;
mod cancellation;
mod cancellation_handlers;
mod cancellation_service;
mod events;
mod holding;
mod next_term;
mod nickname_handlers;
mod nickname_service;
mod people;
mod problem;
mod reactivation_handlers;
mod reactivation_page;
mod renewal_handlers;
mod renewal_page;
mod renewal_service;
mod reseller_handlers;
mod reseller_service;
mod routes;
mod schedule_handlers;
mod schedule_service;
mod seats;
mod seats_handlers;
mod seats_page;
mod seats_service;
mod suspension_handlers;
mod suspension_service;
mod view;

pub use cancellation::{Cancellation, propose as propose_cancellation};
pub use cancellation_service::{Cancelled, cancel};
pub(crate) use events::EVENTS;
pub use holding::{Press, Seen};
pub use next_term::{NextTerm, Wanted, propose as propose_next_term};
pub(crate) use people::idle;
pub use problem::NotChanged;
pub use renewal_service::choose;
pub use reseller_service::put_on_record;
pub use routes::routes;
pub use schedule_service::{schedule, unschedule};
pub use seats::{Proposal, propose as propose_seats};
pub use seats_service::{SeatsPress, change_seats};
pub use suspension_service::{resume, suspend};
