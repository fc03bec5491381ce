//! Services: what the licenses of a customer include, and the way into the own administration of each.
//!
//! Which services there are, the tables of licenses say that sellers load ([`crate::prices`]); a service is the same whoever sells
//! it. Each seller says for its own where a service is administered for a customer, and which role that takes. For a customer
//! counts what one's own company has said, and else the seller of a subscription that one sees and that gives the service: nobody
//! learns by an address who else sells to the customer.
//!
//! Without a privilege that reads the directory a partner sees the services of these subscriptions alone, and with one those of all
//! licenses, with how many are assigned.

mod address;
mod at_customer;
mod customer_handlers;
mod customer_page;
mod door;
mod edit_handlers;
mod edit_service;
mod events;
mod list_handlers;
mod list_page;
mod model;
mod opening_handlers;
mod opening_service;
mod queries;
mod routes;
mod show_handlers;

pub use edit_service::{Words, save};
pub(crate) use events::EVENTS;
pub use routes::routes;
