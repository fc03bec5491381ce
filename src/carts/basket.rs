//! Lines that stand in no cart: what a reseller has asked its provider to order. They are judged and ordered like those of one.

use super::{
    judging::{Buyer, judge},
    model::{Cart, CartLine},
    review::Review,
    shop,
    sources::Seller,
};
use crate::{
    customers::Entry,
    db::{
        self, Conn,
        ids::{CartId, CartLineId, CustomerId, OrderPress, PlanId, UserId},
        types::Timestamp,
    },
    identity::Scope,
    prices::{Billing, Segment, Term},
};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Basket {
    /// By which a second press of its order is known.
    pub(crate) key: OrderPress,
    /// Who asks.
    pub(crate) asked_by: UserId,
    /// For whom.
    pub(crate) customer: CustomerId,
    /// Of all its lines.
    pub(crate) currency: String,
    /// Those without licenses are left out.
    pub(crate) lines: Vec<BasketLine>,
}

/// A line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BasketLine {
    pub(crate) plan: PlanId,
    pub(crate) segment: Segment,
    pub(crate) term: Term,
    pub(crate) billing: Billing,
    pub(crate) quantity: i32,
}

/// What it would come to if this seller ordered it now; none where nothing is asked for, or nothing can be sold to the customer.
/// `entry` is the seller's own.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn review_of(
    conn: &mut Conn,
    scope: Scope,
    entry: &Entry,
    basket: &Basket,
    now: Timestamp,
) -> db::Result<Option<Review>> {
    let seller = Seller {
        scope,
        provider: None,
    };
    let shop = shop::of(conn, (scope, &seller), entry, basket.customer)?;
    let Some(shop) = shop.ok() else {
        return Ok(None);
    };
    let cart = Cart {
        id: CartId::from_uuid(basket.key.uuid()),
        partner_id: scope.partner_id(),
        user_id: basket.asked_by,
        customer_id: basket.customer,
        currency: basket.currency.clone(),
        changed_at: now,
        provider_id: None,
    };
    let lines = basket.lines.iter().filter(|line| line.quantity > 0);
    let lines: Vec<CartLine> = lines.map(|line| line_of(cart.id, line)).collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let buyer = Buyer {
        scope,
        customer: basket.customer,
        shop,
        currency: basket.currency.clone(),
    };
    let lines = judge(conn, &buyer, &lines, now)?;
    Ok(Some(Review {
        cart,
        buyer,
        lines,
        provider: None,
    }))
}

fn line_of(cart: CartId, line: &BasketLine) -> CartLine {
    CartLine {
        id: CartLineId::new(),
        cart_id: cart,
        plan_id: line.plan,
        segment: line.segment,
        term_duration: line.term,
        billing_plan: line.billing,
        quantity: line.quantity,
    }
}
