//! What is kept of a removal: of a customer, and of a partnership.
//!
//! A report says what was there, what ended, what was changed and what stays, by whom, with which statements and why. It is
//! written in the transaction of the removal ([`keep`]) by the slice that removes, and never changed afterwards. It holds what
//! its partner could see then and nothing else: of a partnership that ends each of the two gets a report of its own. Its
//! lines have no amounts, so that whoever may read the record may read the report.

mod customer_handlers;
mod events;
mod export;
mod list_handlers;
mod model;
mod partnership_handlers;
mod queries;
mod routes;
mod show_page;

pub(crate) use events::EVENTS;
pub use model::{About, Fate, NewLine, NewReport, Report, What};
pub use queries::{keep, reported};
pub use routes::routes;
