//! Who acts, and the proof that they may.

use std::marker::PhantomData;

use super::{
    model::{Partner, Roles, User},
    permissions::{ManageCustomers, ManagePartnerships, Permission},
    queries,
    scope::Scope,
};
use crate::db::{
    self, Conn,
    ids::{SessionId, UserId},
    types::Timestamp,
};

/// Whoever acts. So far it is always a member of a partner's staff. A customer's own administrator and a program with a
/// token are others: each becomes a variant with what belongs to it, and the compiler then asks what it may do
/// (`Authorized::of`) wherever one is looked at.
#[derive(Debug, Clone)]
pub enum Principal {
    /// A member of a partner's staff.
    Staff(Staff),
}

/// A member of a partner's staff.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Key.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Roles.
    pub roles: Roles,
    /// Employer.
    pub partner: Partner,
}

impl Staff {
    /// From the rows of the person and of the employer.
    #[must_use]
    pub(super) fn new(user: User, partner: Partner) -> Self {
        Self {
            id: user.id,
            name: user.name,
            email: user.email,
            roles: user.roles,
            partner,
        }
    }
}

/// A signed-in browser, as it was found for this request.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The session's row.
    pub session: SessionId,
    /// Who signed in.
    pub principal: Principal,
    /// Notifications up to here are read.
    pub notified_until: Timestamp,
}

/// The signed-in person, proven to hold `P`. Anonymous: to the sign-in page. Lacking `P`: 403 with the people
/// who hold it.
#[derive(Debug)]
pub struct Authorized<P> {
    /// The person.
    pub staff: Staff,
    /// What queries start from.
    pub scope: Scope,
    permission: PhantomData<fn() -> P>,
}

impl<P> Clone for Authorized<P> {
    fn clone(&self) -> Self {
        Self {
            staff: self.staff.clone(),
            scope: self.scope,
            permission: PhantomData,
        }
    }
}

/// Who may connect with customers.
pub type CustomerManager = Authorized<ManageCustomers>;
/// Who may connect with other partners.
pub type PartnershipManager = Authorized<ManagePartnerships>;

impl<P: Permission> Authorized<P> {
    /// The proof, where a role of the person holds `P`.
    #[must_use]
    pub(super) fn of(staff: &Staff) -> Option<Self> {
        P::granted_to(&staff.roles).then(|| Self {
            scope: Scope::of(&staff.partner),
            staff: staff.clone(),
            permission: PhantomData,
        })
    }

    /// The same person with another permission, where one of their roles holds it.
    #[must_use]
    pub fn with<Q: Permission>(&self) -> Option<Authorized<Q>> {
        Authorized::of(&self.staff)
    }

    /// The proof for a person, where there is no request: the command line, the demo, tests.
    ///
    /// # Errors
    /// `NotFound` when there is no such active person, or no role of theirs holds `P`.
    pub fn for_user(conn: &mut Conn, user: UserId) -> db::Result<Self> {
        let (user, partner) = queries::active_user(conn, user)?;
        Self::of(&Staff::new(user, partner)).ok_or(db::Error::NotFound)
    }
}
