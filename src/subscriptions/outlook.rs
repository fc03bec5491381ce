//! What comes behind the running term of a subscription: the next one as the price list has it, or why there is none. The same
//! for its page, the coming weeks, the letters, and for the job that carries it out.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    bounds, grace,
    model::{State, Subscription},
    scheduled::{Scheduled, scheduled_of},
};
use crate::{
    charges::{Day, Sums, TermDays, whole_term},
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId, PlanId, SubscriptionId},
        types::Timestamp,
    },
    identity::{self, country_name},
    prices::{self, Amounts, Billing, Plan, Price, PriceKey, Term},
    relationships,
};

/// A term that can begin.
#[derive(Debug, Clone)]
pub(crate) struct NextTerm {
    /// From which day terms are counted.
    pub(crate) began: Day,
    /// Which one, counted from 0.
    pub(crate) number: i32,
    /// Its days.
    pub(crate) days: TermDays,
    /// Of what.
    pub(crate) plan: Plan,
    /// How many licenses.
    pub(crate) quantity: i32,
    /// For how long.
    pub(crate) term: Term,
    /// In how many parts it is billed.
    pub(crate) billing: Billing,
    /// Of one license for all of it.
    pub(crate) price: Amounts,
    /// Of all of them.
    pub(crate) sums: Sums,
}

impl NextTerm {
    /// Whether something was scheduled.
    pub(crate) fn is_changed(&self, of: &Subscription) -> bool {
        self.plan.id != of.plan_id
            || self.quantity != of.quantity
            || self.term != of.term_duration
            || self.billing != of.billing_cycle
    }
}

/// Why a subscription cannot be renewed, as a sentence's end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Obstacle {
    /// The seller does not take part any more.
    #[error("its seller does not take part here at the moment")]
    SellerIsOff,
    /// The seller has no relationship with the customer any more.
    #[error("its seller has no active relationship with the customer")]
    NotConnected,
    /// The plan is sold no more.
    #[error("its plan is sold no more since {0}")]
    NotOnSale(String),
    /// The list has no price for that day.
    #[error("the price list has no price of it for {} in {currency} on that day", country_name(.market))]
    NoPrice {
        /// The customer's country.
        market: String,
        /// The subscription's currency.
        currency: String,
    },
    /// What was scheduled is more, or fewer, than the plan allows by now.
    #[error("what was scheduled for it is not possible any more: {0}")]
    Bound(String),
    /// More money than an amount can be.
    #[error("it comes to more than an order can have")]
    TooLarge,
}

/// What comes of one.
#[derive(Debug, Clone)]
pub(crate) struct Ahead {
    /// Where it is to be renewed: how, or why it cannot be.
    pub(crate) next: Option<Result<NextTerm, Obstacle>>,
    /// For how many days its licenses work behind its last term.
    pub(crate) grace: i32,
}

/// What comes of each of these, by key.
pub(crate) type Outlook = HashMap<SubscriptionId, Ahead>;

/// For each the term behind the running one, at the price of the day on which it begins. A handful of statements, however
/// many they are. Exact for whoever holds the customers.
pub(crate) fn outlook(conn: &mut Conn, of: &[&Subscription]) -> db::Result<Outlook> {
    let known = Known::of(conn, of)?;
    let chosen = known.chosen.iter().zip(&known.prices);
    let mut outlook = Outlook::new();
    for (subscription, (chosen, price)) in of.iter().zip(chosen) {
        let renews = subscription.state == State::Active && subscription.auto_renew_enabled;
        let next = match renews {
            true => Some(known.judge(subscription, *chosen, price.as_ref())),
            false => None,
        };
        let next = match next {
            Some(Ok(next)) => Some(match bound(conn, subscription, &next)? {
                Some(why) => Err(Obstacle::Bound(why)),
                None => Ok(next),
            }),
            other => other,
        };
        let grace = known.graces.get(&subscription.partner_id);
        let grace = grace.copied().unwrap_or_default();
        outlook.insert(subscription.id, Ahead { next, grace });
    }
    Ok(outlook)
}

/// What comes of one of them.
pub(crate) fn ahead(conn: &mut Conn, of: &Subscription) -> db::Result<Ahead> {
    let mut outlook = outlook(conn, &[of])?;
    outlook.remove(&of.id).ok_or(db::Error::NotFound)
}

/// Why what was scheduled is not possible any more.
fn bound(conn: &mut Conn, of: &Subscription, next: &NextTerm) -> db::Result<Option<String>> {
    if !next.is_changed(of) {
        return Ok(None);
    }
    bounds::next_term_problem(conn, &next.plan, of, next.quantity)
}

/// What the next term is of: what was scheduled, or the same as before.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    plan: PlanId,
    quantity: i32,
    term: Term,
    billing: Billing,
}

impl Chosen {
    fn of(subscription: &Subscription, scheduled: Option<&Scheduled>) -> Self {
        match scheduled {
            Some(change) => Self {
                plan: change.plan_id,
                quantity: change.quantity,
                term: change.term_duration,
                billing: change.billing_cycle,
            },
            None => Self {
                plan: subscription.plan_id,
                quantity: subscription.quantity,
                term: subscription.term_duration,
                billing: subscription.billing_cycle,
            },
        }
    }

    fn price_key(self, of: &Subscription) -> PriceKey {
        PriceKey {
            plan_id: self.plan,
            term_duration: self.term,
            billing_plan: self.billing,
            ..of.price_key()
        }
    }
}

/// What it depends on.
struct Known {
    partners: HashSet<PartnerId>,
    sellers: HashSet<(PartnerId, CustomerId)>,
    plans: HashMap<PlanId, Plan>,
    graces: HashMap<PartnerId, i32>,
    /// In the order of the subscriptions.
    chosen: Vec<Chosen>,
    prices: Vec<Option<Price>>,
}

impl Known {
    fn of(conn: &mut Conn, of: &[&Subscription]) -> db::Result<Self> {
        let partners = distinct(of.iter().map(|it| it.partner_id));
        let customers = distinct(of.iter().map(|it| it.customer_id));
        let keys: Vec<SubscriptionId> = of.iter().map(|it| it.id).collect();
        let scheduled = scheduled_of(conn, &keys)?;
        let chosen = of.iter().map(|it| Chosen::of(it, scheduled.get(&it.id)));
        let chosen: Vec<Chosen> = chosen.collect();
        let plans = distinct(chosen.iter().map(|it| it.plan));
        let keys = of.iter().zip(&chosen);
        let keys = keys.map(|(it, chosen)| (chosen.price_key(it), begins(it)));
        let keys: Vec<(PriceKey, Timestamp)> = keys.collect();
        Ok(Self {
            graces: grace::of_all(conn, &partners)?,
            partners: identity::active_among(conn, &partners)?,
            sellers: relationships::sellers_of(conn, &customers)?,
            plans: prices::plans_of(conn, &plans)?,
            prices: prices::prices_in_force(conn, &keys)?,
            chosen,
        })
    }

    fn judge(
        &self,
        of: &Subscription,
        chosen: Chosen,
        price: Option<&Price>,
    ) -> Result<NextTerm, Obstacle> {
        if !self.partners.contains(&of.partner_id) {
            return Err(Obstacle::SellerIsOff);
        }
        if !self.sellers.contains(&(of.partner_id, of.customer_id)) {
            return Err(Obstacle::NotConnected);
        }
        let plan = self.plans.get(&chosen.plan);
        let end = plan.and_then(|plan| plan.end_of_sale_at);
        if let Some(end) = end.filter(|end| *end <= begins(of)) {
            return Err(Obstacle::NotOnSale(end.words()));
        }
        let Some((plan, price)) = plan.zip(price) else {
            return Err(Obstacle::NoPrice {
                market: of.market.clone(),
                currency: of.currency.clone(),
            });
        };
        reckoned(of, plan, chosen, price.amounts()).ok_or(Obstacle::TooLarge)
    }
}

/// The first instant behind the running term.
fn begins(of: &Subscription) -> Timestamp {
    of.term().last.ends_at()
}

fn distinct<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<K> {
    let keys: BTreeSet<K> = keys.collect();
    keys.into_iter().collect()
}

fn reckoned(of: &Subscription, plan: &Plan, chosen: Chosen, price: Amounts) -> Option<NextTerm> {
    // Terms of another length are counted from where they begin.
    let (began, number) = match chosen.term == of.term_duration {
        true => (
            Day::of(of.effective_start_date),
            of.term_number.checked_add(1)?,
        ),
        false => (of.term().last.plus_days(1), 0),
    };
    let charged = |price| whole_term(chosen.quantity, price);
    Some(NextTerm {
        began,
        number,
        days: TermDays::nth(began, chosen.term, number.try_into().ok()?),
        plan: plan.clone(),
        quantity: chosen.quantity,
        term: chosen.term,
        billing: chosen.billing,
        price,
        sums: Sums::of(price, charged)?,
    })
}
