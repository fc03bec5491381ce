//! Addresses of what a customer's account holds: each names the customer, and the thing.

use super::Paths;
use crate::db::ids::{CustomerDomainId, NoteId, TagId};

/// Takes a tag from one customer.
pub const CUSTOMER_TAG_REMOVAL: &str = "/customers/{id}/account/tags/{tag}/removal";
/// One note: other words.
pub const CUSTOMER_NOTE: &str = "/customers/{id}/account/notes/{note}";
/// Removes a note.
pub const CUSTOMER_NOTE_REMOVAL: &str = "/customers/{id}/account/notes/{note}/removal";

/// A domain of a customer, and how it is proven.
pub const CUSTOMER_DOMAIN: &str = "/customers/{id}/account/domains/{domain}";
/// Mails a code for a domain of a customer.
pub const CUSTOMER_DOMAIN_CODE: &str = "/customers/{id}/account/domains/{domain}/code";
/// Takes the code.
pub const CUSTOMER_DOMAIN_PROOF: &str = "/customers/{id}/account/domains/{domain}/proof";
/// Looks for the record that proves it.
pub const CUSTOMER_DOMAIN_RECORD: &str = "/customers/{id}/account/domains/{domain}/record";
/// Takes the domain off.
pub const CUSTOMER_DOMAIN_REMOVAL: &str = "/customers/{id}/account/domains/{domain}/removal";

impl Paths {
    /// Takes a tag from one customer.
    #[must_use]
    pub fn customer_tag_removal(&self, customer: uuid::Uuid, tag: TagId) -> String {
        format!("{}/{tag}/removal", self.customer_tags(customer))
    }

    /// A domain of a customer.
    #[must_use]
    pub fn customer_domain(&self, customer: uuid::Uuid, domain: CustomerDomainId) -> String {
        format!("{}/{domain}", self.customer_domains(customer))
    }

    /// An act on it: the last part of its address.
    #[must_use]
    pub fn customer_domain_act(
        &self,
        customer: uuid::Uuid,
        domain: CustomerDomainId,
        act: &str,
    ) -> String {
        format!("{}/{act}", self.customer_domain(customer, domain))
    }

    /// One note.
    #[must_use]
    pub fn customer_note(&self, customer: uuid::Uuid, note: NoteId) -> String {
        format!("{}/{note}", self.customer_notes(customer))
    }

    /// Removes a note.
    #[must_use]
    pub fn customer_note_removal(&self, customer: uuid::Uuid, note: NoteId) -> String {
        format!("{}/removal", self.customer_note(customer, note))
    }
}
