//! The roles that a privilege can hold: what they are called, which are offered, and what is said of each.

use crate::db::types::text_enum;

text_enum! {
    /// A role over a customer. In the order of this list everywhere; a new one is added at its end, so that sets of roles
    /// that are kept stay in that order.
    AdminRole {
        /// Reads the directory.
        DirectoryReader = "directory_reader",
        /// Opens and follows service requests.
        ServiceSupport = "service_support",
        /// Assigns and takes licenses.
        LicenseAdministrator = "license_administrator",
        /// Creates, changes and deletes users.
        UserAdministrator = "user_administrator",
        /// Opens nothing. Was offered once; privileges that hold it are kept as they were agreed to.
        BillingAdministrator = "billing_administrator",
        /// Everything that the customer's own administrators can do.
        GlobalAdministrator = "global_administrator",
        /// Reads everything.
        GlobalReader = "global_reader",
        /// Administers mail.
        ExchangeAdministrator = "exchange_administrator",
        /// Administers sites and files.
        SharePointAdministrator = "sharepoint_administrator",
        /// Administers meetings, chats and telephony.
        TeamsAdministrator = "teams_administrator",
        /// Administers devices.
        IntuneAdministrator = "intune_administrator",
        /// Administers security settings.
        SecurityAdministrator = "security_administrator",
    }
}

impl AdminRole {
    /// Most days that a privilege with the role Global administrator lasts.
    pub const GLOBAL_DAYS: i32 = 365;

    /// Those that can be asked for, beside Global administrator, which is shown apart.
    pub fn offered() -> impl Iterator<Item = Self> {
        let usual = |role: &Self| role.is_offered() && *role != Self::GlobalAdministrator;
        Self::ALL.iter().copied().filter(usual)
    }

    /// Whether it can be asked for.
    #[must_use]
    pub fn is_offered(self) -> bool {
        self != Self::BillingAdministrator
    }

    /// Whether its holder may reach what stands in mail and files.
    #[must_use]
    pub fn reaches_content(self) -> bool {
        matches!(
            self,
            Self::GlobalAdministrator
                | Self::ExchangeAdministrator
                | Self::SharePointAdministrator
                | Self::TeamsAdministrator
        )
    }

    /// The role's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::DirectoryReader => "Directory reader",
            Self::ServiceSupport => "Service support administrator",
            Self::LicenseAdministrator => "License administrator",
            Self::UserAdministrator => "User administrator",
            Self::BillingAdministrator => "Billing administrator",
            Self::GlobalAdministrator => "Global administrator",
            Self::GlobalReader => "Global reader",
            Self::ExchangeAdministrator => "Exchange administrator",
            Self::SharePointAdministrator => "SharePoint administrator",
            Self::TeamsAdministrator => "Teams administrator",
            Self::IntuneAdministrator => "Intune administrator",
            Self::SecurityAdministrator => "Security administrator",
        }
    }

    /// What it lets a partner do, for the partner's own staff.
    #[must_use]
    pub fn meaning_to_staff(self) -> &'static str {
        match self {
            Self::DirectoryReader => "See the customer's users and groups",
            Self::ServiceSupport => {
                "See the customer's users, open service requests for it and follow them"
            }
            Self::LicenseAdministrator => {
                "See the customer's users, give licenses to them and take them back"
            }
            Self::UserAdministrator => {
                "See the customer's users, create, change, block and delete them, and mail them a link to set a new password; not those who hold an admin role there"
            }
            Self::BillingAdministrator => "Opens nothing here, and is no longer offered",
            Self::GlobalAdministrator => {
                "Everything that the customer's own administrators can do, also with users who hold an admin role, and with their roles"
            }
            Self::GlobalReader => {
                "See all of the customer's users, settings and reports, and change nothing"
            }
            Self::ExchangeAdministrator => {
                "See the customer's users, and manage its mail and mailboxes"
            }
            Self::SharePointAdministrator => {
                "See the customer's users, and manage its sites and files"
            }
            Self::TeamsAdministrator => {
                "See the customer's users, and manage its meetings, chats and telephony"
            }
            Self::IntuneAdministrator => {
                "See the customer's users, and manage its devices and the apps on them"
            }
            Self::SecurityAdministrator => {
                "See the customer's users and security alerts, and change its security settings"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_two_roles_are_offered_in_one_list() {
        let offered: Vec<AdminRole> = AdminRole::offered().collect();
        let left_out: Vec<&AdminRole> = AdminRole::ALL
            .iter()
            .filter(|role| !offered.contains(role))
            .collect();
        assert_eq!(
            left_out,
            [
                &AdminRole::BillingAdministrator,
                &AdminRole::GlobalAdministrator
            ]
        );
    }
}
