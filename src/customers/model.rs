//! The shared record, and a partner's own entry.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    activity::Company,
    db::{
        MultiBackend,
        ids::{CustomerId, EntryId, PartnerId},
        schema::{customer_entries, customers},
        types::{Timestamp, text_enum},
    },
    domains::{ConsentRules, Proof},
};

text_enum! {
    /// What stands between a partner and a company.
    Standing {
        /// An active reseller relationship.
        Connected = "connected",
        /// Asked, not answered yet.
        Invited = "invited",
        /// Known from another portal; nothing was asked.
        Imported = "imported",
        /// Nothing any more. Not in the list unless asked for.
        Former = "former",
    }
}

impl Standing {
    /// The badge's words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Connected => "Reseller relationship",
            Self::Invited => "Invited, no answer yet",
            Self::Imported => "Imported, no reseller relationship yet",
            Self::Former => "No relationship any more",
        }
    }

    /// The badge's tone.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::Connected => "good",
            Self::Invited | Self::Imported => "waiting",
            Self::Former => "ended",
        }
    }

    /// Whether the list shows it without being asked.
    #[must_use]
    pub fn is_listed(self) -> bool {
        self != Self::Former
    }
}

text_enum! {
    /// The portal a company was imported from.
    ImportedFrom {
        /// Office 365 admin center.
        Office365 = "office_365",
        /// Azure portal.
        Azure = "azure",
    }
}

impl ImportedFrom {
    /// The portal's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Office365 => "Office 365 admin center",
            Self::Azure => "Azure portal",
        }
    }
}

/// A company that has accepted. One record, shared by all partners that are connected with it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customers, check_for_backend(MultiBackend))]
pub struct Customer {
    /// "Customer ID" on pages.
    pub id: CustomerId,
    /// Company name.
    pub name: String,
    /// Primary domain.
    pub domain: String,
    /// Whether the accepting code went to an address in it, or it was proven since. A verified domain belongs to one
    /// customer.
    pub domain_verified: bool,
    /// Who accepted first.
    pub contact_name: String,
    /// Their job.
    pub contact_job_title: String,
    /// Their address.
    pub contact_email: String,
    /// Since when it is here.
    pub created_at: Timestamp,
}

impl Customer {
    /// What is known about its domain, by the rules of today: what the acceptance that made the record says or, where
    /// that was given with an address outside the domain, whether the domain was proven since.
    #[must_use]
    pub fn proof(&self, rules: &ConsentRules) -> Proof {
        let proof = rules.proof_since(&self.domain, &self.contact_email, self.domain_verified);
        let is_proven = self.domain_verified && !rules.shared.holds(&self.domain);
        if is_proven { Proof::Verified } else { proof }
    }
}

/// One partner's view of one company.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = customer_entries, check_for_backend(MultiBackend))]
pub struct Entry {
    /// Key; the address of the record until there is a customer.
    pub id: EntryId,
    /// Whose view.
    pub partner_id: PartnerId,
    /// The customer, once it has accepted.
    pub customer_id: Option<CustomerId>,
    /// Company name.
    pub name: String,
    /// The name folded, for sorting.
    pub name_key: String,
    /// Primary domain.
    pub domain: String,
    /// What stands between the two.
    pub standing: Standing,
    /// The portal it was imported from.
    pub imported_from: Option<ImportedFrom>,
    /// Its ID there.
    pub external_id: Option<String>,
    /// Since when it stands so.
    pub since: Timestamp,
    /// When the last relationship ended; nothing while there is one, and where there was none.
    pub left_at: Option<Timestamp>,
}

/// As events of the log name it.
impl<'a> From<&'a Entry> for Company<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            entry: Some(entry.id),
            customer: entry.customer_id,
            name: &entry.name,
        }
    }
}

impl Entry {
    /// The key its page goes by: the customer's, or the entry's own until it accepts.
    #[must_use]
    pub fn page_key(&self) -> uuid::Uuid {
        self.customer_id.map_or(self.id.uuid(), CustomerId::uuid)
    }

    /// The badge's words.
    #[must_use]
    pub fn standing_words(&self) -> String {
        match (self.standing, self.imported_from) {
            (Standing::Imported, Some(portal)) => {
                format!(
                    "Imported from {}, no reseller relationship yet",
                    portal.label()
                )
            }
            (standing, _) => standing.label().to_owned(),
        }
    }
}
