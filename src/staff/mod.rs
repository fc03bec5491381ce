//! A partner's own people: who they are, what they may do, and whether they can sign in.
//!
//! Everybody looks; a Global admin changes. Whoever is invited is there from then on, without a password, and sets one by a
//! mailed link ([`Standing`] has the states). What changes for somebody counts from their next request, stands in the activity,
//! and is mailed to them.
//!
//! A partner keeps a Global admin who can sign in: whoever takes that away from the last one is refused. All acts that
//! could do so hold the partner's row first, so that two of them cannot each leave the other as the last.

mod act_handlers;
mod disabling_handlers;
mod disabling_service;
mod error;
mod events;
mod invite_handlers;
mod invite_service;
mod letters;
mod list_export;
mod list_filters;
mod list_handlers;
mod list_queries;
mod model;
mod roles_handlers;
mod roles_service;
mod routes;
mod show_handlers;

pub use disabling_service::{disable, enable};
pub use error::StaffError;
pub(crate) use events::EVENTS;
pub(crate) use invite_handlers::NO_MAIL;
pub use invite_service::{Words, invite};
pub use letters::Post;
pub(crate) use letters::{letter_failed, letter_matters};
pub use model::Standing;
pub use roles_service::change_roles;
pub use routes::routes;
