//! A person of a customer, and what they are at it.

use chrono::Duration;
use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{CustomerId, DirectoryUserId, PartnerId},
        schema::directory_users,
        types::{Timestamp, text_enum},
    },
    identity::country_name,
    licenses::Holder,
};

text_enum! {
    /// Where a user stands.
    UserState {
        /// Can sign in.
        Active = "active",
        /// Cannot sign in.
        Blocked = "blocked",
        /// Gone, and can be restored until it is purged.
        Deleted = "deleted",
        /// Gone for good; names and addresses are taken away.
        Purged = "purged",
    }
}

impl UserState {
    /// Those that the list shows.
    pub const PRESENT: &'static [Self] = &[Self::Active, Self::Blocked];

    /// The badge's words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Blocked => "Blocked",
            Self::Deleted => "Deleted",
            Self::Purged => "Purged",
        }
    }

    /// The badge's tone.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Blocked => "attention",
            Self::Deleted | Self::Purged => "ended",
        }
    }
}

text_enum! {
    /// A role at the customer. A user without any is an ordinary one.
    UserRole {
        /// Everything; includes the others.
        GlobalAdministrator = "global_administrator",
        /// Sets passwords.
        PasswordAdministrator = "password_administrator",
        /// Manages users.
        UserAdministrator = "user_administrator",
        /// Opens service requests.
        ServiceSupport = "service_support",
        /// Buys and pays.
        BillingAdministrator = "billing_administrator",
        /// Assigns licenses.
        LicenseAdministrator = "license_administrator",
    }
}

impl UserRole {
    /// The role's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "Global administrator",
            Self::PasswordAdministrator => "Password administrator",
            Self::UserAdministrator => "User management administrator",
            Self::ServiceSupport => "Service support administrator",
            Self::BillingAdministrator => "Billing administrator",
            Self::LicenseAdministrator => "License administrator",
        }
    }
}

/// The roles of a user, each once and in the order of declaration. Global administrator stands alone: it includes the
/// others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserRoles(Vec<UserRole>);

impl UserRoles {
    /// The set of these.
    #[must_use]
    pub fn new(roles: &[UserRole]) -> Self {
        if roles.contains(&UserRole::GlobalAdministrator) {
            return Self(vec![UserRole::GlobalAdministrator]);
        }
        let each = UserRole::ALL.iter().copied();
        Self(each.filter(|role| roles.contains(role)).collect())
    }

    /// Each of them.
    #[must_use]
    pub fn each(&self) -> &[UserRole] {
        &self.0
    }

    /// Whether it is an admin role at all.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether it is the one that includes all others.
    #[must_use]
    pub fn is_global(&self) -> bool {
        self.0.contains(&UserRole::GlobalAdministrator)
    }

    /// As pages and lines of activity write them.
    #[must_use]
    pub fn words(&self) -> String {
        if self.0.is_empty() {
            return "User".to_owned();
        }
        let labels: Vec<&str> = self.0.iter().map(|role| role.label()).collect();
        labels.join(", ")
    }
}

/// A person of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = directory_users, check_for_backend(MultiBackend))]
pub struct DirectoryUser {
    /// Key.
    pub id: DirectoryUserId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// What they sign in with, `name@domain`, as it was typed.
    pub user_name: String,
    /// The same in lower case.
    pub user_name_key: String,
    /// The name that is shown.
    pub display_name: String,
    /// May be empty.
    pub first_name: String,
    /// May be empty.
    pub last_name: String,
    /// The name that is shown, folded, for sorting.
    pub name_key: String,
    /// ISO 3166-1 alpha-2: where they use services.
    pub usage_location: Option<String>,
    /// Where links for them are mailed; empty where that is the user name.
    pub contact_email: String,
    /// Where they stand.
    pub state: UserState,
    /// Active or blocked.
    pub present: bool,
    /// What a deleted one becomes again.
    pub restores_to: Option<UserState>,
    /// Counts changes of what is typed into the form.
    pub version: i32,
    /// Argon2id, once a password is set.
    pub password_hash: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// When they were deleted.
    pub deleted_at: Option<Timestamp>,
    /// By which partner.
    pub deleted_by: Option<PartnerId>,
    /// When their names were taken away.
    pub purged_at: Option<Timestamp>,
}

/// How long a deleted user can be restored: 30 times 24 hours.
#[must_use]
pub fn restorable_for() -> Duration {
    Duration::hours(30 * 24)
}

impl DirectoryUser {
    /// A new one without names yet.
    pub(super) fn new(customer: CustomerId, state: UserState, now: Timestamp) -> Self {
        Self {
            id: DirectoryUserId::new(),
            customer_id: customer,
            user_name: String::new(),
            user_name_key: String::new(),
            display_name: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            name_key: String::new(),
            usage_location: None,
            contact_email: String::new(),
            state,
            present: true,
            restores_to: None,
            version: 1,
            password_hash: None,
            created_at: now,
            deleted_at: None,
            deleted_by: None,
            purged_at: None,
        }
    }

    /// Until when a deleted one can be restored.
    #[must_use]
    pub fn restorable_until(&self) -> Option<Timestamp> {
        let deleted = self.deleted_at.filter(|_| self.state == UserState::Deleted);
        deleted.map(|at| at.plus(restorable_for()))
    }

    /// Whether they can be restored now, whoever has come by to purge them.
    #[must_use]
    pub fn is_restorable(&self, now: Timestamp) -> bool {
        self.restorable_until().is_some_and(|until| now < until)
    }

    /// Where a link for them is mailed.
    #[must_use]
    pub fn mailed_at(&self) -> &str {
        match self.contact_email.as_str() {
            "" => &self.user_name,
            contact => contact,
        }
    }

    /// Whether their letters go to another address, or name another account, once they are this.
    #[must_use]
    pub(super) fn is_mailed_elsewhere(&self, changed: &Self) -> bool {
        self.user_name != changed.user_name || self.contact_email != changed.contact_email
    }

    /// As one to whom licenses are assigned.
    #[must_use]
    pub fn as_holder(&self) -> Holder<'_> {
        let domain = self.user_name.rsplit_once('@');
        Holder {
            user: self.id,
            domain: domain.map_or("", |(_, domain)| domain),
            usage_location: self.usage_location.as_deref(),
        }
    }

    /// Their usage location by name.
    #[must_use]
    pub fn location_words(&self) -> String {
        let code = self.usage_location.as_deref();
        code.map(country_name).unwrap_or_default()
    }
}

/// A user with their roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// The user.
    pub(super) user: DirectoryUser,
    /// Their roles; of a deleted one those that they had.
    pub(super) roles: UserRoles,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn global_administrator_includes_the_other_roles() {
        let all = UserRoles::new(UserRole::ALL);
        assert_eq!(all.words(), "Global administrator");
        assert!(all.is_admin() && all.is_global());
        let two = UserRoles::new(&[
            UserRole::LicenseAdministrator,
            UserRole::PasswordAdministrator,
            UserRole::LicenseAdministrator,
        ]);
        assert_eq!(two.words(), "Password administrator, License administrator");
        assert!(two.is_admin() && !two.is_global());
        assert_eq!(UserRoles::default().words(), "User");
    }
}
