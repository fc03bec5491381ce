//! Who places an order.

use crate::{
    activity::By,
    db::ids::{PartnerId, UserId},
    identity::{Authorized, ManageCustomers, Scope},
};

/// Who places an order.
#[derive(Debug, Clone, Copy)]
pub enum Orderer<'a> {
    /// Somebody of the seller who may.
    Person(&'a Authorized<ManageCustomers>),
    /// Nobody: the seller has chosen earlier that it renews.
    ThisServer(Scope),
}

impl Orderer<'_> {
    /// The seller.
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::Person(by) => by.scope,
            Self::ThisServer(scope) => scope,
        }
    }

    pub(super) fn person(self) -> Option<UserId> {
        match self {
            Self::Person(by) => Some(by.staff.id),
            Self::ThisServer(_) => None,
        }
    }

    /// As the seller's log names it.
    pub(super) fn at_seller(&self) -> By<'_> {
        match self {
            Self::Person(by) => By::from(*by),
            Self::ThisServer(scope) => By::this_server(scope.partner_id()),
        }
    }

    /// As the log of the reseller of record names it, to which the name is of another company.
    pub(super) fn at_reseller<'n>(&self, reseller: PartnerId, name: &'n str) -> By<'n> {
        match self {
            Self::Person(_) => By::partner(reseller, name),
            Self::ThisServer(_) => By::this_server(reseller),
        }
    }

    /// Name and company of the person; nothing where it is nobody.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Person(by) => format!("{}, {}", by.staff.name, by.staff.partner.legal_name),
            Self::ThisServer(_) => String::new(),
        }
    }
}
