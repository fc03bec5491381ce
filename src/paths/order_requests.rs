//! The addresses of what resellers ask of their providers.

use super::Paths;
use crate::db::ids::{OrderRequestId, SubscriptionId};

/// Those that one sent, and those that came.
pub const ORDER_REQUESTS: &str = "/order-requests";
/// One of them.
pub const ORDER_REQUEST: &str = "/order-requests/{id}";
/// Approve it.
pub const ORDER_REQUEST_APPROVAL: &str = "/order-requests/{id}/approval";
/// Decline it.
pub const ORDER_REQUEST_REFUSAL: &str = "/order-requests/{id}/refusal";
/// Take it back.
pub const ORDER_REQUEST_WITHDRAWAL: &str = "/order-requests/{id}/withdrawal";
/// Look at all of a cart, and ask for it.
pub const CART_REQUEST: &str = "/customers/{id}/cart/request";
/// Ask for a change of a subscription.
pub const SUBSCRIPTION_REQUEST: &str = "/subscriptions/{id}/request";

impl Paths {
    /// Those that one sent, and those that came.
    #[must_use]
    pub fn order_requests(&self) -> String {
        self.at(ORDER_REQUESTS)
    }

    /// One of them.
    #[must_use]
    pub fn order_request(&self, id: OrderRequestId) -> String {
        self.filled(ORDER_REQUEST, id)
    }

    /// Approve it.
    #[must_use]
    pub fn order_request_approval(&self, id: OrderRequestId) -> String {
        self.filled(ORDER_REQUEST_APPROVAL, id)
    }

    /// Decline it.
    #[must_use]
    pub fn order_request_refusal(&self, id: OrderRequestId) -> String {
        self.filled(ORDER_REQUEST_REFUSAL, id)
    }

    /// Take it back.
    #[must_use]
    pub fn order_request_withdrawal(&self, id: OrderRequestId) -> String {
        self.filled(ORDER_REQUEST_WITHDRAWAL, id)
    }

    /// Look at all of a cart, and ask for it.
    #[must_use]
    pub fn cart_request(&self, customer: uuid::Uuid) -> String {
        self.filled(CART_REQUEST, customer)
    }

    /// Ask for a change of a subscription; `act` as its own page is called.
    #[must_use]
    pub fn subscription_request(&self, id: SubscriptionId, act: &str) -> String {
        format!("{}?act={act}", self.filled(SUBSCRIPTION_REQUEST, id))
    }
}
