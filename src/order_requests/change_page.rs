//! The page on which a reseller asks for a change of a subscription.

use askama::Template;

use super::{
    comes::{Comes, Done},
    model::Act,
};
use crate::{
    db::ids::{OrderPress, OrderRequestId},
    identity::Layout,
    orders::{PricesView, Viewer},
    subscriptions::{Act as SubscriptionAct, Subscription},
    text::licenses,
    web::form::FieldErrors,
};

/// What the page is of.
pub(super) struct Found {
    pub(super) row: Subscription,
    pub(super) provider: String,
    pub(super) customer: String,
    pub(super) page: SubscriptionAct,
    pub(super) act: Act,
    /// Nothing where it is not said yet how many licenses.
    pub(super) comes: Option<Result<Comes, String>>,
    /// What is asked already.
    pub(super) open: Option<OrderRequestId>,
    /// What it does to people.
    pub(super) done: Done,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) quantity: String,
    pub(super) message: String,
    pub(super) key: Option<OrderPress>,
}

#[derive(Template)]
#[template(path = "order_requests/change.html")]
pub(super) struct ChangePage {
    layout: Layout,
    errors: FieldErrors,
    title: &'static str,
    name: String,
    customer: String,
    customer_href: String,
    list_href: String,
    href: String,
    tone: &'static str,
    state: &'static str,
    has: String,
    last_day: String,
    provider: String,
    /// The request that waits already.
    open: Option<String>,
    is_seats: bool,
    effects: Vec<String>,
    act: &'static str,
    quantity: String,
    /// Why it cannot be asked.
    closed: String,
    /// Whether it is known what it comes to.
    is_ready: bool,
    sum: Option<PricesView>,
    message: String,
    version: i32,
    key: String,
    shown: String,
    here: String,
    button: String,
}

impl ChangePage {
    pub(super) fn new(layout: Layout, found: &Found, typed: &Typed, errors: FieldErrors) -> Self {
        let (row, paths) = (&found.row, &layout.paths);
        let comes = found.comes.as_ref().and_then(|it| it.as_ref().ok());
        let closed = found.comes.as_ref().and_then(|it| it.as_ref().err());
        let key = typed.key.unwrap_or_default();
        Self {
            errors,
            title: title(found),
            name: row.name().to_owned(),
            customer: found.customer.clone(),
            customer_href: paths.customer(row.customer_id.uuid()),
            list_href: paths.customer_subscriptions(row.customer_id.uuid()),
            href: paths.subscription(row.id),
            tone: row.state.tone(),
            state: row.state.label(),
            has: licenses(row.quantity),
            last_day: row.term().last.words(),
            provider: found.provider.clone(),
            open: found.open.map(|id| paths.order_request(id)),
            is_seats: found.page == SubscriptionAct::Seats,
            effects: effects(found),
            act: found.page.name(),
            quantity: typed.quantity.clone(),
            closed: closed.cloned().unwrap_or_default(),
            is_ready: comes.is_some(),
            sum: comes
                .and_then(Comes::sums)
                .map(|sums| PricesView::of_sums(Viewer::Reseller, sums, &row.currency)),
            message: typed.message.clone(),
            version: row.version,
            key: key.to_string(),
            shown: comes.map(|it| it.asked(row)).unwrap_or_default(),
            here: paths.subscription_request(row.id, found.page.name()),
            button: format!("Send request to {}", found.provider),
            layout: layout.in_section("subscriptions"),
        }
    }
}

fn title(found: &Found) -> &'static str {
    match found.act {
        Act::Suspend => "Ask to suspend",
        Act::Resume => "Ask to resume",
        Act::Cancel => "Ask to cancel",
        _ => "Ask for other licenses",
    }
}

/// What it does, once it is approved.
fn effects(found: &Found) -> Vec<String> {
    let row = &found.row;
    let mut effects = match found.act {
        Act::Suspend => vec![
            "Its licenses stop working at once, and nothing is lost.".to_owned(),
            "It is still paid: nothing is credited.".to_owned(),
            format!("It ends with its term, on {}. Resuming it does not set that back.", row.term().last.words()),
        ],
        Act::Resume => vec![
            "Its licenses work again at once. Nothing is charged for that: it was paid all the time.".to_owned(),
            "It still ends with its term. To let it renew, change the renewal afterwards.".to_owned(),
        ],
        Act::Cancel => vec![
            "Its licenses stop working at once. That is final: a cancelled subscription does not come back.".to_owned(),
            "What was charged is credited, less the days begun since.".to_owned(),
            format!("It can be cancelled until {}. A request that is not approved by then lapses.", row.cancellation_allowed_until_date.words()),
        ],
        Act::FewerSeats => vec![
            "What was charged for them is credited, less the days begun since. Licenses can be given back for 7 days (168 hours); a request that is not approved by then lapses.".to_owned(),
        ],
        _ => vec![
            "At the price of the running term, for the days that are left of it.".to_owned(),
        ],
    };
    effects.extend(found.done.words(Viewer::Reseller));
    effects
}
