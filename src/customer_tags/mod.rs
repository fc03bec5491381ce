//! Tags: a partner's own words for some of its customers. No other partner sees them.
//!
//! A tag is made when it is first given, and is known to its partner ignoring case. The list of the customers with a tag
//! is read from `entry_tags`, which holds the list's orders; the database keeps them as the entries change. Whoever
//! changes anything here holds the partner's row first, so that no two acts on one partner's tags meet.

mod events;
mod leaving;
mod leaving_queries;
mod list_handlers;
mod many_handlers;
mod model;
mod queries;
mod record_handlers;
mod routes;
mod service;
mod tag_handlers;

pub(crate) use events::EVENTS;
pub use leaving::LetTagsLeave;
pub use model::Tag;
pub use queries::{Tags, all, condition, of_entries, of_entry};
pub use routes::routes;
pub use service::{TagError, add};
