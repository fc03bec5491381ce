//! The next term of a subscription as the price list has it, or why there is none.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::{
    charges::{Day, Sums, TermDays, whole_term},
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId, PlanId, SubscriptionId},
        types::Timestamp,
    },
    identity::{self, country_name},
    prices::{self, Amounts, Billing, Plan, Price, PriceKey, Term},
    relationships, subscription_changes,
    subscriptions::{self, Scheduled, Subscription},
};

/// A term that can begin.
#[derive(Debug, Clone)]
pub(super) struct NextTerm {
    /// From which day terms are counted.
    pub(super) began: Day,
    /// Which one, counted from 0.
    pub(super) number: i32,
    pub(super) days: TermDays,
    pub(super) plan: Plan,
    /// How many licenses.
    pub(super) quantity: i32,
    pub(super) term: Term,
    pub(super) billing: Billing,
    /// Of one license for all of it.
    pub(super) price: Amounts,
    /// Of all of them.
    pub(super) sums: Sums,
}

impl NextTerm {
    /// Whether something was scheduled.
    pub(super) fn is_changed(&self, of: &Subscription) -> bool {
        self.plan.id != of.plan_id
            || self.quantity != of.quantity
            || self.term != of.term_duration
            || self.billing != of.billing_cycle
    }
}

/// Why a subscription cannot be renewed, as a sentence's end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Obstacle {
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

/// What comes of renewing each of these, by key.
pub(super) type Outlook = HashMap<SubscriptionId, Result<NextTerm, Obstacle>>;

/// For each the term behind the running one, at the price of the day on which it begins. A handful of statements, however
/// many they are. Exact for whoever holds the customers.
pub(super) fn outlook(conn: &mut Conn, of: &[&Subscription]) -> db::Result<Outlook> {
    let known = Known::of(conn, of)?;
    let chosen = known.chosen.iter().zip(&known.prices);
    let mut outlook = Outlook::new();
    for (subscription, (chosen, price)) in of.iter().zip(chosen) {
        let mut judged = known.judge(subscription, *chosen, price.as_ref());
        if let Ok(next) = &judged
            && let Some(why) = bound(conn, subscription, next)?
        {
            judged = Err(Obstacle::Bound(why));
        }
        outlook.insert(subscription.id, judged);
    }
    Ok(outlook)
}

/// Why so many licenses are not possible any more, where it is to have others than it has.
fn bound(conn: &mut Conn, of: &Subscription, next: &NextTerm) -> db::Result<Option<String>> {
    if !next.is_changed(of) {
        return Ok(None);
    }
    let own = match next.plan.id == of.plan_id {
        true => of.quantity,
        false => 0,
    };
    let quantities = (next.quantity, own);
    subscription_changes::bound(conn, &next.plan, of.customer_id, quantities)
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
    /// In the order of the subscriptions.
    chosen: Vec<Chosen>,
    prices: Vec<Option<Price>>,
}

impl Known {
    fn of(conn: &mut Conn, of: &[&Subscription]) -> db::Result<Self> {
        let partners = distinct(of.iter().map(|it| it.partner_id));
        let customers = distinct(of.iter().map(|it| it.customer_id));
        let keys: Vec<SubscriptionId> = of.iter().map(|it| it.id).collect();
        let scheduled = subscriptions::scheduled_of(conn, &keys)?;
        let chosen = of.iter().map(|it| Chosen::of(it, scheduled.get(&it.id)));
        let chosen: Vec<Chosen> = chosen.collect();
        let plans = distinct(chosen.iter().map(|it| it.plan));
        let keys = of.iter().zip(&chosen);
        let keys = keys.map(|(it, chosen)| (chosen.price_key(it), begins(it)));
        let keys: Vec<(PriceKey, Timestamp)> = keys.collect();
        Ok(Self {
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
