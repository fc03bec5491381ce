//! The page of what happens at the end of a term.

use askama::Template;

use super::{
    next_term::{NextTerm, Wanted},
    people::{self, People, PeopleView},
    view::About,
};
use crate::{
    charges::{Day, TermDays},
    customer_access::{Granted, ManageSubscriptions},
    identity::Layout,
    orders::{PricesView, Viewer, parts_words},
    prices::{Billing, Plan, Term},
    subscriptions::{Ahead, Scheduled, Subscription, sentence},
    web::form::{Choice, FieldErrors},
};

/// What the page is of.
pub(super) struct Found {
    pub(super) row: Subscription,
    pub(super) closed: Option<String>,
    /// Nothing for the reseller of record, which schedules nothing.
    pub(super) own: Option<Own>,
    pub(super) scheduled: Option<(Scheduled, String)>,
    /// What comes behind the running term.
    pub(super) ahead: Ahead,
    pub(super) viewer: Viewer,
    /// How many people's licenses stop working if it ends.
    pub(super) idle: i64,
}

/// What the seller sees beside it.
pub(super) struct Own {
    pub(super) plans: Vec<Plan>,
    pub(super) proposal: Option<NextTerm>,
    /// Who would be left without a license in it.
    pub(super) people: Option<People>,
}

/// What was typed for the next term.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) quantity: String,
    pub(super) plan: String,
    pub(super) term: String,
    pub(super) billing: String,
}

impl Typed {
    /// What stands there before anything is typed.
    fn or(&self, wanted: Wanted) -> Self {
        let or = |text: &String, other: String| match text.as_str() {
            "" => other,
            text => text.to_owned(),
        };
        Self {
            quantity: or(&self.quantity, wanted.quantity.to_string()),
            plan: or(&self.plan, wanted.plan.to_string()),
            term: or(&self.term, wanted.term.as_str().to_owned()),
            billing: or(&self.billing, wanted.billing.as_str().to_owned()),
        }
    }
}

struct ProposalView {
    words: String,
    price: PricesView,
    sum: PricesView,
    parts: String,
    shown: String,
}

#[derive(Template)]
#[template(path = "subscription_changes/renewal.html")]
pub(super) struct RenewalPage {
    layout: Layout,
    errors: FieldErrors,
    about: About,
    closed: String,
    sentence: String,
    renews: bool,
    choices: Vec<Choice>,
    is_own: bool,
    scheduled: String,
    typed: Typed,
    plans: Vec<Choice>,
    terms: Vec<Choice>,
    billings: Vec<Choice>,
    proposal: Option<ProposalView>,
    people: Option<PeopleView>,
    idle: String,
    here: String,
    change: String,
}

impl RenewalPage {
    pub(super) fn new(
        layout: Layout,
        granted: &Granted<ManageSubscriptions>,
        found: &Found,
        typed: &Typed,
        errors: FieldErrors,
    ) -> Self {
        let (row, paths) = (&found.row, &layout.paths);
        let usual = match &found.scheduled {
            Some((scheduled, _)) => Wanted::of(scheduled),
            None => Wanted::as_it_is(row),
        };
        let typed = typed.or(usual);
        let present = if row.auto_renew_enabled {
            "renew"
        } else {
            "end"
        };
        let choices = [
            (
                "renew",
                "Renew: a new term begins, at the price in force then",
            ),
            (
                "end",
                match found.ahead.grace {
                    0 => "End: no new term, and the licenses stop working",
                    _ => "End: no new term, and the licenses stop working after the days of grace",
                },
            ),
        ];
        let own = found.own.as_ref();
        let plans = own.map(|own| own.plans.as_slice()).unwrap_or_default();
        let plans = plans.iter();
        let terms = Term::ALL.iter();
        let billings = Billing::ALL.iter();
        Self {
            errors,
            closed: found.closed.clone().unwrap_or_default(),
            sentence: sentence(row, &found.ahead, found.viewer),
            renews: row.auto_renew_enabled,
            choices: choices
                .map(|(value, label)| Choice::new(value, label, present))
                .into(),
            is_own: own.is_some(),
            scheduled: found
                .scheduled
                .as_ref()
                .map(|(_, words)| words.clone())
                .unwrap_or_default(),
            plans: plans
                .map(|plan| Choice::new(&plan.id.to_string(), &*plan.sku_title, &typed.plan))
                .collect(),
            terms: terms
                .map(|term| Choice::new(term.as_str(), term.label(), &typed.term))
                .collect(),
            billings: billings
                .map(|billing| Choice::new(billing.as_str(), billing.label(), &typed.billing))
                .collect(),
            proposal: own
                .and_then(|own| own.proposal.as_ref())
                .map(|next| ProposalView::new(next, row)),
            people: own
                .and_then(|own| own.people.as_ref())
                .map(|it| PeopleView::new(it, granted, row, &layout)),
            idle: people::idle_words(found.idle),
            typed,
            here: paths.subscription_renewal(row.id),
            change: paths.subscription_renewal_change(row.id),
            about: About::new(&layout, row, &granted.entry.name),
            layout: layout.in_section("subscriptions"),
        }
    }
}

impl ProposalView {
    fn new(next: &NextTerm, row: &Subscription) -> Self {
        let change = &next.change;
        let began: Day = row.term().last.plus_days(1);
        let days = TermDays::nth(began, change.term_duration, 0);
        let of = (change.term_duration, days);
        Self {
            words: change.words(row, &next.plan.sku_title),
            price: PricesView::of_price(Viewer::Seller, next.price, &row.currency),
            sum: PricesView::of_sums(Viewer::Seller, next.sums, &row.currency),
            parts: parts_words(
                next.sums.cost,
                of,
                change.billing_cycle,
                days.first,
                &row.currency,
            ),
            shown: next.shown(),
        }
    }
}
