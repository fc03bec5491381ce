//! Incidents: what is wrong with a service of a seller, how it goes on, when it was over, and what the cause was; and maintenance
//! that is planned, which ends by itself.
//!
//! A seller's Global admin keeps them for the services of its own list. Its staff see them, and so do staff of the resellers that
//! work with it while a customer of theirs has a license with the service from it. Whose licenses these are, [`crate::subscriptions`]
//! keep; the customers that one incident concerns are those of whoever looks.
//!
//! What is said of an incident is never changed: each update has its time, and a severity that holds until the next one. Whether one
//! runs, is planned or is over follows from its times and the clock.

mod act_handlers;
mod act_service;
mod customer_handlers;
mod customer_queries;
mod customer_view;
mod events;
mod export;
mod health;
mod health_queries;
mod list_handlers;
mod list_model;
mod list_page;
mod list_queries;
mod model;
mod new_handlers;
mod queries;
mod report_service;
mod routes;
mod seen;
mod show_handlers;
mod show_page;
mod strip;
mod words;

pub use act_service::{ActError, end, explain, update};
pub(crate) use events::EVENTS;
pub use health::Health;
pub(crate) use health_queries::{Overview, healths, overviews};
pub use model::{Incident, Severity, Update};
pub use report_service::report;
pub use routes::routes;
pub(crate) use strip::Strip;
pub use words::{Report, Words};
