//! The page of one subscription.

use std::collections::HashMap;

use askama::Template;

use super::{
    model::{State, Subscription, TIME_TO_RETURN},
    words,
};
use crate::{
    charges::{Sums, whole_term},
    db::{ids::PartnerId, types::Timestamp},
    identity::{Authorized, Layout, View},
    orders::{Order, OrderLine, PricesView, Viewer},
    paths::Paths,
    prices::Amounts,
};

/// What the page is of.
pub(super) struct Shown {
    pub(super) subscription: Subscription,
    pub(super) customer: String,
    /// The latest first.
    pub(super) lines: Vec<(OrderLine, Order)>,
    pub(super) names: HashMap<PartnerId, String>,
    /// The price that the list has for the day on which it renews.
    pub(super) next: Option<Amounts>,
}

/// A line of its history.
struct PastView {
    at: Timestamp,
    what: &'static str,
    quantity: String,
    number: String,
    href: String,
}

/// Licenses that can still be given back.
struct BackView {
    quantity: i32,
    until: String,
    number: String,
}

#[derive(Template)]
#[template(path = "subscriptions/show.html")]
pub(super) struct ShowPage {
    layout: Layout,
    title: String,
    plan: String,
    code: String,
    plan_href: Option<String>,
    customer: String,
    customer_href: String,
    list_href: String,
    tone: &'static str,
    state: &'static str,
    sentence: String,
    quantity: i32,
    backs: Vec<BackView>,
    term: String,
    began: String,
    from: String,
    to: String,
    renews: bool,
    cancellable: Option<String>,
    seller: String,
    reseller: String,
    viewer: Viewer,
    price: PricesView,
    sum: PricesView,
    past: Vec<PastView>,
}

impl ShowPage {
    pub(super) fn new(
        layout: Layout,
        by: &Authorized<View>,
        shown: &Shown,
        now: Timestamp,
    ) -> Self {
        let (row, paths) = (&shown.subscription, &layout.paths);
        let own = by.scope.partner_id();
        let viewer = Viewer::of(by, row.partner_id);
        let name = |id: PartnerId| shown.names.get(&id).cloned().unwrap_or_default();
        let sums = Sums::of(row.price(), |price| whole_term(row.quantity, price));
        let is_alive = matches!(row.state, State::Active | State::Suspended);
        Self {
            title: row.name().to_owned(),
            plan: row.offer_name.clone(),
            code: format!("{}/{}", row.product_id, row.sku_id),
            plan_href: viewer.sees_prices().then(|| paths.price_plan(row.plan_id)),
            customer: shown.customer.clone(),
            customer_href: paths.customer(row.customer_id.uuid()),
            list_href: paths.customer_subscriptions(row.customer_id.uuid()),
            tone: row.state.tone(),
            state: row.state.label(),
            sentence: words::sentence(row, shown.next, viewer),
            quantity: row.quantity,
            backs: backs(shown, now),
            term: format!(
                "{}, {}",
                row.term_duration.label(),
                row.billing_cycle.label()
            ),
            began: words::day(row.effective_start_date),
            from: words::day(row.commitment_start_date),
            to: words::day(row.commitment_end_date),
            renews: row.auto_renew_enabled,
            cancellable: words::until(row.cancellation_allowed_until_date, now)
                .filter(|_| is_alive),
            seller: name(row.partner_id),
            reseller: row.partner_id_on_record.map(name).unwrap_or_default(),
            viewer,
            price: PricesView::of_price(viewer, row.price(), &row.currency),
            sum: sums
                .map(|sums| PricesView::of_sums(viewer, sums, &row.currency))
                .unwrap_or_default(),
            past: shown
                .lines
                .iter()
                .map(|line| PastView::new(line, own, paths))
                .collect(),
            layout: layout.in_section("subscriptions"),
        }
    }
}

impl PastView {
    fn new((line, order): &(OrderLine, Order), own: PartnerId, paths: &Paths) -> Self {
        Self {
            at: order.ordered_at,
            what: order.kind.label(),
            quantity: line.quantity.to_string(),
            number: order.number().to_string(),
            href: paths.order(&order.name_for(own)),
        }
    }
}

/// Each addition has an end of its own; what was given back of it counts no more.
fn backs(shown: &Shown, now: Timestamp) -> Vec<BackView> {
    let row = &shown.subscription;
    if row.state != State::Active || row.is_trial {
        return Vec::new();
    }
    let returned = |line: &OrderLine| -> i32 {
        let back = shown.lines.iter();
        let back = back.filter(|(other, _)| other.returned_line_id == Some(line.id));
        back.map(|(other, _)| other.quantity).sum()
    };
    let added = shown.lines.iter().filter(|(line, _)| line.quantity > 0);
    let view = |(line, order): &(OrderLine, Order)| {
        let until = words::until(order.ordered_at.plus(TIME_TO_RETURN), now)?;
        let quantity = line.quantity + returned(line);
        (quantity > 0).then(|| BackView {
            quantity,
            until,
            number: order.number().to_string(),
        })
    };
    added.filter_map(view).collect()
}
