//! Sets of roles, and the states of a grant.

use super::AdminRole;
use crate::db::{text_set::TextSet, types::text_enum};

/// A set of roles.
pub type RoleSet = TextSet<AdminRole>;

impl RoleSet {
    /// The roles.
    #[must_use]
    pub fn roles(&self) -> Vec<AdminRole> {
        self.iter().collect()
    }

    /// Whether it holds this role.
    #[must_use]
    pub fn holds(&self, role: AdminRole) -> bool {
        self.iter().any(|held| held == role)
    }

    /// The others.
    #[must_use]
    pub fn without(&self, role: AdminRole) -> Self {
        let others: Vec<AdminRole> = self.iter().filter(|held| *held != role).collect();
        Self::new(&others)
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

text_enum! {
    /// What ended a grant.
    EndCause {
        /// Its time was over.
        Term = "term",
        /// The partner ended it.
        Partner = "partner",
        /// The customer ended it.
        Customer = "customer",
    }
}
