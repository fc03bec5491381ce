//! The page of one order.

use askama::Template;

use super::{
    list_queries::Names,
    order::{Order, OrderLine},
    prices::{PricesView, Viewer, parts_words},
};
use crate::{
    charges::{Day, TermDays},
    db::{
        ids::{PartnerId, SubscriptionId},
        types::Timestamp,
    },
    identity::{Authorized, Layout, View},
    paths::Paths,
};

/// A line as the page shows it.
struct LineView {
    title: String,
    product: String,
    code: String,
    term: String,
    quantity: String,
    from: String,
    to: String,
    price: PricesView,
    sum: PricesView,
    /// In how many parts it is billed.
    parts: String,
    subscription: String,
    href: String,
}

#[derive(Template)]
#[template(path = "orders/show.html")]
pub(super) struct ShowPage {
    layout: Layout,
    title: String,
    number: String,
    kind: &'static str,
    customer: String,
    domain: String,
    customer_href: String,
    orders_href: String,
    at: Timestamp,
    seller: String,
    reseller: String,
    asked_by: String,
    confirmed_by: String,
    viewer: Viewer,
    lines: Vec<LineView>,
    sums: PricesView,
}

/// What the page is of.
pub(super) struct Shown<'a> {
    pub(super) order: &'a Order,
    pub(super) lines: &'a [OrderLine],
    pub(super) names: &'a Names,
    pub(super) people: (&'a str, &'a str),
    /// The first day of the term of what was added in the middle of one.
    pub(super) term_began: Option<Day>,
}

impl ShowPage {
    pub(super) fn new(layout: Layout, by: &Authorized<View>, shown: &Shown<'_>) -> Self {
        let (order, paths) = (shown.order, &layout.paths);
        let viewer = Viewer::of(by, order.partner_id);
        let name = |id: PartnerId| shown.names.get(&id).cloned().unwrap_or_default();
        let lines = shown.lines.iter();
        Self {
            title: format!("Order {}", order.number()),
            number: order.number().to_string(),
            kind: order.kind.label(),
            customer: order.customer_name.clone(),
            domain: order.customer_domain.clone(),
            customer_href: paths.customer(order.customer_id.uuid()),
            orders_href: paths.customer_orders(order.customer_id.uuid()),
            at: order.ordered_at,
            seller: name(order.partner_id),
            reseller: order.partner_id_on_record.map(name).unwrap_or_default(),
            asked_by: shown.people.0.to_owned(),
            confirmed_by: shown.people.1.to_owned(),
            viewer,
            lines: lines
                .map(|line| LineView::new(line, shown.term_began, (&order.currency, viewer), paths))
                .collect(),
            sums: PricesView::of_sums(viewer, order.sums(), &order.currency),
            layout: layout.in_section("orders"),
        }
    }
}

impl LineView {
    fn new(
        line: &OrderLine,
        term_began: Option<Day>,
        (currency, viewer): (&str, Viewer),
        paths: &Paths,
    ) -> Self {
        let (first, last) = (Day::of(line.begins_on), Day::of(line.ends_on));
        let term = TermDays {
            first: term_began.unwrap_or(first),
            last,
        };
        Self {
            title: line.sku_title.clone(),
            product: line.product_title.clone(),
            code: line.code().to_string(),
            term: format!(
                "{}, {}",
                line.term_duration.label(),
                line.billing_plan.label()
            ),
            quantity: line.quantity.to_string(),
            from: first.words(),
            to: last.words(),
            price: PricesView::of_price(viewer, line.price(), currency),
            sum: PricesView::of_sums(viewer, line.sums(), currency),
            parts: match viewer.sees_prices() {
                true => parts(line, term, currency),
                false => String::new(),
            },
            subscription: short(line.subscription_id),
            href: paths.subscription(line.subscription_id),
        }
    }
}

/// The last group of its key: what tells subscriptions of one plan apart on paper.
fn short(id: SubscriptionId) -> String {
    let key = id.to_string();
    key.rsplit('-').next().unwrap_or_default().to_owned()
}

/// The parts of what the reseller pays; nothing of what is given back, which is credited at once.
fn parts(line: &OrderLine, term: TermDays, currency: &str) -> String {
    let amount = line.sums().for_resellers();
    match amount.filter(|_| line.quantity > 0) {
        Some(amount) => {
            let from = Day::of(line.begins_on);
            let of = (line.term_duration, term);
            parts_words(amount, of, line.billing_plan, from, currency)
        }
        None => String::new(),
    }
}
