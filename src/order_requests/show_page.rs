//! What the page of one request shows: what was asked, what it came to then and comes to now, and what became of it.

use askama::Template;

use super::{
    comes::{AtOnce, Comes},
    line_view::LineView,
    list_queries::Names,
    model::{Act, OrderRequest, RequestLine, State},
};
use crate::{
    activity::{EventKinds, EventView, LoggedEvent},
    charges::Sums,
    db::{
        ids::{PartnerId, PlanId},
        types::Timestamp,
    },
    identity::Layout,
    orders::{Number, Order, PricesView, Viewer},
    web::form::{Choice, FieldErrors},
};

/// What the page is of.
pub(super) struct Found {
    pub(super) request: OrderRequest,
    pub(super) lines: Vec<RequestLine>,
    /// The quantities that are looked at.
    pub(super) wanted: Vec<i32>,
    /// While it waits.
    pub(super) at_once: Option<AtOnce>,
    pub(super) names: Names,
    /// Who sent it.
    pub(super) asker: String,
    pub(super) order: Option<Order>,
    /// Plans of it that the provider ordered for the same customer in the last hour, while it waits.
    pub(super) again: Vec<(PlanId, Number)>,
    /// What happened to it, the latest first.
    pub(super) events: Vec<LoggedEvent>,
    /// Whether the partner may see the subscription.
    pub(super) is_seen: bool,
}

/// The names of the fields for quantities, as far as a cart may have lines.
pub(super) const FIELDS: [&str; 50] = [
    "quantity-1",
    "quantity-2",
    "quantity-3",
    "quantity-4",
    "quantity-5",
    "quantity-6",
    "quantity-7",
    "quantity-8",
    "quantity-9",
    "quantity-10",
    "quantity-11",
    "quantity-12",
    "quantity-13",
    "quantity-14",
    "quantity-15",
    "quantity-16",
    "quantity-17",
    "quantity-18",
    "quantity-19",
    "quantity-20",
    "quantity-21",
    "quantity-22",
    "quantity-23",
    "quantity-24",
    "quantity-25",
    "quantity-26",
    "quantity-27",
    "quantity-28",
    "quantity-29",
    "quantity-30",
    "quantity-31",
    "quantity-32",
    "quantity-33",
    "quantity-34",
    "quantity-35",
    "quantity-36",
    "quantity-37",
    "quantity-38",
    "quantity-39",
    "quantity-40",
    "quantity-41",
    "quantity-42",
    "quantity-43",
    "quantity-44",
    "quantity-45",
    "quantity-46",
    "quantity-47",
    "quantity-48",
    "quantity-49",
    "quantity-50",
];

/// A field for a quantity.
struct QuantityView {
    name: &'static str,
    label: String,
    value: String,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// Of each line; empty before anything was typed.
    pub(super) quantities: Vec<String>,
    pub(super) reason: String,
    pub(super) scheduled: String,
}

impl Typed {
    /// A reason.
    pub(super) fn of(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            ..Self::default()
        }
    }
}

#[derive(Template)]
#[template(path = "order_requests/show.html")]
pub(super) struct ShowPage {
    layout: Layout,
    errors: FieldErrors,
    title: String,
    act: &'static str,
    customer: String,
    customer_href: String,
    reseller: String,
    provider: String,
    asker: String,
    at: Timestamp,
    until: Timestamp,
    tone: &'static str,
    state: &'static str,
    /// Why it was withdrawn, or declined.
    why: String,
    message: String,
    is_open: bool,
    is_provider: bool,
    sees_prices: bool,
    sees_cost: bool,
    lines: Vec<LineView>,
    /// What was ordered in the last hour already.
    again: Vec<(String, String)>,
    /// What all of it came to when it was asked, and comes to now.
    then: PricesView,
    now: PricesView,
    has_rising: bool,
    has_sums: bool,
    subscription_href: Option<String>,
    /// How many licenses it had, was to have, and was given.
    seats: Option<(i32, i32, Option<i32>)>,
    fields: Vec<QuantityView>,
    /// What else it does.
    effects: Vec<String>,
    order: Option<(String, String)>,
    /// Why it cannot be approved as things stand.
    closed: String,
    /// Empty where nothing is scheduled for the renewal, or it does not matter.
    scheduled: String,
    keeping: Vec<Choice>,
    version: i32,
    shown: String,
    reason: String,
    here: String,
    events: Vec<EventView>,
}

impl ShowPage {
    pub(super) fn new(
        layout: Layout,
        (viewer, own): (Viewer, PartnerId),
        found: &Found,
        (typed, errors, kinds): (Typed, FieldErrors, EventKinds),
        now: Timestamp,
    ) -> Self {
        let (request, paths) = (&found.request, &layout.paths);
        let name = |id| found.names.get(&id).cloned().unwrap_or_default();
        let (tone, state) = request.badge(now);
        let at_once = found.at_once.as_ref();
        let comes = at_once.and_then(|it| it.comes.as_ref().ok());
        let row = at_once.and_then(|it| it.row.as_ref());
        let sums = comes.and_then(Comes::sums);
        let before = Sums {
            cost: 0,
            partner: request.partner_amount,
            list: request.list_amount,
        };
        let then_viewer = match viewer {
            Viewer::Nobody => Viewer::Nobody,
            _ => Viewer::Reseller,
        };
        let currency = request.currency.as_str();
        let lines = LineView::all(&found.lines, &found.wanted, comes, (viewer, currency));
        let own_name = |order: &Order| {
            let href = paths.order(&order.name_for(own));
            (order.number().to_string(), href)
        };
        let keeping = [("keep", "It stays"), ("drop", "It is dropped")];
        Self {
            errors,
            title: request.title.clone(),
            act: request.act.label(),
            customer: request.customer_name.clone(),
            customer_href: paths.customer(request.customer_id.uuid()),
            reseller: name(request.partner_id),
            provider: name(request.provider_id),
            asker: found.asker.clone(),
            at: request.asked_at,
            until: request.expires_at,
            tone,
            state,
            why: why(request),
            message: request.message.clone(),
            is_open: request.is_open(now),
            is_provider: request.provider_id == own,
            sees_prices: viewer.sees_prices(),
            sees_cost: viewer.sees_cost(),
            again: again(found),
            has_rising: lines.iter().any(|line| line.rises),
            lines,
            then: PricesView::of_sums(then_viewer, before, currency),
            now: sums
                .map(|sums| PricesView::of_sums(viewer, sums, currency))
                .unwrap_or_default(),
            has_sums: !matches!(request.act, Act::Suspend | Act::Resume),
            subscription_href: request
                .subscription_id
                .filter(|_| found.is_seen)
                .map(|id| paths.subscription(id)),
            seats: request
                .from_quantity
                .zip(request.to_quantity)
                .map(|(from, to)| (from, to, request.approved_quantity)),
            fields: fields(found, &typed),
            effects: at_once.map(|it| it.effects(viewer)).unwrap_or_default(),
            order: found.order.as_ref().map(own_name),
            closed: closed(at_once),
            scheduled: at_once
                .and_then(|it| it.scheduled.clone())
                .filter(|_| request.act.is_of_seats())
                .unwrap_or_default(),
            keeping: keeping
                .map(|(value, label)| Choice::new(value, label, &typed.scheduled))
                .into(),
            version: row.map_or(0, |row| row.version),
            shown: comes.map(Comes::shown).unwrap_or_default(),
            reason: typed.reason,
            here: paths.order_request(request.id),
            events: found
                .events
                .iter()
                .map(|event| kinds.view(event.clone(), paths))
                .collect(),
            layout: layout.in_section("order_requests"),
        }
    }

    /// Where each act on it is sent.
    fn act_at(&self, act: &str) -> String {
        format!("{}/{act}", self.here)
    }
}

/// One for each line, or for the licenses that a subscription shall have.
fn fields(found: &Found, typed: &Typed) -> Vec<QuantityView> {
    let request = &found.request;
    let labels: Vec<String> = match request.act.is_of_seats() {
        true => vec!["Licenses that it shall have".to_owned()],
        false => {
            let label = |line: &RequestLine| {
                format!(
                    "Licenses of {}, {}, {}",
                    line.sku_title,
                    line.term_duration.label(),
                    line.billing_plan.label()
                )
            };
            found.lines.iter().map(label).collect()
        }
    };
    let each = FIELDS.iter().zip(labels).enumerate();
    each.map(|(place, (name, label))| QuantityView {
        name,
        label,
        value: match typed.quantities.get(place) {
            Some(word) => word.clone(),
            None => found
                .wanted
                .get(place)
                .map(ToString::to_string)
                .unwrap_or_default(),
        },
    })
    .collect()
}

fn closed(at_once: Option<&AtOnce>) -> String {
    match at_once.map(|it| &it.comes) {
        Some(Err(why)) => why.clone(),
        Some(Ok(comes)) if comes.has_problem() => {
            "Something stands against what is marked above. Change the quantities, or decline it."
                .to_owned()
        }
        _ => String::new(),
    }
}

fn why(request: &OrderRequest) -> String {
    match (request.state, request.withdrawn_because) {
        (State::Withdrawn, Some(because)) => because.words().to_owned(),
        (State::Declined, _) => request.reason.clone(),
        _ => String::new(),
    }
}

/// Each with what the plan was called.
fn again(found: &Found) -> Vec<(String, String)> {
    let title = |plan: PlanId| {
        let line = found.lines.iter().find(|line| line.plan_id == plan);
        line.map(|line| line.sku_title.clone()).unwrap_or_default()
    };
    let all = found.again.iter();
    all.map(|(plan, number)| (title(*plan), number.to_string()))
        .collect()
}
