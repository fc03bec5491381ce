//! What the pages of all acts show: the subscription on top, and the lines of an order that would be placed.

use crate::{
    charges::Sums,
    identity::Layout,
    orders::{NewLine, PricesView, Viewer},
    subscriptions::Subscription,
    text::licenses,
};

/// The subscription that the page is about.
pub(super) struct About {
    pub(super) name: String,
    pub(super) plan: String,
    pub(super) customer: String,
    pub(super) customer_href: String,
    pub(super) list_href: String,
    pub(super) href: String,
    pub(super) tone: &'static str,
    pub(super) state: &'static str,
    pub(super) quantity: i32,
    /// The same in words.
    pub(super) licenses: String,
    pub(super) last_day: String,
    pub(super) version: i32,
}

impl About {
    pub(super) fn new(layout: &Layout, row: &Subscription, customer: &str) -> Self {
        let paths = &layout.paths;
        Self {
            name: row.name().to_owned(),
            plan: row.offer_name.clone(),
            customer: customer.to_owned(),
            customer_href: paths.customer(row.customer_id.uuid()),
            list_href: paths.customer_subscriptions(row.customer_id.uuid()),
            href: paths.subscription(row.id),
            tone: row.state.tone(),
            state: row.state.label(),
            quantity: row.quantity,
            licenses: licenses(row.quantity),
            last_day: row.term().last.words(),
            version: row.version,
        }
    }
}

/// A line that would be ordered.
pub(super) struct LineView {
    pub(super) quantity: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) price: PricesView,
    pub(super) sum: PricesView,
}

/// What would be ordered.
pub(super) struct MoneyView {
    pub(super) lines: Vec<LineView>,
    pub(super) sums: PricesView,
    /// In how many parts it is billed; empty where it is at once.
    pub(super) parts: String,
}

impl MoneyView {
    /// As the seller sees it.
    pub(super) fn new(lines: &[NewLine], sums: Sums, currency: &str, parts: String) -> Self {
        let view = |line: &NewLine| LineView {
            quantity: line.quantity.to_string(),
            from: line.days.first.words(),
            to: line.days.last.words(),
            price: PricesView::of_price(Viewer::Seller, line.price, currency),
            sum: PricesView::of_sums(Viewer::Seller, line.sums, currency),
        };
        Self {
            lines: lines.iter().map(view).collect(),
            sums: PricesView::of_sums(Viewer::Seller, sums, currency),
            parts,
        }
    }
}
