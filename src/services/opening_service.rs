//! Opening a service's own administration for a customer.

use super::{
    address,
    at_customer::{self, AtCustomer},
    door::Door,
    events,
};
use crate::{
    customer_access::between,
    customers::{self, Entry},
    db::{self, Conn, Tx, ids::CustomerId, types::Timestamp},
    error::AppError,
    identity::{Authorized, OpenServices, Scope},
};

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotOpened {
    /// The customer has no such service, or none that this partner sees.
    #[error("This customer has no such service any more, or none that you can see.")]
    Gone,
    /// Nobody has said where it is administered, or it was said anew just now.
    #[error(
        "How this service is administered was changed just now. Nothing was opened: look again."
    )]
    Changed,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<NotOpened> for AppError {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// One service of a customer, by what stands between the two at this moment.
pub(super) fn find(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    plan_id: &str,
    now: Timestamp,
) -> Result<AtCustomer, NotOpened> {
    let between = between(conn, scope, customer, now)?;
    let found = at_customer::all(conn, scope, customer, &between)?;
    let mut found = found.into_iter();
    found
        .find(|service| service.plan_id == plan_id)
        .ok_or(NotOpened::Gone)
}

/// Records that it was opened; its address for this customer. `known` is what the role was asked for.
pub(super) fn open(
    tx: &mut Tx<'_>,
    by: &Authorized<OpenServices>,
    (entry, customer): (&Entry, CustomerId),
    known: &AtCustomer,
    now: Timestamp,
) -> Result<String, NotOpened> {
    let service = find(tx.conn(), by.scope, customer, &known.plan_id, now)?;
    let address = match &service.door {
        Door::Known { address, .. } if service.door == known.door => address,
        _ => return Err(NotOpened::Changed),
    };
    let record = customers::find_customer(tx.conn(), customer)?;
    let address = address::filled(address, customer, &record.domain);
    let address = address.ok_or(NotOpened::Changed)?;
    events::opened(tx, by, (entry, customer), &service.name, now)?;
    Ok(address.into())
}
