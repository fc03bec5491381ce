//! The addresses of carts, orders and subscriptions.

use super::Paths;
use crate::db::ids::SubscriptionId;

/// What one collects for a customer before ordering it.
pub const CART: &str = "/customers/{id}/cart";
/// Adds a line to it.
pub const CART_LINES: &str = "/customers/{id}/cart/lines";
/// Look at all of it, and order it.
pub const CART_CONFIRMATION: &str = "/customers/{id}/cart/confirmation";
/// What was ordered for a customer.
pub const CUSTOMER_ORDERS: &str = "/customers/{id}/orders";
/// What a customer has.
pub const CUSTOMER_SUBSCRIPTIONS: &str = "/customers/{id}/subscriptions";
/// What was ordered for all customers.
pub const ORDERS: &str = "/orders";
/// One order.
pub const ORDER: &str = "/orders/{number}";
/// What all customers have.
pub const SUBSCRIPTIONS: &str = "/subscriptions";
/// The same as a file.
pub const SUBSCRIPTIONS_CSV: &str = "/subscriptions.csv";
/// What becomes of them by itself in the coming weeks.
pub const COMING: &str = "/subscriptions/coming";
/// For how long licenses work after the last term.
pub const GRACE: &str = "/subscriptions/grace";
/// One subscription.
pub const SUBSCRIPTION: &str = "/subscriptions/{id}";

impl Paths {
    /// What one collects for a customer before ordering it.
    #[must_use]
    pub fn cart(&self, customer: uuid::Uuid) -> String {
        self.filled(CART, customer)
    }

    /// Adds a line to it.
    #[must_use]
    pub fn cart_lines(&self, customer: uuid::Uuid) -> String {
        self.filled(CART_LINES, customer)
    }

    /// Look at all of it, and order it.
    #[must_use]
    pub fn cart_confirmation(&self, customer: uuid::Uuid) -> String {
        self.filled(CART_CONFIRMATION, customer)
    }

    /// What was ordered for a customer.
    #[must_use]
    pub fn customer_orders(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_ORDERS, customer)
    }

    /// What a customer has.
    #[must_use]
    pub fn customer_subscriptions(&self, customer: uuid::Uuid) -> String {
        self.filled(CUSTOMER_SUBSCRIPTIONS, customer)
    }

    /// What was ordered for all customers.
    #[must_use]
    pub fn orders(&self) -> String {
        self.at(ORDERS)
    }

    /// One order, by its number at its seller or, from elsewhere, by its key.
    #[must_use]
    pub fn order(&self, name: &str) -> String {
        self.filled(ORDER, name)
    }

    /// What all customers have.
    #[must_use]
    pub fn subscriptions(&self) -> String {
        self.at(SUBSCRIPTIONS)
    }

    /// The same as a file.
    #[must_use]
    pub fn subscriptions_csv(&self) -> String {
        self.at(SUBSCRIPTIONS_CSV)
    }

    /// What becomes of them by itself in the coming weeks.
    #[must_use]
    pub fn coming(&self) -> String {
        self.at(COMING)
    }

    /// For how long licenses work after the last term.
    #[must_use]
    pub fn grace(&self) -> String {
        self.at(GRACE)
    }

    /// One subscription.
    #[must_use]
    pub fn subscription(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION, id)
    }
}
