//! What a line of an order begins.

use super::{
    model::{State, Subscription, TIME_TO_RETURN},
    warning_days,
};
use crate::{
    orders::{NewLine, Order},
    prices::{Billing, Plan},
};

/// What a new subscription, and one that became of another plan or billing, is to do at the end of its term: what is bought
/// once, and what is tried, ends by itself.
pub(super) fn renews_by_itself(plan: &Plan, billing: Billing) -> bool {
    !plan.is_trial && billing != Billing::OneTime
}

impl Subscription {
    /// What a line of an order begins.
    #[must_use]
    pub fn of_line(order: &Order, line: &NewLine, market: &str) -> Self {
        Self {
            id: line.subscription,
            partner_id: order.partner_id,
            customer_id: order.customer_id,
            partner_id_on_record: order.partner_id_on_record,
            order_id: order.id,
            plan_id: line.plan.id,
            product_id: line.plan.product_id.clone(),
            sku_id: line.plan.sku_id.clone(),
            offer_name: line.plan.sku_title.clone(),
            friendly_name: String::new(),
            segment: line.segment,
            quantity: line.quantity,
            term_duration: line.term,
            billing_cycle: line.billing,
            state: State::Active,
            auto_renew_enabled: renews_by_itself(&line.plan, line.billing),
            is_trial: line.plan.is_trial,
            effective_start_date: line.days.first.begins_at(),
            term_number: 0,
            commitment_start_date: line.days.first.begins_at(),
            commitment_end_date: line.days.last.begins_at(),
            renewed_at: order.ordered_at,
            cancellation_allowed_until_date: order.ordered_at.plus(TIME_TO_RETURN),
            market: market.to_owned(),
            currency: order.currency.clone(),
            cost: line.price.cost,
            partner_price: line.price.partner_price,
            list_price: line.price.list_price,
            next_at: Some(line.days.last.ends_at()),
            next_warning_at: warning_days::first_after(line.days.last.ends_at(), order.ordered_at),
            version: 1,
            license_sku: line.plan.license_sku(),
        }
    }
}
