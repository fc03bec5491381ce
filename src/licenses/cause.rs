//! Why somebody loses a license.

use crate::{
    activity::By,
    customer_access::{CustomerAct, Granted},
    customers::Entry,
    db::ids::CustomerId,
    identity::Scope,
};

/// Who or what causes a loss, for the lines of activity.
#[derive(Debug)]
pub struct Cause<'a> {
    pub(super) scope: Scope,
    pub(super) by: By<'a>,
    /// As other partners read it.
    pub(super) name: String,
    pub(super) entry: &'a Entry,
    pub(super) customer: CustomerId,
}

impl<'a> Cause<'a> {
    /// Somebody of a partner.
    #[must_use]
    pub fn of<A: CustomerAct>(by: &'a Granted<A>) -> Self {
        let staff = &by.by.staff;
        Self {
            scope: by.by.scope,
            by: By::from(&by.by),
            name: format!("{}, {}", staff.name, staff.partner.legal_name),
            entry: &by.entry,
            customer: by.customer,
        }
    }

    /// Nobody: a date has come. `seller` is what other partners read, and `entry` the seller's own view of the customer.
    #[must_use]
    pub fn of_date(scope: Scope, seller: &str, entry: &'a Entry, customer: CustomerId) -> Self {
        Self {
            scope,
            by: By::this_server(scope.partner_id()),
            name: seller.to_owned(),
            entry,
            customer,
        }
    }
}
