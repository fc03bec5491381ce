//! Sets of roles, and the grant that carries one.

use diesel::{Insertable, Queryable, Selectable};

use super::AdminRole;
use crate::db::{
    MultiBackend,
    ids::{ConsentId, CustomerId, GrantId, PartnerId},
    schema::grants,
    text_set::TextSet,
    types::{Timestamp, text_enum},
};
use crate::identity::Owned;

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
        self.state == GrantState::Active && self.starts_at <= now && now < self.ends_at
    }
}
