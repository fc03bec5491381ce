//! What the next term of a subscription would be, and what it costs as the list stands.

use super::problem::{NotChanged, TOO_LARGE};
use crate::{
    charges::{Sums, whole_term},
    db::{self, Conn, ids::PlanId, types::Timestamp},
    identity::Scope,
    prices::{self, Amounts, Billing, Link, Plan, PlanCode, Term},
    secrets::sha256_hex,
    subscriptions::{self, Act, Scheduled, Subscription},
};

/// What is wanted from the next term on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Of what.
    pub plan: PlanId,
    /// How many.
    pub quantity: i32,
    /// For how long.
    pub term: Term,
    /// In how many parts.
    pub billing: Billing,
}

impl Wanted {
    /// What stands there without a change.
    pub(super) fn as_it_is(row: &Subscription) -> Self {
        Self {
            plan: row.plan_id,
            quantity: row.quantity,
            term: row.term_duration,
            billing: row.billing_cycle,
        }
    }

    pub(super) fn of(scheduled: &Scheduled) -> Self {
        Self {
            plan: scheduled.plan_id,
            quantity: scheduled.quantity,
            term: scheduled.term_duration,
            billing: scheduled.billing_cycle,
        }
    }
}

/// It, with its price.
#[derive(Debug, Clone)]
pub struct NextTerm {
    /// The change as it would be kept.
    pub change: Scheduled,
    /// The plan.
    pub plan: Plan,
    /// Of one license for the whole term, as the list stands.
    pub price: Amounts,
    /// Of all of them.
    pub sums: Sums,
    version: i32,
}

impl NextTerm {
    /// What it shows, as a hash: of another one, something is different.
    #[must_use]
    pub fn shown(&self) -> String {
        let change = &self.change;
        sha256_hex(&format!(
            "{} {} {} {} {} {:?}",
            self.version,
            change.plan_id,
            change.quantity,
            change.term_duration.as_str(),
            change.billing_cycle.as_str(),
            self.sums
        ))
    }
}

/// The plans that it can be of: its own, and those in the seller's list that its own can be changed to.
pub(super) fn plans(conn: &mut Conn, scope: Scope, row: &Subscription) -> db::Result<Vec<Plan>> {
    let own = prices::find_plan(conn, scope, row.plan_id)?;
    let links = prices::links_of(conn, own.id)?.into_iter();
    let mut plans = vec![own];
    for link in links.filter(|link| link.kind == Link::Conversion) {
        let code = PlanCode {
            product_id: link.product_id,
            sku_id: link.sku_id,
        };
        plans.extend(prices::plan_by_code(conn, scope, &code)?);
    }
    Ok(plans)
}

/// What it would be. Exact for whoever holds the customer.
///
/// # Errors
/// Why it cannot be.
pub fn propose(
    conn: &mut Conn,
    scope: Scope,
    row: &Subscription,
    wanted: Wanted,
    now: Timestamp,
) -> Result<NextTerm, NotChanged> {
    if let Some(reason) = Act::Renewal.closed(row, now) {
        return Err(NotChanged::Closed(reason));
    }
    if wanted == Wanted::as_it_is(row) {
        let why = "This is what it is now: nothing would be different";
        return Err(NotChanged::Field("quantity", why.to_owned()));
    }
    let mut plans = plans(conn, scope, row)?.into_iter();
    let Some(plan) = plans.find(|plan| plan.id == wanted.plan) else {
        let why = "The plan of this subscription cannot be changed to that one";
        return Err(NotChanged::Field("plan", why.to_owned()));
    };
    let bound = subscriptions::next_term_problem(conn, &plan, row, wanted.quantity)?;
    if let Some(why) = bound {
        return Err(NotChanged::Field("quantity", why));
    }
    priced(conn, row, (plan, wanted), now)
}

fn priced(
    conn: &mut Conn,
    row: &Subscription,
    (plan, wanted): (Plan, Wanted),
    now: Timestamp,
) -> Result<NextTerm, NotChanged> {
    let change = Scheduled {
        subscription_id: row.id,
        partner_id: row.partner_id,
        plan_id: plan.id,
        quantity: wanted.quantity,
        term_duration: wanted.term,
        billing_cycle: wanted.billing,
        scheduled_at: now,
    };
    let renewal = row.term().last.ends_at();
    let price = prices::price_in_force(conn, &change.price_key(row), renewal)?;
    let Some(price) = price.filter(|_| plan.is_on_sale(renewal)) else {
        let why = format!(
            "As the list stands there is no price of this plan, term and billing on {}",
            row.term().last.plus_days(1).words()
        );
        return Err(NotChanged::Field("billing", why));
    };
    let sums = Sums::of(price.amounts(), |amount| {
        whole_term(wanted.quantity, amount)
    });
    Ok(NextTerm {
        change,
        plan,
        price: price.amounts(),
        sums: sums.ok_or_else(|| NotChanged::Field("quantity", TOO_LARGE.to_owned()))?,
        version: row.version,
    })
}
