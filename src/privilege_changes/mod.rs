//! What becomes of delegated admin privileges after they were granted: they are warned of, end, are extended; and who is
//! told of it, on both sides.
//!
//! Each change is one guarded statement in [`crate::privileges`], with its line of activity and its letters in the same
//! transaction. The letters to the customer hold a link, with which it ends them itself: the page is here, too.

mod audience_queries;
mod changes_service;
mod customer_handlers;
mod customer_page;
mod desk;
mod events;
mod expiry;
mod letters;
mod renewal;
mod routes;
mod warnings;

pub use changes_service::{Change, ChangeError, drop_global, end_for_customer, end_many, switch};
pub use desk::Desk;
pub(crate) use events::EVENTS;
pub use expiry::EndGrants;
pub use letters::letter_failed;
pub use renewal::relink;
pub use routes::routes;
pub use warnings::SendWarnings;
