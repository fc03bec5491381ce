//! Sends a request to a provider.

use super::{
    comes::{self, Comes},
    events::SENT,
    model::{Act, OrderRequest, RUNS, RequestLine, State},
    queries,
    telling::{self, News},
};
use crate::{
    carts::{self, Judged, Review},
    charges::Sums,
    customer_access::{Granted, ManageSubscriptions, PlaceOrder},
    customers,
    db::{
        self, Conn, Tx,
        ids::{OrderPress, OrderRequestId, OrderRequestLineId, PartnerId, SubscriptionId},
        types::Timestamp,
    },
    identity::{Authorized, ManageCustomers, Scope},
    orders,
    partnerships::{self, Side},
    renewals::Desk,
    secrets::sha256_hex,
    subscriptions::{self, Subscription, still_returnable},
    text::{folded, licenses},
};

/// What was pressed.
#[derive(Debug, Clone)]
pub struct SendPress {
    /// The key that the form carried.
    pub key: OrderPress,
    /// The hash of what it showed.
    pub shown: String,
    /// To the provider; may be empty.
    pub message: String,
}

impl SendPress {
    fn content_hash(&self, what: &str) -> String {
        sha256_hex(&format!("{what}\n{}\n{}", self.shown, self.message))
    }
}

/// A change of a subscription that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct ChangeAsk {
    /// Of which.
    pub subscription: SubscriptionId,
    /// What.
    pub act: Act,
    /// How many licenses it shall have.
    pub to: Option<i32>,
    /// Which version of it was looked at.
    pub version: i32,
}

/// Why no request was sent.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// With this form something else was asked.
    #[error("With that page another request was sent. Nothing was sent now")]
    OtherContent(OrderRequestId),
    /// The cart is not there any more.
    #[error("This cart is no longer there: it was emptied, or forgotten. Nothing was sent")]
    Gone,
    /// A line cannot be ordered as it is.
    #[error(
        "Nothing was sent: something stands against what is marked below. Change it in the cart"
    )]
    Lines,
    /// Something is different from what was shown.
    #[error(
        "Nothing was sent: a price, a bound, a date or the subscription has changed since you looked. What it comes to now stands below"
    )]
    Changed,
    /// It cannot be done with this subscription now.
    #[error("{0}")]
    Closed(String),
    /// Something else is asked of it already.
    #[error(
        "Something is asked of this subscription already, and has no answer yet. Withdraw that request first"
    )]
    Open(OrderRequestId),
    /// The two do not work together any more.
    #[error("You have no active partnership with the company that sells it, so nothing was sent")]
    NoPartnership,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// The request that a press made before, if it did.
fn before(
    conn: &mut Conn,
    by: &Authorized<ManageCustomers>,
    key: OrderPress,
    content_hash: &str,
) -> Result<Option<OrderRequest>, NotSent> {
    match queries::by_key(conn, by.scope, key)? {
        Some(same) if same.content_hash == content_hash => Ok(Some(same)),
        Some(other) => Err(NotSent::OtherContent(other.id)),
        None => Ok(None),
    }
}

/// Asks for the person's cart, which goes; or finds the request that the same press made before. The caller holds the partner
/// and the customer.
///
/// # Errors
/// See [`NotSent`]; nothing is changed then.
pub fn send_cart(
    tx: &mut Tx<'_>,
    by: &Granted<PlaceOrder>,
    desk: &Desk,
    press: &SendPress,
    now: Timestamp,
) -> Result<OrderRequest, NotSent> {
    let content_hash = press.content_hash("cart");
    if let Some(same) = before(tx.conn(), &by.by, press.key, &content_hash)? {
        return Ok(same);
    }
    let review = match carts::review(tx.conn(), by, now) {
        Ok(review) => review,
        Err(db::Error::NotFound) => return Err(NotSent::Gone),
        Err(other) => return Err(other.into()),
    };
    let provider = review.provider.as_ref().map(|provider| provider.id);
    let provider = provider.filter(|_| review.key() == press.key);
    let provider = provider.ok_or(NotSent::Gone)?;
    if review.has_problem() {
        return Err(NotSent::Lines);
    }
    if review.shown() != press.shown {
        return Err(NotSent::Changed);
    }
    let asked = Asked {
        act: Act::New,
        title: title_of(&review),
        provider,
        currency: &review.buyer.currency,
        sums: Comes::Cart(Box::new(review.clone())).sums(),
        row: None,
        to: None,
        expires_at: now.plus(RUNS),
    };
    let request = request(tx.conn(), by, (asked, press, content_hash), now)?;
    let lines: Vec<RequestLine> = (1..)
        .zip(&review.lines)
        .map(|(place, judged)| line_of(&request, place, judged))
        .collect();
    queries::insert(tx, &request, &lines)?;
    carts::forget_one(tx, &review)?;
    telling::tell(tx, desk, Some(&by.by), (&request, &News::of(SENT)), now)?;
    Ok(request)
}

/// `25 × Suite and 2 more`.
fn title_of(review: &Review) -> String {
    let first = review.lines.first();
    let first = first.map(|it| format!("{} × {}", it.line.quantity, it.plan.sku_title));
    let more = match review.lines.len() {
        0 | 1 => String::new(),
        number => format!(" and {} more", number - 1),
    };
    format!("{}{more}", first.unwrap_or_default())
}

fn line_of(request: &OrderRequest, place: i32, judged: &Judged) -> RequestLine {
    let priced = judged.priced.as_ref();
    RequestLine {
        id: OrderRequestLineId::new(),
        request_id: request.id,
        place,
        provider_id: request.provider_id,
        plan_id: judged.plan.id,
        product_id: judged.plan.product_id.clone(),
        sku_id: judged.plan.sku_id.clone(),
        sku_title: judged.plan.sku_title.clone(),
        segment: judged.line.segment,
        term_duration: judged.line.term_duration,
        billing_plan: judged.line.billing_plan,
        quantity: judged.line.quantity,
        approved_quantity: None,
        partner_price: priced.and_then(|it| it.price.partner_price),
        list_price: priced.and_then(|it| it.price.list_price),
        partner_amount: priced.and_then(|it| it.sums.partner),
        list_amount: priced.and_then(|it| it.sums.list),
    }
}

/// Asks for a change of a subscription of which one is reseller of record; or finds the request that the same press made before.
/// The caller holds the partner and the customer.
///
/// # Errors
/// See [`NotSent`]; nothing is changed then.
pub fn send_change(
    tx: &mut Tx<'_>,
    by: &Granted<ManageSubscriptions>,
    desk: &Desk,
    (ask, press): (&ChangeAsk, &SendPress),
    now: Timestamp,
) -> Result<OrderRequest, NotSent> {
    let content_hash =
        press.content_hash(&format!("{} {:?} {:?}", ask.subscription, ask.act, ask.to));
    if let Some(same) = before(tx.conn(), &by.by, press.key, &content_hash)? {
        return Ok(same);
    }
    let row = subscriptions::find(tx.conn(), by.by.scope, ask.subscription)?;
    if row.partner_id_on_record != Some(by.by.scope.partner_id()) {
        return Err(db::Error::NotFound.into());
    }
    let together =
        partnerships::active_with(tx.conn(), by.by.scope, Side::Reseller, row.partner_id)?;
    if together.is_none() {
        return Err(NotSent::NoPartnership);
    }
    if !orders::sells_to(tx, Scope::of(&row), row.customer_id)? {
        return Err(NotSent::Closed(SELLER_IS_GONE.to_owned()));
    }
    if let Some(open) = queries::open_of_subscription(tx.conn(), by.by.scope, row.id)? {
        return Err(NotSent::Open(open.id));
    }
    if row.version != ask.version {
        return Err(NotSent::Changed);
    }
    let comes = comes::change(tx.conn(), &row, (ask.act, ask.to), now)?.map_err(NotSent::Closed)?;
    if comes.asked(&row) != press.shown {
        return Err(NotSent::Changed);
    }
    let asked = Asked {
        act: ask.act,
        title: title_of_change(&row, ask),
        provider: row.partner_id,
        currency: &row.currency,
        sums: comes.sums(),
        row: Some(&row),
        to: ask.to.filter(|_| ask.act.is_of_seats()),
        expires_at: expires_at(tx.conn(), &row, ask, now)?,
    };
    let request = request(tx.conn(), by, (asked, press, content_hash), now)?;
    queries::insert(tx, &request, &[])?;
    telling::tell(tx, desk, Some(&by.by), (&request, &News::of(SENT)), now)?;
    Ok(request)
}

const SELLER_IS_GONE: &str = "Its seller has no active relationship with this customer any more, so it can change nothing for it";

fn title_of_change(row: &Subscription, ask: &ChangeAsk) -> String {
    let name = row.name();
    match (ask.act, ask.to) {
        (Act::MoreSeats | Act::FewerSeats, Some(to)) => {
            format!("{name}: {} instead of {}", licenses(to), row.quantity)
        }
        (act, _) => format!("{} {name}", act.label()),
    }
}

/// One to cancel, or to give back, runs no longer than that can be done.
pub(super) fn expires_at(
    conn: &mut Conn,
    row: &Subscription,
    ask: &ChangeAsk,
    now: Timestamp,
) -> db::Result<Timestamp> {
    let usual = now.plus(RUNS);
    Ok(match (ask.act, ask.to) {
        (Act::Cancel, _) => usual.min(row.cancellation_allowed_until_date),
        (Act::FewerSeats, Some(to)) => {
            let lines = orders::lines_of_term(conn, row.id, row.commitment_end_date)?;
            let back = still_returnable(row, &lines, now);
            let mut left: i32 = back.iter().map(|one| one.left).sum();
            let wanted = row.quantity - to;
            // Those whose time ends first fall away first: at one of these instants too few are left.
            let until = back.iter().find(|one| {
                left -= one.left;
                left < wanted
            });
            until.map_or(usual, |one| usual.min(one.until))
        }
        _ => usual,
    })
}

/// What is asked, of whom.
struct Asked<'a> {
    act: Act,
    title: String,
    provider: PartnerId,
    currency: &'a str,
    sums: Option<Sums>,
    row: Option<&'a Subscription>,
    to: Option<i32>,
    expires_at: Timestamp,
}

fn request<A>(
    conn: &mut Conn,
    by: &Granted<A>,
    (asked, press, content_hash): (Asked<'_>, &SendPress, String),
    now: Timestamp,
) -> db::Result<OrderRequest>
where
    A: crate::customer_access::CustomerAct<Role = ManageCustomers>,
{
    let customer = customers::find_customer(conn, by.customer)?;
    let sums = asked.sums;
    Ok(OrderRequest {
        id: OrderRequestId::new(),
        partner_id: by.by.scope.partner_id(),
        provider_id: asked.provider,
        customer_id: customer.id,
        customer_key: folded(&customer.name),
        customer_name: customer.name,
        act: asked.act,
        title: asked.title,
        state: State::Open,
        message: press.message.clone(),
        asked_by: by.by.staff.id,
        asked_at: now,
        expires_at: asked.expires_at,
        next_warning_at: OrderRequest::warning(now, asked.expires_at),
        subscription_id: asked.row.map(|row| row.id),
        from_quantity: asked
            .row
            .filter(|_| asked.to.is_some())
            .map(|row| row.quantity),
        to_quantity: asked.to,
        approved_quantity: None,
        currency: asked.currency.to_owned(),
        partner_amount: sums.and_then(|it| it.partner),
        list_amount: sums.and_then(|it| it.list),
        key: press.key,
        content_hash,
        answered_by: None,
        answered_at: None,
        reason: String::new(),
        withdrawn_because: None,
        order_id: None,
    })
}
