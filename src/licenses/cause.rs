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
    pub(super) entry: &'a Entry,
    pub(super) customer: CustomerId,
}

impl<'a> Cause<'a> {
    /// Somebody of a partner.
    #[must_use]
    pub fn of<A: CustomerAct>(by: &'a Granted<A>) -> Self {
        Self {
            scope: by.by.scope,
            by: By::from(&by.by),
            entry: &by.entry,
            customer: by.customer,
        }
    }

    /// Nobody: a date has come. `entry` is the seller's own view of the customer.
    #[must_use]
    pub fn of_date(scope: Scope, entry: &'a Entry, customer: CustomerId) -> Self {
        Self {
            scope,
            by: By::this_server(scope.partner_id()),
            entry,
            customer,
        }
    }
}
