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
/// How many licenses it has.
pub const SUBSCRIPTION_SEATS: &str = "/subscriptions/{id}/seats";
/// Take it back.
pub const SUBSCRIPTION_CANCELLATION: &str = "/subscriptions/{id}/cancellation";
/// Suspend it, and resume it.
pub const SUBSCRIPTION_SUSPENSION: &str = "/subscriptions/{id}/suspension";
/// What happens at the end of its term.
pub const SUBSCRIPTION_RENEWAL: &str = "/subscriptions/{id}/renewal";
/// What is different from its next term on.
pub const SUBSCRIPTION_RENEWAL_CHANGE: &str = "/subscriptions/{id}/renewal/change";
/// What it is called.
pub const SUBSCRIPTION_NICKNAME: &str = "/subscriptions/{id}/nickname";
/// Its reseller of record.
pub const SUBSCRIPTION_RESELLER: &str = "/subscriptions/{id}/reseller";
/// Take it up again when it has ended.
pub const SUBSCRIPTION_REACTIVATION: &str = "/subscriptions/{id}/reactivation";

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

    /// How many licenses it has.
    #[must_use]
    pub fn subscription_seats(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_SEATS, id)
    }

    /// Take it back.
    #[must_use]
    pub fn subscription_cancellation(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_CANCELLATION, id)
    }

    /// Suspend it, and resume it.
    #[must_use]
    pub fn subscription_suspension(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_SUSPENSION, id)
    }

    /// What happens at the end of its term.
    #[must_use]
    pub fn subscription_renewal(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_RENEWAL, id)
    }

    /// Take it up again when it has ended.
    #[must_use]
    pub fn subscription_reactivation(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_REACTIVATION, id)
    }

    /// What is different from its next term on.
    #[must_use]
    pub fn subscription_renewal_change(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_RENEWAL_CHANGE, id)
    }

    /// What it is called.
    #[must_use]
    pub fn subscription_nickname(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_NICKNAME, id)
    }

    /// Its reseller of record.
    #[must_use]
    pub fn subscription_reseller(&self, id: SubscriptionId) -> String {
        self.filled(SUBSCRIPTION_RESELLER, id)
    }
}
