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
    prices::{self, Amounts, Plan, Price, PriceKey},
    relationships,
    subscriptions::Subscription,
};

/// A term that can begin.
#[derive(Debug, Clone)]
pub(super) struct NextTerm {
    /// Which one, counted from 0.
    pub(super) number: i32,
    pub(super) days: TermDays,
    pub(super) plan: Plan,
    /// Of one license for all of it.
    pub(super) price: Amounts,
    /// Of all of them.
    pub(super) sums: Sums,
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
    let each = of.iter().zip(&known.prices);
    let each =
        each.map(|(subscription, price)| (subscription.id, known.judge(subscription, price)));
    Ok(each.collect())
}

/// What it depends on.
struct Known {
    partners: HashSet<PartnerId>,
    sellers: HashSet<(PartnerId, CustomerId)>,
    plans: HashMap<PlanId, Plan>,
    /// In the order of the subscriptions.
    prices: Vec<Option<Price>>,
}

impl Known {
    fn of(conn: &mut Conn, of: &[&Subscription]) -> db::Result<Self> {
        let partners = distinct(of.iter().map(|it| it.partner_id));
        let customers = distinct(of.iter().map(|it| it.customer_id));
        let plans = distinct(of.iter().map(|it| it.plan_id));
        let keys = of.iter().map(|it| (it.price_key(), begins(it)));
        let keys: Vec<(PriceKey, Timestamp)> = keys.collect();
        Ok(Self {
            partners: identity::active_among(conn, &partners)?,
            sellers: relationships::sellers_of(conn, &customers)?,
            plans: prices::plans_of(conn, &plans)?,
            prices: prices::prices_in_force(conn, &keys)?,
        })
    }

    fn judge(&self, of: &Subscription, price: &Option<Price>) -> Result<NextTerm, Obstacle> {
        if !self.partners.contains(&of.partner_id) {
            return Err(Obstacle::SellerIsOff);
        }
        if !self.sellers.contains(&(of.partner_id, of.customer_id)) {
            return Err(Obstacle::NotConnected);
        }
        let plan = self.plans.get(&of.plan_id);
        let end = plan.and_then(|plan| plan.end_of_sale_at);
        if let Some(end) = end.filter(|end| *end <= begins(of)) {
            return Err(Obstacle::NotOnSale(end.words()));
        }
        let Some((plan, price)) = plan.zip(price.as_ref()) else {
            return Err(Obstacle::NoPrice {
                market: of.market.clone(),
                currency: of.currency.clone(),
            });
        };
        reckoned(of, plan.clone(), price.amounts()).ok_or(Obstacle::TooLarge)
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

fn reckoned(subscription: &Subscription, plan: Plan, price: Amounts) -> Option<NextTerm> {
    let number = subscription.term_number.checked_add(1)?;
    let began = Day::of(subscription.effective_start_date);
    let days = TermDays::nth(began, subscription.term_duration, number.try_into().ok()?);
    let charged = |price| whole_term(subscription.quantity, price);
    Some(NextTerm {
        number,
        days,
        plan,
        price,
        sums: Sums::of(price, charged)?,
    })
}
