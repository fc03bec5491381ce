//! The cart and its lines.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{CartId, CartLineId, CustomerId, OrderPress, PartnerId, PlanId, UserId},
        schema::{cart_lines, carts},
        types::Timestamp,
    },
    prices::{Billing, PriceKey, Segment, Term},
};

/// What somebody collects for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = carts, check_for_backend(MultiBackend))]
pub(super) struct Cart {
    pub(super) id: CartId,
    pub(super) partner_id: PartnerId,
    pub(super) user_id: UserId,
    pub(super) customer_id: CustomerId,
    /// Of all its lines.
    pub(super) currency: String,
    pub(super) changed_at: Timestamp,
    /// From whose list they are, where it is not one's own: the provider that is asked to order them.
    pub(super) provider_id: Option<PartnerId>,
}

impl Cart {
    /// By which a second press of its order is known.
    pub(super) fn press(&self) -> OrderPress {
        OrderPress::from_uuid(self.id.uuid())
    }
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = cart_lines, check_for_backend(MultiBackend))]
pub(crate) struct CartLine {
    pub(super) id: CartLineId,
    pub(super) cart_id: CartId,
    pub(crate) plan_id: PlanId,
    pub(crate) segment: Segment,
    pub(crate) term_duration: Term,
    pub(crate) billing_plan: Billing,
    pub(crate) quantity: i32,
}

impl CartLine {
    /// Which price it has in a market and currency.
    pub(super) fn price_key(&self, market: &str, currency: &str) -> PriceKey {
        PriceKey {
            plan_id: self.plan_id,
            market: market.to_owned(),
            currency: currency.to_owned(),
            segment: self.segment,
            term_duration: self.term_duration,
            billing_plan: self.billing_plan,
        }
    }
}
