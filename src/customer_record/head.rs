//! What stands on top of every page of a record.

use actix_web::HttpResponse;

use crate::{customers::Entry, db::ids::EntryId, paths::Paths, web::see_other};

/// The page of the record that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Account,
    Privileges,
    Activity,
}

impl Tab {
    fn address(self, paths: &Paths, key: uuid::Uuid) -> String {
        match self {
            Self::Account => paths.customer(key),
            Self::Privileges => paths.customer_privileges(key),
            Self::Activity => paths.customer_activity(key),
        }
    }
}

/// Name and addresses of a record.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) key: uuid::Uuid,
    pub(super) entry: EntryId,
    pub(super) tab: Tab,
}

impl Head {
    pub(super) fn new(entry: &Entry, tab: Tab) -> Self {
        Self {
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            key: entry.page_key(),
            entry: entry.id,
            tab,
        }
    }

    pub(super) fn is(&self, tab: &str) -> bool {
        matches!(
            (self.tab, tab),
            (Tab::Account, "account")
                | (Tab::Privileges, "privileges")
                | (Tab::Activity, "activity")
        )
    }

    /// The way to the customer's own address, when the record was reached by the partner's entry.
    pub(super) fn elsewhere(&self, key: uuid::Uuid, paths: &Paths) -> Option<HttpResponse> {
        (key != self.key).then(|| see_other(&self.tab.address(paths, self.key)))
    }
}
