//! Roles, and the grant that carries them.

use diesel::{Insertable, Queryable, Selectable};

use crate::db::{
    MultiBackend,
    ids::{ConsentId, CustomerId, GrantId, PartnerId},
    schema::grants,
    text_set::TextSet,
    types::{Timestamp, text_enum},
};
use crate::identity::Owned;

text_enum! {
    /// The small fixed set of roles that can be asked for.
    AdminRole {
        /// Reads the directory.
        DirectoryReader = "directory_reader",
        /// Opens and follows service requests.
        ServiceSupport = "service_support",
        /// Assigns and takes licenses.
        LicenseAdministrator = "license_administrator",
        /// Creates, changes and deletes users.
        UserAdministrator = "user_administrator",
        /// Manages subscriptions and billing profiles.
        BillingAdministrator = "billing_administrator",
    }
}

impl AdminRole {
    /// The role's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::DirectoryReader => "Directory reader",
            Self::ServiceSupport => "Service support administrator",
            Self::LicenseAdministrator => "License administrator",
            Self::UserAdministrator => "User administrator",
            Self::BillingAdministrator => "Billing administrator",
        }
    }

    /// What it lets a partner do, for somebody who has never heard of it.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::DirectoryReader => "read the list of your users and groups",
            Self::ServiceSupport => "open service requests for you and follow them",
            Self::LicenseAdministrator => "give licenses to your users and take them back",
            Self::UserAdministrator => {
                "create, change and delete your users and reset their passwords"
            }
            Self::BillingAdministrator => "manage your subscriptions and billing profile",
        }
    }

    /// What it lets a partner do, for the partner's own staff.
    #[must_use]
    pub fn meaning_to_staff(self) -> &'static str {
        match self {
            Self::DirectoryReader => "Read the list of the customer's users and groups",
            Self::ServiceSupport => "Open service requests for the customer and follow them",
            Self::LicenseAdministrator => {
                "Give licenses to the customer's users and take them back"
            }
            Self::UserAdministrator => {
                "Create, change and delete the customer's users and reset their passwords"
            }
            Self::BillingAdministrator => "Manage the customer's subscriptions and billing profile",
        }
    }
}

/// A set of roles.
pub type RoleSet = TextSet<AdminRole>;

impl RoleSet {
    /// The roles.
    #[must_use]
    pub fn roles(&self) -> Vec<AdminRole> {
        self.iter().collect()
    }

    /// The roles' names as a sentence has them.
    #[must_use]
    pub fn words(&self) -> String {
        self.words_of(AdminRole::label)
    }
}

text_enum! {
    /// Where a grant stands.
    GrantState {
        /// In force until its end.
        Active = "active",
        /// Ran out.
        Expired = "expired",
        /// Ended early.
        Terminated = "terminated",
    }
}

/// Delegated admin privileges of a partner over a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = grants, check_for_backend(MultiBackend))]
pub struct Grant {
    /// Key.
    pub id: GrantId,
    /// Who has them.
    pub partner_id: PartnerId,
    /// Over whom.
    pub customer_id: CustomerId,
    /// What made them.
    pub consent_id: ConsentId,
    /// Which.
    pub roles: RoleSet,
    /// Where they stand.
    pub state: GrantState,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// When they ended.
    pub ended_at: Option<Timestamp>,
}

impl Owned for Grant {
    fn owner(&self) -> PartnerId {
        self.partner_id
    }
}

impl Grant {
    /// Whether they can be used now. The end counts before the job has noted it.
    #[must_use]
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        self.state == GrantState::Active && now < self.ends_at
    }
}
