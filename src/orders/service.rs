//! Places an order.

use super::{
    events,
    order::{Kind, Order, OrderLine},
    orderer::Orderer,
    queries,
};
use crate::{
    charges::{Sums, TermDays},
    customers::Customer,
    db::{
        self, Tx,
        ids::{EntryId, OrderId, OrderLineId, OrderPress, PartnerId, SubscriptionId, UserId},
        types::Timestamp,
    },
    prices::{Amounts, Billing, Plan, Segment, Term},
    secrets::sha256_hex,
};

/// A line to be ordered.
#[derive(Debug, Clone)]
pub struct NewLine {
    /// What.
    pub plan: Plan,
    /// For whom the price is.
    pub segment: Segment,
    /// For how long.
    pub term: Term,
    /// In how many parts.
    pub billing: Billing,
    /// How many; negative where they are given back.
    pub quantity: i32,
    /// What one costs for a whole term.
    pub price: Amounts,
    /// What all of them come to.
    pub sums: Sums,
    /// The days that are charged.
    pub days: TermDays,
    /// What comes of it, or what it changes.
    pub subscription: SubscriptionId,
    /// The line that it gives back.
    pub returned: Option<OrderLineId>,
}

/// An order to be placed.
#[derive(Debug)]
pub struct NewOrder<'a> {
    /// Who confirms it, at the seller.
    pub by: Orderer<'a>,
    /// Who asked for it, where that is somebody else: of the reseller that sent an order request.
    pub asked_by: Option<UserId>,
    /// What it does.
    pub kind: Kind,
    /// For whom.
    pub customer: &'a Customer,
    /// As the seller knows that company.
    pub entry: EntryId,
    /// The reseller of record; none states that the seller sells directly.
    pub on_record: Option<PartnerId>,
    /// In whose minor units the amounts are.
    pub currency: &'a str,
    /// By which a second press is known.
    pub key: OrderPress,
    /// What was pressed.
    pub content_hash: String,
    /// What is ordered.
    pub lines: Vec<NewLine>,
}

/// Places an order. The caller holds the seller's partner and the customer, and has asked all that rule 11 asks. What the
/// lines begin is written by `begin`, between the order and its lines, which name it.
///
/// # Errors
/// `Duplicate` when an order of this seller has this key. `Accident` when a sum is more than an amount can be.
pub fn place(
    tx: &mut Tx<'_>,
    new: &NewOrder<'_>,
    now: Timestamp,
    begin: impl FnOnce(&mut Tx<'_>, &Order) -> db::Result<()>,
) -> db::Result<Order> {
    let sums: Vec<Sums> = new.lines.iter().map(|line| line.sums).collect();
    let sums = Sums::all(&sums).ok_or_else(|| db::Error::Accident("too much".to_owned()))?;
    let scope = new.by.scope();
    let order = Order {
        id: OrderId::new(),
        partner_id: scope.partner_id(),
        number: queries::next_number(tx, scope)?.0,
        kind: new.kind,
        customer_id: new.customer.id,
        customer_name: new.customer.name.clone(),
        customer_domain: new.customer.domain.clone(),
        partner_id_on_record: new.on_record,
        asked_by: new.asked_by.or(new.by.person()),
        confirmed_by: new.by.person(),
        ordered_at: now,
        currency: new.currency.to_owned(),
        cost_amount: sums.cost,
        partner_amount: sums.partner,
        list_amount: sums.list,
        key: new.key,
        content_hash: new.content_hash.clone(),
    };
    queries::insert(tx, &order)?;
    begin(tx, &order)?;
    let lines: Vec<OrderLine> = (1..)
        .zip(&new.lines)
        .map(|(place, line)| line_of(&order, place, line))
        .collect();
    for line in &lines {
        queries::insert_line(tx, line)?;
    }
    events::placed(tx, new.by, (&order, &lines), new.entry, now)?;
    Ok(order)
}

/// The press that stands for a text: the same for the same, so that the table refuses a second order of it.
#[must_use]
pub fn press_of(text: &str) -> OrderPress {
    let hash = sha256_hex(text);
    let digits = hash.get(..32).unwrap_or_default();
    let number = u128::from_str_radix(digits, 16).unwrap_or_default();
    OrderPress::from_uuid(uuid::Uuid::from_u128(number))
}

fn line_of(order: &Order, place: i32, line: &NewLine) -> OrderLine {
    OrderLine {
        id: OrderLineId::new(),
        order_id: order.id,
        place,
        partner_id: order.partner_id,
        plan_id: line.plan.id,
        product_id: line.plan.product_id.clone(),
        sku_id: line.plan.sku_id.clone(),
        product_title: line.plan.product_title.clone(),
        sku_title: line.plan.sku_title.clone(),
        segment: line.segment,
        term_duration: line.term,
        billing_plan: line.billing,
        quantity: line.quantity,
        cost: line.price.cost,
        partner_price: line.price.partner_price,
        list_price: line.price.list_price,
        cost_amount: line.sums.cost,
        partner_amount: line.sums.partner,
        list_amount: line.sums.list,
        begins_on: line.days.first.begins_at(),
        ends_on: line.days.last.begins_at(),
        subscription_id: line.subscription,
        returned_line_id: line.returned,
    }
}
