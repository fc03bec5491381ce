//! Which customers of a page were not verified by who accepted for them, and why not.

use std::collections::HashMap;

use crate::{
    customers::{self, Entry},
    db::{self, Conn, ids::CustomerId},
    domains::{ConsentRules, Proof},
};

/// What the acceptances of some entries say about their domains.
pub(super) struct Doubts(HashMap<CustomerId, (Proof, String)>);

impl Doubts {
    /// Looked up for these entries at once.
    pub(super) fn of_all(
        conn: &mut Conn,
        rules: &ConsentRules,
        entries: &[Entry],
    ) -> db::Result<Self> {
        let customers = customers::customers_of(conn, entries)?.into_iter();
        let proofs = customers.map(|(id, it)| (id, (it.proof(rules), it.domain)));
        Ok(Self(proofs.collect()))
    }

    /// Why the domain of this entry is not verified; `None` where it is, and where nobody has accepted.
    pub(super) fn of(&self, entry: &Entry) -> Option<String> {
        let (proof, domain) = self.0.get(&entry.customer_id?)?;
        proof.doubt(domain)
    }

    /// For a cell of the file.
    pub(super) fn in_words(&self, entry: &Entry) -> String {
        match (entry.customer_id, self.of(entry)) {
            (None, _) => String::new(),
            (Some(_), None) => "Verified".to_owned(),
            (Some(_), Some(doubt)) => format!("Not verified. {doubt}"),
        }
    }
}
