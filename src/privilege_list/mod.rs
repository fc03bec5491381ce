//! Delegated admin privileges over all customers of a partner: the list and its file, and the pages that end them, switch
//! their automatic extension, and drop Global administrator from them.
//!
//! It owns no table: the row of a grant holds all that the list filters by, and [`crate::privilege_changes`] changes it.
//! Those of one customer are on its record.

mod end_handlers;
mod events;
mod export;
mod extension_handlers;
mod global_handlers;
mod handlers;
mod list_page;
mod model;
mod queries;
mod routes;
mod words;

pub(crate) use events::EVENTS;
pub use routes::routes;
pub use words::{RoleView, Standing, roles};
