//! Approves a request: everything that ordering and the acts on subscriptions ask is asked again, by their own functions, in one
//! transaction with the answer.

use super::{
    comes::{self, OTHER_RESELLER},
    events::APPROVED,
    model::{Act, OrderRequest, RequestLine, State},
    queries::{self, Answer},
    telling::{self, News},
};
use crate::{
    activity::Changes,
    carts::{self, Choice, NotOrdered, Ordered, Pressed},
    customers::Entry,
    db::{self, Conn, Tx, ids::OrderRequestId, types::Timestamp},
    identity::{Authorized, ManageCustomers},
    orders::Order,
    renewals::Desk,
    subscription_changes::{self, NotChanged, Press, SeatsPress, Seen},
    subscriptions,
};

/// What the provider approves.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Which request.
    pub id: OrderRequestId,
    /// How many of each line, or how many licenses the subscription shall have.
    pub wanted: Vec<i32>,
    /// The hash of what was shown.
    pub shown: String,
    /// The version of the subscription that was looked at.
    pub version: i32,
    /// Whether what is scheduled for the renewal stays.
    pub keep: Option<bool>,
}

/// The approval of a request as it was asked: the demo, tests.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn as_asked(
    conn: &mut Conn,
    request: &OrderRequest,
    now: Timestamp,
) -> db::Result<Approval> {
    let lines = queries::lines(conn, request.id)?;
    let wanted = comes::asked(request, &lines);
    let at_once = comes::at_once(conn, request, (&lines, &wanted), now)?;
    Ok(Approval {
        id: request.id,
        shown: at_once.comes.map(|comes| comes.shown()).unwrap_or_default(),
        version: at_once.row.map_or(0, |row| row.version),
        keep: Some(true),
        wanted,
    })
}

/// Why a request was not answered.
#[derive(Debug, thiserror::Error)]
pub enum NotAnswered {
    /// Somebody was first, or its time is over.
    #[error("this request has an answer already, or its time is over")]
    Already,
    /// It is not for this partner to say.
    #[error("this is for the other company to say")]
    NotYours,
    /// The relationship with the customer has ended.
    #[error("Your relationship with this customer has ended, so nothing can be ordered or changed")]
    Lacking,
    /// Something is different from what was shown.
    #[error(
        "Nothing was done: a price, a bound, a date or the subscription has changed since you looked. What it comes to now stands below"
    )]
    Changed,
    /// What rules ask is not so; the request stays open.
    #[error("{1}")]
    Refused(&'static str, String),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl NotAnswered {
    fn refused(why: impl Into<String>) -> Self {
        Self::Refused("", why.into())
    }
}

impl From<NotOrdered> for NotAnswered {
    fn from(error: NotOrdered) -> Self {
        match error {
            NotOrdered::Db(error) => Self::Db(error),
            NotOrdered::Lacking => Self::Lacking,
            NotOrdered::Changed => Self::Changed,
            // It was ordered with the same key, and other quantities: by whoever approved it first.
            NotOrdered::OtherContent(_) => Self::Already,
            NotOrdered::Lines => {
                Self::refused("Nothing was ordered: something stands against what is marked below")
            }
            other => Self::refused(other.to_string()),
        }
    }
}

impl From<NotChanged> for NotAnswered {
    fn from(error: NotChanged) -> Self {
        match error {
            NotChanged::Db(error) => Self::Db(error),
            NotChanged::Lacking => Self::Lacking,
            NotChanged::Changed | NotChanged::Stale => Self::Changed,
            NotChanged::OtherContent(_) => Self::Already,
            NotChanged::Field("scheduled", why) => Self::Refused("scheduled", why),
            other => Self::refused(other.to_string()),
        }
    }
}

/// Does what was asked, with the quantities that the provider says. Locks: those of the order or act, then the request.
///
/// # Errors
/// See [`NotAnswered`]; nothing is changed then, and the request stays open.
pub fn approve(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    desk: &Desk,
    approval: &Approval,
    now: Timestamp,
) -> Result<OrderRequest, NotAnswered> {
    let request = queries::find(tx.conn(), by.scope, approval.id)?;
    if request.provider_id != by.scope.partner_id() {
        return Err(NotAnswered::NotYours);
    }
    if !request.is_open(now) {
        return Err(NotAnswered::Already);
    }
    let lines = queries::lines(tx.conn(), request.id)?;
    let entry = comes::entry(tx.conn(), &request)?.ok_or(NotAnswered::Lacking)?;
    let asked = comes::asked(&request, &lines);
    if approval.wanted.len() != asked.len() {
        return Err(NotAnswered::Changed);
    }
    let order = match request.act {
        Act::New => Some(order(tx, by, (&entry, &request, &lines), approval, now)?),
        _ => change(tx, by, (&entry, &request), approval, now)?,
    };
    let quantity = request.to_quantity.and(approval.wanted.first().copied());
    let answer = Answer {
        state: State::Approved,
        by: Some(by.staff.id),
        reason: "",
        because: None,
        order: order.as_ref().map(|order| order.id),
        quantity,
    };
    if !queries::answer(tx, request.id, answer, now)? {
        return Err(NotAnswered::Already);
    }
    for (line, quantity) in lines.iter().zip(&approval.wanted) {
        queries::approve_line(tx, line, *quantity)?;
    }
    let news = news(&request, (&lines, approval), order.as_ref());
    telling::tell(tx, desk, Some(by), (&request, &news), now)?;
    Ok(queries::find(tx.conn(), by.scope, request.id)?)
}

fn order(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    (entry, request, lines): (&Entry, &OrderRequest, &[RequestLine]),
    approval: &Approval,
    now: Timestamp,
) -> Result<Order, NotAnswered> {
    let basket = comes::basket(request, lines, &approval.wanted);
    let pressed = Pressed {
        key: basket.key,
        shown: approval.shown.clone(),
        choice: Choice::Reseller(request.partner_id),
    };
    match carts::confirm_basket(tx, by, entry, (&basket, &pressed), now)? {
        Ordered::Now(order) => Ok(*order),
        Ordered::Before(_) => Err(NotAnswered::Already),
    }
}

fn change(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    (entry, request): (&Entry, &OrderRequest),
    approval: &Approval,
    now: Timestamp,
) -> Result<Option<Order>, NotAnswered> {
    let id = request.subscription_id.ok_or(NotAnswered::Changed)?;
    let row = subscriptions::find(tx.conn(), by.scope, id)?;
    let to = approval.wanted.first().copied();
    // Why it cannot be done is told in the words of the page; the act itself asks again under its locks.
    let comes = comes::change(tx.conn(), &row, (request.act, to), now)?;
    comes.map_err(NotAnswered::refused)?;
    let seen = Seen {
        id,
        version: approval.version,
    };
    let press = Press {
        seen,
        key: request.press(),
        shown: approval.shown.clone(),
        asked_by: Some(request.asked_by),
    };
    let order = match (request.act, to) {
        (Act::MoreSeats | Act::FewerSeats, Some(to)) => {
            let keep = approval.keep;
            let pressed = SeatsPress { press, to, keep };
            Some(subscription_changes::change_seats(
                tx, by, entry, &pressed, now,
            )?)
        }
        (Act::Cancel, _) => Some(subscription_changes::cancel(tx, by, entry, &press, now)?.order),
        (Act::Suspend, _) => {
            subscription_changes::suspend(tx, by, entry, seen, now)?;
            None
        }
        (Act::Resume, _) => {
            subscription_changes::resume(tx, by, entry, seen, now)?;
            None
        }
        _ => return Err(NotAnswered::Changed),
    };
    // Held by now.
    let row = subscriptions::find(tx.conn(), by.scope, id)?;
    match row.partner_id_on_record == Some(request.partner_id) {
        true => Ok(order),
        false => Err(NotAnswered::refused(OTHER_RESELLER)),
    }
}

fn news(
    request: &OrderRequest,
    (lines, approval): (&[RequestLine], &Approval),
    order: Option<&Order>,
) -> News {
    let mut changes = Changes::none();
    let asked = comes::asked(request, lines);
    for (place, (before, after)) in asked.iter().zip(&approval.wanted).enumerate() {
        let what = lines.get(place).map_or("Licenses", |line| &line.sku_title);
        changes = changes.value(what, &before.to_string(), &after.to_string());
    }
    let mut words = match order {
        Some(order) => format!("It is approved, with order {}.", order.number()),
        None => "It is approved, and done.".to_owned(),
    };
    if !changes.is_empty() {
        let changed = changes.words().join("; ");
        words.push_str(&format!(
            "\n\nThe quantities are others than asked: {changed}."
        ));
    }
    News {
        changes,
        ..News::of(APPROVED).saying(words)
    }
}
