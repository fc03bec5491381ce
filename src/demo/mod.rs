//! The demo: made-up companies in a fresh temporary database, and a page with the mails it would have sent.
//!
//! `cli` makes the folder and serves; this fills the database. What happened in the demo's past happens
//! through the same services as on the pages, with a clock that is moved by hand, so that every rule holds
//! for it, too. Only `--customers` writes most of its rows as an import from another portal.

mod companies;
mod from_text;
mod incidents;
mod invitations;
mod kept;
mod licenses;
mod mailbox;
mod many;
mod order_requests;
mod orders;
mod partnerships;
mod past;
mod people;
mod price_lists;
mod privileges;
mod services;
mod staff;
mod user_files;
mod users;

pub use mailbox::mailbox;
pub use many::one_partner_with;
pub use past::fill;

use crate::{
    db::{Db, types::Timestamp},
    domains::ConsentRules,
    identity::Role,
    paths::Site,
    secrets::Secrets,
};

/// What filling needs.
#[derive(Clone)]
pub struct Demo {
    /// The database, migrated and empty.
    pub db: Db,
    /// For the links.
    pub secrets: Secrets,
    /// For the links.
    pub site: Site,
    /// Name of the product.
    pub product: String,
    /// Which acceptances count.
    pub rules: ConsentRules,
    /// The moment at which the past ends.
    pub now: Timestamp,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Their employer.
    pub company: String,
    /// Their role.
    pub role: Role,
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: &'static str,
}
