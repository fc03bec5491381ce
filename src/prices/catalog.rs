//! Plans and prices, and which price is in force.

use diesel::{Insertable, Queryable, Selectable};

use super::{
    plan_code::PlanCode,
    terms::{Billing, LimitType, Link, Segment, Term},
};
use crate::{
    db::{
        MultiBackend,
        ids::{BatchId, PartnerId, PlanId, PriceId},
        schema::{license_services, license_skus, plan_countries, plan_links, plans, prices},
        types::Timestamp,
    },
    text::folded,
};

/// What a seller sells.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plans, check_for_backend(MultiBackend))]
pub struct Plan {
    /// Key.
    pub id: PlanId,
    /// The seller.
    pub partner_id: PartnerId,
    /// The product that it is a plan of.
    pub product_id: String,
    /// Its ID within the product, padded to four.
    pub sku_id: String,
    /// The product's name.
    pub product_title: String,
    /// Its own.
    pub sku_title: String,
    /// Its own, folded.
    pub title_key: String,
    /// Who makes it.
    pub publisher: String,
    /// What it is.
    pub description: String,
    /// What its quantity counts; licenses where nothing is said.
    pub unit_of_measure: String,
    /// Who it is for.
    pub segment: Option<Segment>,
    /// Fewest of one subscription.
    pub min_licenses: i32,
    /// Most of one subscription; nothing is no limit.
    pub max_licenses: Option<i32>,
    /// How many subscriptions a customer may hold.
    pub asset_ownership_limit: Option<i32>,
    /// And how they are counted.
    pub asset_ownership_limit_type: Option<LimitType>,
    /// The license that it gives; empty where that is not assigned to people.
    pub provisioning_id: String,
    /// The license's name for programs.
    pub provisioning_string: String,
    /// Whether an offer matrix has said what licenses it gives.
    pub has_matrix: bool,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// From when it is sold no more.
    pub end_of_sale_at: Option<Timestamp>,
}

impl Plan {
    /// A plan of which nothing is known but what it is called: from one to no limit, with a license of its own name.
    #[must_use]
    pub fn new(partner: PartnerId, code: &PlanCode, product_title: &str, sku_title: &str) -> Self {
        Self {
            id: PlanId::new(),
            partner_id: partner,
            product_id: code.product_id.clone(),
            sku_id: code.sku_id.clone(),
            product_title: product_title.to_owned(),
            sku_title: sku_title.to_owned(),
            title_key: folded(sku_title),
            publisher: String::new(),
            description: String::new(),
            unit_of_measure: String::new(),
            segment: None,
            min_licenses: 1,
            max_licenses: None,
            asset_ownership_limit: None,
            asset_ownership_limit_type: None,
            provisioning_id: String::new(),
            provisioning_string: String::new(),
            has_matrix: false,
            is_trial: false,
            end_of_sale_at: None,
        }
    }

    /// Called so.
    #[must_use]
    pub fn titled(mut self, product_title: &str, sku_title: &str) -> Self {
        product_title.clone_into(&mut self.product_title);
        sku_title.clone_into(&mut self.sku_title);
        self.title_key = folded(sku_title);
        self
    }

    /// Its ID.
    #[must_use]
    pub fn code(&self) -> PlanCode {
        PlanCode {
            product_id: self.product_id.clone(),
            sku_id: self.sku_id.clone(),
        }
    }

    /// Whether its largest quantity is that of all subscriptions of a customer together. Where an offer matrix says how many
    /// of them a customer may hold, it is that of each.
    #[must_use]
    pub fn is_pooled(&self) -> bool {
        self.max_licenses.is_some() && self.asset_ownership_limit.is_none()
    }

    /// Whether it is on sale at an instant.
    #[must_use]
    pub fn is_on_sale(&self, at: Timestamp) -> bool {
        self.end_of_sale_at.is_none_or(|end| at < end)
    }

    /// Whether the licenses that it gives are assigned to people.
    #[must_use]
    pub fn has_license(&self) -> bool {
        !self.has_matrix || !self.provisioning_id.is_empty()
    }

    /// The license that it gives, by which all sellers know it: the one that an offer matrix names, or else one of its own name.
    /// Empty, where it is not assigned to people.
    #[must_use]
    pub fn license_sku(&self) -> String {
        match self.provisioning_id.as_str() {
            "" if self.has_license() => format!("{}/{}", self.product_id, self.sku_id),
            id => id.to_owned(),
        }
    }
}

/// A country in which a plan is sold.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_countries, check_for_backend(MultiBackend))]
pub struct PlanCountry {
    /// The plan.
    pub plan_id: PlanId,
    /// Its two letters.
    pub country: String,
}

/// A plan that another one needs, or can be changed to.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_links, check_for_backend(MultiBackend))]
pub struct PlanLink {
    /// The plan.
    pub plan_id: PlanId,
    /// What the other is to it.
    pub kind: Link,
    /// The other.
    pub product_id: String,
    /// The other.
    pub sku_id: String,
}

/// A license that plans give.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = license_skus, check_for_backend(MultiBackend))]
pub struct LicenseSku {
    /// The seller in whose list it is.
    pub partner_id: PartnerId,
    /// Its ID.
    pub provisioning_id: String,
    /// Its name for programs.
    pub string_id: String,
    /// Its name.
    pub name: String,
}

/// A service in a license.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = license_services, check_for_backend(MultiBackend))]
pub struct LicenseService {
    /// The seller in whose list it is.
    pub partner_id: PartnerId,
    /// The license.
    pub provisioning_id: String,
    /// Its ID.
    pub service_plan_id: String,
    /// Its name for programs.
    pub service_plan_name: String,
    /// Its name.
    pub friendly_name: String,
}

/// The price of one license of a plan for a whole term, from when to when. Never rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = prices, check_for_backend(MultiBackend))]
pub struct Price {
    /// Key.
    pub id: PriceId,
    /// The seller.
    pub partner_id: PartnerId,
    /// The plan.
    pub plan_id: PlanId,
    /// For how long.
    pub term_duration: Term,
    /// In how many parts.
    pub billing_plan: Billing,
    /// The country of the customer.
    pub market: String,
    /// The currency, in whose minor units the amounts are.
    pub currency: String,
    /// For whom.
    pub segment: Segment,
    /// What the seller pays; shown to nobody outside the seller.
    pub cost: i64,
    /// What it charges its reseller.
    pub partner_price: Option<i64>,
    /// What it recommends.
    pub list_price: Option<i64>,
    /// The first instant.
    pub begins_at: Timestamp,
    /// The first instant behind the last.
    pub ends_at: Option<Timestamp>,
    /// The upload that it came by.
    pub batch_id: Option<BatchId>,
}

/// What a price is of: of two with the same one, at most one is in force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PriceKey {
    /// The plan.
    pub plan_id: PlanId,
    /// The country.
    pub market: String,
    /// The currency.
    pub currency: String,
    /// For whom.
    pub segment: Segment,
    /// For how long.
    pub term_duration: Term,
    /// In how many parts.
    pub billing_plan: Billing,
}

/// What a price costs whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Amounts {
    /// The seller.
    pub cost: i64,
    /// Its reseller.
    pub partner_price: Option<i64>,
    /// The customer, as is recommended.
    pub list_price: Option<i64>,
}

impl Amounts {
    /// What a reseller is shown.
    #[must_use]
    pub fn for_resellers(self) -> Option<i64> {
        self.partner_price.or(self.list_price)
    }
}

impl Price {
    /// What it is of.
    #[must_use]
    pub fn key(&self) -> PriceKey {
        PriceKey {
            plan_id: self.plan_id,
            market: self.market.clone(),
            currency: self.currency.clone(),
            segment: self.segment,
            term_duration: self.term_duration,
            billing_plan: self.billing_plan,
        }
    }

    /// What it costs whom.
    #[must_use]
    pub fn amounts(&self) -> Amounts {
        Amounts {
            cost: self.cost,
            partner_price: self.partner_price,
            list_price: self.list_price,
        }
    }

    /// Whether this instant lies between its beginning and its end.
    #[must_use]
    pub fn covers(&self, at: Timestamp) -> bool {
        self.begins_at <= at && self.ends_at.is_none_or(|end| at < end)
    }

    /// Whether it is over, or never will be in force.
    #[must_use]
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.ends_at
            .is_some_and(|end| end <= at || end == self.begins_at)
    }
}

/// The price in force at an instant, of rows with one key: of those that overlap there, the one that began first, which holds
/// until it ends.
#[must_use]
pub fn in_force(rows: &[Price], at: Timestamp) -> Option<&Price> {
    let there = rows.iter().filter(|row| row.covers(at));
    there.min_by_key(|row| (row.begins_at, row.id))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::clock::Clock;

    fn price(cost: i64, begins_at: Timestamp, ends_at: Option<Timestamp>) -> Price {
        Price {
            id: PriceId::new(),
            partner_id: PartnerId::new(),
            plan_id: PlanId::new(),
            term_duration: Term::Year,
            billing_plan: Billing::Annual,
            market: "DE".to_owned(),
            currency: "EUR".to_owned(),
            segment: Segment::Commercial,
            cost,
            partner_price: None,
            list_price: None,
            begins_at,
            ends_at,
            batch_id: None,
        }
    }

    #[test]
    fn of_prices_that_overlap_the_one_that_began_first_holds_until_it_ends() {
        let at = |text| Timestamp::parse(text).unwrap();
        let end = at("2021-02-04T20:35:31Z");
        let rows = [
            price(7_680, at("2021-02-01T00:00:00Z"), None),
            price(7_440, Timestamp::EPOCH, Some(end)),
        ];
        let cost = |at| in_force(&rows, at).map(|row| row.cost);
        assert_eq!(cost(at("2021-01-31T23:59:59Z")), Some(7_440));
        assert_eq!(cost(at("2021-02-03T00:00:00Z")), Some(7_440));
        assert_eq!(cost(end.minus(Duration::microseconds(1))), Some(7_440));
        assert_eq!(cost(end), Some(7_680));
    }

    #[test]
    fn before_the_first_and_behind_the_last_no_price_is_in_force() {
        let now = Clock::manual().now();
        let rows = [price(1, now, Some(now.plus(Duration::days(1))))];
        assert_eq!(in_force(&rows, now.minus(Duration::seconds(1))), None);
        assert!(in_force(&rows, now).is_some());
        assert_eq!(in_force(&rows, now.plus(Duration::days(1))), None);
        assert_eq!(in_force(&[], now), None);
    }
}
