//! Notes: what a partner's staff wrote down about a customer. No other partner sees them, nor does the customer; whoever
//! wrote one changes or removes it, while the relationship is active.

mod edit_handlers;
mod events;
mod list_handlers;
mod model;
mod queries;
mod routes;
mod service;

pub(crate) use events::EVENTS;
pub use model::Note;
pub use queries::latest;
pub use routes::routes;
pub use service::{NoteError, add};
