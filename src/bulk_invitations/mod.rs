//! Many invitations at once: a list of companies, one message for all, and an invitation for each.

mod form;
mod handlers;
mod kind;
mod pages;
mod routes;
mod rows;
mod selection;
mod selection_handlers;
mod settings;
mod template;
mod words;

pub(crate) use kind::{BulkInvitation, InviteCompanies};
pub use routes::routes;
