//! Subscriptions: licenses of a plan that a customer has for a term, and what becomes of them.
//!
//! ```text
//! active ⇄ suspended ──▶ cancelled
//!   └──the last day of a term──▶ renewed, or expired ──▶ disabled ──▶ deleted
//! ```
//!
//! An order begins one. What becomes of it is the business of [`crate::subscription_changes`]; here stand the rules that its
//! page needs, too: which act is possible and why not ([`Act`]), what can be given back until when ([`still_returnable`]), and the
//! guarded statement of every change ([`change`]). A term ends with its last day, inclusive, UTC. The price of the running term
//! stands beside it: what is added in it costs the same. What is different from the next term on is [`Scheduled`], and what comes
//! of it all is `outlook`, the same for pages, letters, and the job that carries it out.
//!
//! A subscription is seen by its seller and by its reseller of record, and by nobody else. What a customer holds of a plan over
//! all sellers ([`held`], [`has_one_of`]) is a number or a yes: it says nothing of whose it is.

mod acts;
mod begin;
mod bounds;
mod change_queries;
mod counts;
mod events;
mod export;
mod fold_counts;
mod giving_queries;
mod grace;
mod list_handlers;
mod list_model;
mod list_page;
mod list_queries;
mod model;
mod outlook;
mod queries;
mod record_handlers;
mod returnable;
mod routes;
mod scheduled;
mod show_handlers;
mod show_page;
mod time_queries;
mod warning_days;
mod words;

pub use acts::Act;
pub(crate) use bounds::{base_problem, bases_of, bound_problem, next_term_problem};
pub use change_queries::{Change, change};
pub use counts::{Count, counts, counts_until, number_in, number_renewing};
pub(crate) use events::EVENTS;
pub use fold_counts::FoldCounts;
pub use giving_queries::{giving_licenses, license_given_already, sellers_of_licenses};
pub(crate) use grace::{MOST as MOST_GRACE, of as grace_of, replace as replace_grace};
pub use list_model::{Renews, Side, Use};
pub(crate) use list_queries::{Found, MOST_COUNTED, coming, live_of_customer};
pub use list_queries::{number_between, number_unused};
pub use model::{State, Subscription, TIME_TO_RETURN};
pub(crate) use outlook::{Ahead, NextTerm, Obstacle, Outlook, ahead, outlook};
pub use queries::{
    Held, find, has_one_of, held, insert, number_for_customer, number_renewing_for_customer,
    standing_on,
};
pub use returnable::{Returnable, all_left, return_lines, returnable_until, still_returnable};
pub use routes::routes;
pub use scheduled::scheduled as scheduled_change;
pub use scheduled::{Scheduled, drop_scheduled, schedule, scheduled_in_words, scheduled_of};
pub use time_queries::{Renewed, leave, note_warned, over, renew, to_be_warned};
pub use warning_days::{Due, due as warning_due};
pub(crate) use words::{next as next_in_words, sentence};
