//! Many invitations at once: a list of companies, one message for all, and an invitation for each.

mod form;
pub mod handlers;
mod kind;
mod pages;
mod rows;
pub mod selection_handlers;
mod settings;
mod template;
mod words;

pub(crate) use kind::{BulkInvitation, InviteCompanies};
