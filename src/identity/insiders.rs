//! The people of the partners that ask: whoever they are, they cannot answer for the customer.

use std::collections::BTreeMap;

use super::{model::Partner, queries};
use crate::{
    db::{self, Conn},
    domains::{SharedDomains, mailbox},
    text::domain_of,
};

/// Whose addresses belong to the partners that ask. Partner staff hold the link by design, so a code that is mailed to
/// one of them proves nothing about the customer.
#[derive(Debug, Clone, Default)]
pub struct Insiders {
    /// Each partner's own domain, and its name.
    domains: Vec<(String, String)>,
    /// The mailbox of each member of staff, whether they can sign in or not, and the partner's name.
    mailboxes: BTreeMap<String, String>,
}

impl Insiders {
    /// The people of these partners.
    pub fn of(conn: &mut Conn, shared: &SharedDomains, partners: &[&Partner]) -> db::Result<Self> {
        let mut insiders = Self::default();
        for partner in partners {
            let name = &partner.legal_name;
            // A partner with an address at gmail.com alone does not own gmail.com; its staff's addresses still count.
            if !shared.holds(&partner.domain) {
                insiders
                    .domains
                    .push((partner.domain.clone(), name.clone()));
            }
            let emails = queries::emails_of(conn, partner.id)?.into_iter();
            insiders
                .mailboxes
                .extend(emails.map(|email| (mailbox(&email), name.clone())));
        }
        Ok(insiders)
    }

    /// The partner to which this address belongs: it is in the partner's own domain or below it, or reaches the mailbox
    /// of one of its staff in another spelling.
    #[must_use]
    pub fn partner_of(&self, email: &str) -> Option<&str> {
        let host = domain_of(email).to_lowercase();
        let is_in = |domain: &str| {
            host.strip_suffix(domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let by_domain = self.domains.iter().find(|(domain, _)| is_in(domain));
        by_domain
            .map(|(_, name)| name)
            .or_else(|| self.mailboxes.get(&mailbox(email)))
            .map(String::as_str)
    }
}
