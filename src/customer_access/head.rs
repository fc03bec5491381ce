//! What stands on top of every page of a record.

use actix_web::HttpResponse;

use super::{
    acts::{Between, SeeUsers},
    queries, refusal,
};
use crate::{
    customers::Entry,
    db::{self, Conn, ids::EntryId, types::Timestamp},
    identity::Scope,
    paths::Paths,
    privileges::Grant,
    web::see_other,
};

/// The page of the record that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Home,
    Account,
    Subscriptions,
    Orders,
    Users,
    Licenses,
    Services,
    Privileges,
    Activity,
}

impl Tab {
    fn address(self, paths: &Paths, key: uuid::Uuid) -> String {
        match self {
            Self::Home => paths.customer(key),
            Self::Account => paths.customer_account(key),
            Self::Subscriptions => paths.customer_subscriptions(key),
            Self::Orders => paths.customer_orders(key),
            Self::Users => paths.customer_users(key),
            Self::Licenses => paths.customer_licenses(key),
            Self::Services => paths.customer_services(key),
            Self::Privileges => paths.customer_privileges(key),
            Self::Activity => paths.customer_activity(key),
        }
    }
}

/// Name and addresses of a record.
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) key: uuid::Uuid,
    pub(crate) entry: EntryId,
    pub(crate) tab: Tab,
    /// Why the users cannot be seen.
    pub(crate) no_users: Option<String>,
    /// Since when it is a former customer, where it is one.
    pub(crate) left_at: Option<Timestamp>,
}

impl Head {
    /// With what stands between the partner and the customer.
    pub(crate) fn new(entry: &Entry, tab: Tab, between: &Between) -> Self {
        Self {
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            key: entry.page_key(),
            entry: entry.id,
            tab,
            no_users: refusal::missing::<SeeUsers>(entry, between),
            left_at: entry.left_at,
        }
    }

    /// Where the partner's privileges are known.
    pub(crate) fn with_grants(entry: &Entry, tab: Tab, grants: &[Grant], now: Timestamp) -> Self {
        Self::new(entry, tab, &Between::of(false, grants, now))
    }

    /// Where nothing else is known.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) fn read(
        conn: &mut Conn,
        scope: Scope,
        entry: &Entry,
        tab: Tab,
        now: Timestamp,
    ) -> db::Result<Self> {
        let between = match entry.customer_id {
            Some(customer) => queries::between(conn, scope, customer, now)?,
            None => Between::of(false, &[], now),
        };
        Ok(Self::new(entry, tab, &between))
    }

    pub(crate) fn is(&self, tab: &str) -> bool {
        matches!(
            (self.tab, tab),
            (Tab::Home, "home")
                | (Tab::Account, "account")
                | (Tab::Subscriptions, "subscriptions")
                | (Tab::Orders, "orders")
                | (Tab::Users, "users")
                | (Tab::Licenses, "licenses")
                | (Tab::Services, "services")
                | (Tab::Privileges, "privileges")
                | (Tab::Activity, "activity")
        )
    }

    /// The form that asks for what is missing to see the users.
    pub(crate) fn ask_for_users(&self, paths: &Paths) -> String {
        format!(
            "{}?role=directory_reader",
            paths.customer_invitation(self.key)
        )
    }

    /// The way to the customer's own address, when the record was reached by the partner's entry.
    pub(crate) fn elsewhere(&self, key: uuid::Uuid, paths: &Paths) -> Option<HttpResponse> {
        (key != self.key).then(|| see_other(&self.tab.address(paths, self.key)))
    }
}
