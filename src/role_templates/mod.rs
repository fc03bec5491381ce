//! Role templates: sets of roles, with a name and a number of days, that a partner asks for again and again.
//!
//! A few to start from belong to the program. A partner's own one of the same name takes the place of such a one; to be
//! changed, a template is saved anew under its name.

mod events;
mod handlers;
mod model;
mod pages;
mod queries;
mod routes;
mod service;

pub(crate) use events::EVENTS;
pub use model::{RoleTemplate, grant_days};
pub use queries::all;
pub use routes::routes;
