//! Reseller relationships, and the consents that make them.
//!
//! `active → ended`. There is no active relationship without a consent, and at most one active per partner,
//! customer and kind; the database says so too. A consent is never changed afterwards: the database refuses
//! it. Ended relationships stay as history. Removing one never touches delegated admin privileges.

mod model;
mod queries;
mod service;

pub use model::{Consent, Relationship, STATEMENTS, STATEMENTS_VERSION, State};
pub use queries::{
    active_of, active_of_these, consent, consent_of_invitation, history, insert_consent,
};
pub use service::{Removal, RemoveError, establish, remove};
