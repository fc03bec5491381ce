//! Statements on order requests. Each starts from a scope, which is that of the reseller or of the provider, or from a row that
//! was found by one.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use super::model::{Because, OrderRequest, RequestLine, State};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{CustomerId, OrderId, OrderPress, OrderRequestId, PartnerId, SubscriptionId, UserId},
        schema::{order_request_lines, order_requests},
        types::Timestamp,
    },
    identity::Scope,
};

/// One that this partner sent, or that came to it.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub fn find(conn: &mut Conn, scope: Scope, id: OrderRequestId) -> db::Result<OrderRequest> {
    let own = order_requests::partner_id
        .eq(scope.partner_id())
        .or(order_requests::provider_id.eq(scope.partner_id()));
    Ok(order_requests::table
        .filter(order_requests::id.eq(id).and(own))
        .select(OrderRequest::as_select())
        .first(conn)?)
}

/// Its lines, in their order.
pub(super) fn lines(conn: &mut Conn, request: OrderRequestId) -> db::Result<Vec<RequestLine>> {
    Ok(order_request_lines::table
        .filter(order_request_lines::request_id.eq(request))
        .order(order_request_lines::place)
        .select(RequestLine::as_select())
        .load(conn)?)
}

/// The one that a press of this reseller made.
pub(super) fn by_key(
    conn: &mut Conn,
    scope: Scope,
    key: OrderPress,
) -> db::Result<Option<OrderRequest>> {
    Ok(order_requests::table
        .filter(order_requests::partner_id.eq(scope.partner_id()))
        .filter(order_requests::key.eq(key))
        .select(OrderRequest::as_select())
        .first(conn)
        .optional()?)
}

/// What this reseller has asked of a subscription and waits for.
pub(super) fn open_of_subscription(
    conn: &mut Conn,
    scope: Scope,
    subscription: SubscriptionId,
) -> db::Result<Option<OrderRequest>> {
    Ok(order_requests::table
        .filter(order_requests::subscription_id.eq(Some(subscription)))
        .filter(order_requests::state.eq(State::Open))
        .filter(order_requests::partner_id.eq(scope.partner_id()))
        .select(OrderRequest::as_select())
        .first(conn)
        .optional()?)
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    request: &OrderRequest,
    lines: &[RequestLine],
) -> db::Result<()> {
    diesel::insert_into(order_requests::table)
        .values(request)
        .execute(tx.conn())?;
    for line in lines {
        diesel::insert_into(order_request_lines::table)
            .values(line)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// What comes of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) state: State,
    pub(super) by: Option<UserId>,
    pub(super) reason: &'a str,
    pub(super) because: Option<Because>,
    pub(super) order: Option<OrderId>,
    pub(super) quantity: Option<i32>,
}

impl Answer<'_> {
    /// Withdrawn, by somebody or by nobody.
    pub(super) fn withdrawn(by: Option<UserId>, because: Because) -> Self {
        Self {
            state: State::Withdrawn,
            by,
            reason: "",
            because: Some(because),
            order: None,
            quantity: None,
        }
    }
}

/// Answers an open request whose time is not over; true for exactly one caller.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    id: OrderRequestId,
    answer: Answer<'_>,
    now: Timestamp,
) -> db::Result<bool> {
    let open = order_requests::table
        .find(id)
        .filter(order_requests::state.eq(State::Open))
        .filter(order_requests::expires_at.gt(now));
    Ok(diesel::update(open)
        .set(values(answer, now))
        .execute(tx.conn())?
        == 1)
}

/// Ends an open request, also one whose time is over; true for exactly one caller.
pub(super) fn end(
    tx: &mut Tx<'_>,
    id: OrderRequestId,
    because: Because,
    by: Option<UserId>,
    now: Timestamp,
) -> db::Result<bool> {
    let open = order_requests::table
        .find(id)
        .filter(order_requests::state.eq(State::Open));
    let withdrawn = values(Answer::withdrawn(by, because), now);
    Ok(diesel::update(open).set(withdrawn).execute(tx.conn())? == 1)
}

type Values<'a> = (
    diesel::dsl::Eq<order_requests::state, State>,
    diesel::dsl::Eq<order_requests::answered_by, Option<UserId>>,
    diesel::dsl::Eq<order_requests::answered_at, Option<Timestamp>>,
    diesel::dsl::Eq<order_requests::reason, &'a str>,
    diesel::dsl::Eq<order_requests::withdrawn_because, Option<Because>>,
    diesel::dsl::Eq<order_requests::order_id, Option<OrderId>>,
    diesel::dsl::Eq<order_requests::approved_quantity, Option<i32>>,
    diesel::dsl::Eq<order_requests::next_warning_at, Option<Timestamp>>,
);

fn values(answer: Answer<'_>, now: Timestamp) -> Values<'_> {
    (
        order_requests::state.eq(answer.state),
        order_requests::answered_by.eq(answer.by),
        order_requests::answered_at.eq(Some(now)),
        order_requests::reason.eq(answer.reason),
        order_requests::withdrawn_because.eq(answer.because),
        order_requests::order_id.eq(answer.order),
        order_requests::approved_quantity.eq(answer.quantity),
        order_requests::next_warning_at.eq(None),
    )
}

/// Keeps what the provider made of a line.
pub(super) fn approve_line(tx: &mut Tx<'_>, line: &RequestLine, quantity: i32) -> db::Result<()> {
    let set = order_request_lines::approved_quantity.eq(Some(quantity));
    diesel::update(order_request_lines::table.find(line.id))
        .set(set)
        .execute(tx.conn())?;
    Ok(())
}

/// The open ones for a customer that this partner sent, or that came to it.
pub(crate) fn open_of_customer(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    most: i64,
) -> db::Result<Vec<OrderRequest>> {
    let own = order_requests::partner_id
        .eq(scope.partner_id())
        .or(order_requests::provider_id.eq(scope.partner_id()));
    Ok(order_requests::table
        .filter(order_requests::customer_id.eq(customer))
        .filter(order_requests::state.eq(State::Open).and(own))
        .order(order_requests::id)
        .limit(most)
        .select(OrderRequest::as_select())
        .load(conn)?)
}

/// The open ones of a reseller to a provider.
pub(crate) fn open_between(
    conn: &mut Conn,
    (reseller, provider): (PartnerId, PartnerId),
    most: i64,
) -> db::Result<Vec<OrderRequest>> {
    Ok(order_requests::table
        .filter(order_requests::partner_id.eq(reseller))
        .filter(order_requests::state.eq(State::Open))
        .filter(order_requests::provider_id.eq(provider))
        .order(order_requests::id)
        .limit(most)
        .select(OrderRequest::as_select())
        .load(conn)?)
}

/// Some whose time is over.
pub(super) fn over(conn: &mut Conn, most: i64, now: Timestamp) -> db::Result<Vec<OrderRequest>> {
    Ok(order_requests::table
        .filter(order_requests::state.eq(State::Open))
        .filter(order_requests::expires_at.le(now))
        .order((order_requests::expires_at, order_requests::id))
        .limit(most)
        .select(OrderRequest::as_select())
        .load(conn)?)
}

/// Some of which both sides are to be told that they end soon.
pub(super) fn to_be_warned_of(
    conn: &mut Conn,
    most: i64,
    now: Timestamp,
) -> db::Result<Vec<OrderRequest>> {
    Ok(order_requests::table
        .filter(order_requests::next_warning_at.le(now))
        .order((order_requests::next_warning_at, order_requests::id))
        .limit(most)
        .select(OrderRequest::as_select())
        .load(conn)?)
}

/// Notes that both sides were told; true for exactly one caller.
pub(super) fn note_warned(tx: &mut Tx<'_>, request: &OrderRequest) -> db::Result<bool> {
    let same = order_requests::table
        .find(request.id)
        .filter(order_requests::state.eq(State::Open))
        .filter(order_requests::next_warning_at.eq(request.next_warning_at));
    let none = order_requests::next_warning_at.eq(None::<Timestamp>);
    Ok(diesel::update(same).set(none).execute(tx.conn())? == 1)
}
