//! Declines a request, and takes one back; and ends those that rest on something that ends.

use super::{
    approve_service::NotAnswered,
    events::{DECLINED, WITHDRAWN},
    model::{Because, OrderRequest, State},
    queries::{self, Answer},
    telling::{self, News},
};
use crate::{
    activity::Changes,
    db::{
        self, Tx,
        ids::{CustomerId, OrderRequestId, PartnerId},
        types::Timestamp,
    },
    identity::{Authorized, ManageCustomers},
    renewals::Desk,
};

/// Declines it, with a reason. It is one guarded statement, and takes no other lock.
///
/// # Errors
/// See [`NotAnswered`]; nothing is changed then.
pub fn decline(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    desk: &Desk,
    (id, reason): (OrderRequestId, &str),
    now: Timestamp,
) -> Result<OrderRequest, NotAnswered> {
    let request = queries::find(tx.conn(), by.scope, id)?;
    if request.provider_id != by.scope.partner_id() {
        return Err(NotAnswered::NotYours);
    }
    let answer = Answer {
        state: State::Declined,
        by: Some(by.staff.id),
        reason,
        because: None,
        order: None,
        quantity: None,
    };
    if !queries::answer(tx, id, answer, now)? {
        return Err(NotAnswered::Already);
    }
    let words = format!("Nothing was ordered or changed. The reason:\n{reason}");
    let news = News {
        changes: Changes::none().value("Reason", "", reason),
        ..News::of(DECLINED).saying(words)
    };
    telling::tell(tx, desk, Some(by), (&request, &news), now)?;
    Ok(request)
}

/// Takes it back.
///
/// # Errors
/// See [`NotAnswered`]; nothing is changed then.
pub fn take_back(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    desk: &Desk,
    id: OrderRequestId,
    now: Timestamp,
) -> Result<OrderRequest, NotAnswered> {
    let request = queries::find(tx.conn(), by.scope, id)?;
    if request.partner_id != by.scope.partner_id() {
        return Err(NotAnswered::NotYours);
    }
    let answer = Answer::withdrawn(Some(by.staff.id), Because::Asked);
    if !queries::answer(tx, id, answer, now)? {
        return Err(NotAnswered::Already);
    }
    telling::tell(tx, desk, Some(by), (&request, &News::of(WITHDRAWN)), now)?;
    Ok(request)
}

/// Ends all open ones for a customer that this partner sent, or that came to it: its relationship was removed. Returns which.
/// The caller holds the partner and the customer.
///
/// # Errors
/// When a row cannot be written.
pub(crate) fn withdraw_for_customer<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    desk: &Desk,
    customer: CustomerId,
    now: Timestamp,
) -> db::Result<Vec<OrderRequestId>> {
    let open = queries::open_of_customer(tx.conn(), by.scope, customer, i64::MAX)?;
    withdraw(tx, by, desk, (&open, Because::Relationship), now)
}

/// Ends all open ones between a reseller and a provider: their partnership was removed. Returns which. The caller holds both.
///
/// # Errors
/// When a row cannot be written.
pub(crate) fn withdraw_between<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    desk: &Desk,
    (reseller, provider): (PartnerId, PartnerId),
    now: Timestamp,
) -> db::Result<Vec<OrderRequestId>> {
    let open = queries::open_between(tx.conn(), (reseller, provider), i64::MAX)?;
    withdraw(tx, by, desk, (&open, Because::Partnership), now)
}

fn withdraw<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    desk: &Desk,
    (open, because): (&[OrderRequest], Because),
    now: Timestamp,
) -> db::Result<Vec<OrderRequestId>> {
    let words = format!("{} Nothing was ordered or changed.", because.words());
    let news = News::of(WITHDRAWN).saying(words);
    let mut ended = Vec::new();
    for request in open {
        if queries::end(tx, request.id, because, Some(by.staff.id), now)? {
            telling::tell(tx, desk, Some(by), (request, &news), now)?;
            ended.push(request.id);
        }
    }
    Ok(ended)
}
