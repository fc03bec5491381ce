//! What a partner writes to those whom it asks: message templates, their placeholders, and what a message must and
//! must not hold.
//!
//! A text is rendered once, when an invitation begins; from then on it is the sender's own. `link_check` makes sure that
//! the personalized link is still in it, `foreign` finds links to other sites.

mod events;
mod foreign;
mod link_check;
mod placeholders;
mod rendering;
mod routes;
mod template_handlers;
mod template_pages;
mod template_queries;
mod template_service;
mod templates;

pub(crate) use events::EVENTS;
pub use foreign::{Foreign, ForeignLinks, words};
pub use link_check::{LinkState, check, put_back};
pub(crate) use link_check::{to_shown, to_stored};
pub use placeholders::{Occasion, Placeholder, TemplatePart, check as check_placeholders, known};
pub use rendering::{Values, fill};
pub use routes::routes;
pub use template_queries::used as used_template;
pub use templates::Template;
