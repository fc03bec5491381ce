//! Who did what to which customer, and when: a line in the transaction of each change, and of each export,
//! copy and send (product.md, rule 9).
//!
//! A line may be meant for somebody: then it is a notification of theirs until they have read it.

mod export;
mod handlers;
mod model;
mod notifications;
mod queries;
mod routes;
mod view;

pub use export::export;
pub use handlers::list;
pub use model::{Action, ActivityLine, Actor, Line};
pub use notifications::{mark_read, notifications};
pub use queries::{
    Filter, is_place, list as list_lines, number_since, of_invitation, record, unread,
};
pub use routes::routes;
