//! The page of one subscription.

use std::collections::HashMap;

use askama::Template;

use super::{
    model::{State, Subscription},
    outlook::Ahead,
    returnable::{Returnable, returnable_until, still_returnable},
    words,
};
use crate::{
    activity::{EventKinds, EventView, LoggedEvent},
    charges::{Sums, whole_term},
    customer_access::Blocked,
    db::{ids::PartnerId, types::Timestamp},
    identity::{Authorized, Layout, View},
    orders::{Order, OrderLine, PricesView, Viewer},
    paths::Paths,
    web::address,
};

/// What the page is of.
pub(super) struct Shown {
    pub(super) subscription: Subscription,
    pub(super) customer: String,
    /// The latest first.
    pub(super) lines: Vec<(OrderLine, Order)>,
    /// Those of the running term, all of them.
    pub(super) of_term: Vec<(OrderLine, Order)>,
    /// What was done with it, the latest first.
    pub(super) events: Vec<LoggedEvent>,
    /// What is different from its next term on, in words.
    pub(super) scheduled: Option<String>,
    pub(super) names: HashMap<PartnerId, String>,
    /// What comes behind the running term.
    pub(super) ahead: Ahead,
}

/// A line of its history.
struct PastView {
    at: Timestamp,
    what: &'static str,
    quantity: String,
    number: String,
    href: String,
}

/// What can be done with it, or why not.
pub(super) struct ActView {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) href: String,
    pub(super) why: Option<Blocked>,
}

/// Licenses that can still be given back.
struct BackView {
    quantity: i32,
    until: String,
    /// Of the order; empty where it was placed for another reseller of record.
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
    /// The list over all customers, of this plan.
    of_plan_href: String,
    customer: String,
    customer_href: String,
    list_href: String,
    tone: &'static str,
    state: &'static str,
    sentence: String,
    quantity: i32,
    backs: Vec<BackView>,
    /// Until when the last ones could be given back.
    back_until: Option<String>,
    acts: Vec<ActView>,
    scheduled: String,
    /// Until when it could be cancelled.
    was_cancellable: Option<String>,
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
    events: Vec<EventView>,
}

impl ShowPage {
    pub(super) fn new(
        layout: Layout,
        by: &Authorized<View>,
        shown: &Shown,
        (acts, kinds): (Vec<ActView>, EventKinds),
        now: Timestamp,
    ) -> Self {
        let events = shown.events.iter().cloned();
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
            of_plan_href: address::with(
                &paths.subscriptions(),
                &[("plan", row.plan_id.to_string())],
            ),
            customer: shown.customer.clone(),
            customer_href: paths.customer(row.customer_id.uuid()),
            list_href: paths.customer_subscriptions(row.customer_id.uuid()),
            tone: row.state.tone(),
            state: row.state.label(),
            sentence: words::sentence(row, &shown.ahead, viewer),
            quantity: row.quantity,
            backs: backs(shown, own, now),
            back_until: returnable_until(&shown.of_term)
                .filter(|_| is_alive && !row.is_trial)
                .map(Timestamp::words),
            acts,
            scheduled: shown.scheduled.clone().unwrap_or_default(),
            was_cancellable: is_alive.then(|| row.cancellation_allowed_until_date.words()),
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
            events: events.map(|event| kinds.view(event, paths)).collect(),
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
fn backs(shown: &Shown, own: PartnerId, now: Timestamp) -> Vec<BackView> {
    let all = still_returnable(&shown.subscription, &shown.of_term, now).into_iter();
    let view = |one: Returnable| BackView {
        quantity: one.left,
        until: one.until.words(),
        number: match one.order.is_seen_by(own) {
            true => one.order.number().to_string(),
            false => String::new(),
        },
    };
    all.map(view).collect()
}
