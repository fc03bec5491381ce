//! Adding people.

use super::{
    model::{Roles, User, UserStatus},
    queries,
};
use crate::db::{
    self, Tx,
    ids::{PartnerId, UserId},
    types::Timestamp,
};

/// A new member of staff.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Employer.
    pub partner: PartnerId,
    /// Address, checked.
    pub email: String,
    /// Name, checked.
    pub name: String,
    /// Roles.
    pub roles: Roles,
    /// Hash of the password, if one is set at once.
    pub password_hash: Option<String>,
}

impl NewUser {
    /// Adds the person.
    ///
    /// # Errors
    /// `Duplicate` when the address is taken.
    pub fn insert(self, tx: &mut Tx<'_>, now: Timestamp) -> db::Result<UserId> {
        let user = User {
            id: UserId::new(),
            partner_id: self.partner,
            email: self.email,
            name: self.name,
            status: UserStatus::Active,
            password_hash: self.password_hash,
            notified_until: now,
            created_at: now,
            roles: self.roles,
        };
        queries::insert_user(tx, &user)?;
        Ok(user.id)
    }
}
