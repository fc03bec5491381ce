//! *Bring your customers*: the customer lists that other portals export become entries of the partner's own list.

mod events;
mod file_service;
mod handlers;
mod kind;
mod portals;
mod routes;

pub(crate) use events::{CustomersImported, EVENTS};
pub use file_service::{ImportError, read_file, store};
pub(crate) use kind::{CustomerImport, ImportCustomers};
pub use routes::routes;
