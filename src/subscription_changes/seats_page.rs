//! The page on which licenses are added and given back.

use askama::Template;

use super::{
    people::{People, PeopleView},
    seats::Proposal,
    view::{About, MoneyView},
};
use crate::{
    charges::Day,
    customer_access::{Granted, ManageSubscriptions},
    db::{ids::OrderPress, types::Timestamp},
    identity::Layout,
    orders::{Kind, parts_words},
    prices::Plan,
    subscriptions::{Returnable, Subscription},
    web::form::{Choice, FieldErrors},
};

/// What the page is of.
pub(super) struct Found {
    pub(super) row: Subscription,
    pub(super) plan: Plan,
    /// Why the licenses cannot be changed at all.
    pub(super) closed: Option<String>,
    pub(super) back: Vec<Returnable>,
    pub(super) proposal: Option<Proposal>,
    /// Who stands in the way of giving them back.
    pub(super) people: Option<People>,
    /// What is scheduled for the renewal, in words.
    pub(super) scheduled: Option<String>,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) quantity: String,
    pub(super) scheduled: String,
    pub(super) key: Option<OrderPress>,
}

/// Licenses that can still be given back.
struct BackView {
    quantity: i32,
    number: String,
    href: String,
    until: Timestamp,
}

#[derive(Template)]
#[template(path = "subscription_changes/seats.html")]
pub(super) struct SeatsPage {
    layout: Layout,
    errors: FieldErrors,
    about: About,
    closed: String,
    bounds: String,
    back: Vec<BackView>,
    /// The fewest that it can have now.
    fewest: i32,
    quantity: String,
    /// Empty where nothing is scheduled.
    scheduled: String,
    keeping: Vec<Choice>,
    proposal: Option<ProposalView>,
    people: Option<PeopleView>,
    here: String,
    renewal_href: String,
}

struct ProposalView {
    to: i32,
    is_more: bool,
    money: MoneyView,
    key: String,
    shown: String,
    button: String,
}

impl SeatsPage {
    pub(super) fn new(
        layout: Layout,
        granted: &Granted<ManageSubscriptions>,
        found: &Found,
        typed: &Typed,
        errors: FieldErrors,
    ) -> Self {
        let (row, paths) = (&found.row, &layout.paths);
        let most: i32 = found.back.iter().map(|one| one.left).sum();
        let view = |one: &Returnable| BackView {
            quantity: one.left,
            number: one.order.number().to_string(),
            href: paths.order(&one.order.number().to_string()),
            until: one.until,
        };
        let keeping = [("keep", "It stays"), ("drop", "It is dropped")];
        let keeping = keeping.map(|(value, label)| Choice::new(value, label, &typed.scheduled));
        let proposal = found.proposal.as_ref();
        Self {
            errors,
            closed: found.closed.clone().unwrap_or_default(),
            bounds: bounds(&found.plan),
            back: found.back.iter().map(view).collect(),
            fewest: (row.quantity - most).max(found.plan.min_licenses.max(1)),
            quantity: typed.quantity.clone(),
            scheduled: found.scheduled.clone().unwrap_or_default(),
            keeping: keeping.into(),
            proposal: proposal.map(|it| ProposalView::new(it, row, typed)),
            people: found
                .people
                .as_ref()
                .map(|it| PeopleView::new(it, granted, row, &layout)),
            here: paths.subscription_seats(row.id),
            renewal_href: paths.subscription_renewal(row.id),
            about: About::new(&layout, row, &granted.entry.name),
            layout: layout.in_section("subscriptions"),
        }
    }
}

fn bounds(plan: &Plan) -> String {
    let together = match plan.is_pooled() {
        true => " in all subscriptions of this customer together",
        false => "",
    };
    match plan.max_licenses {
        Some(most) => format!(
            "At least {} of this plan, and at most {most}{together}.",
            plan.min_licenses
        ),
        None => format!("At least {} of this plan.", plan.min_licenses),
    }
}

impl ProposalView {
    fn new(proposal: &Proposal, row: &Subscription, typed: &Typed) -> Self {
        let is_more = proposal.kind == Kind::Seats;
        let from = proposal.lines.first().map(|line| line.days.first);
        let parts = match (is_more, from) {
            (true, Some(from)) => parts(proposal.sums.cost, row, from),
            _ => String::new(),
        };
        let difference = (proposal.to - row.quantity).abs();
        let noun = if difference == 1 {
            "license"
        } else {
            "licenses"
        };
        Self {
            to: proposal.to,
            is_more,
            money: MoneyView::new(&proposal.lines, proposal.sums, &row.currency, parts),
            key: typed.key.unwrap_or_default().to_string(),
            shown: proposal.shown(),
            button: match is_more {
                true => format!("Add {difference} {noun}"),
                false => format!("Give back {difference} {noun}"),
            },
        }
    }
}

fn parts(amount: i64, row: &Subscription, from: Day) -> String {
    let of = (row.term_duration, row.term());
    parts_words(amount, of, row.billing_cycle, from, &row.currency)
}
