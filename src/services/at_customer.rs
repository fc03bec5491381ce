//! The services that a customer has, as one partner may see them.

use std::collections::{BTreeMap, HashSet};

use super::door::{self, Door, Kept, Sellers};
use crate::{
    customer_access::{Between, CustomerAct, SeeLicenses},
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId},
    },
    identity::Scope,
    licenses::{self, License},
    prices::{self, LicenseService},
    subscriptions::{self, State, Subscription},
    text::folded,
};

/// A license that gives a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Giving {
    pub(super) sku: String,
    pub(super) name: String,
    /// Whether any of it works at the moment.
    pub(super) works: bool,
    /// How many are assigned, where that may be seen.
    assigned: Option<i64>,
}

impl Giving {
    /// Whether the numbers of its license may be seen.
    pub(super) fn is_counted(&self) -> bool {
        self.assigned.is_some()
    }
}

/// A service that a customer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AtCustomer {
    /// Which, as all sellers know it.
    pub(super) plan_id: String,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) licenses: Vec<Giving>,
    /// Assigned licenses in which it is on, and all assigned ones; none where the directory may not be read.
    pub(super) used: Option<(i64, i64)>,
    pub(super) door: Door,
    /// As those sellers keep it from whose subscriptions, of those that the partner sees, the customer has it now.
    pub(super) sold_as: Vec<prices::Service>,
}

/// All of them by name, for the partner of the scope, between whom and the customer stands this.
pub(super) fn all(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    between: &Between,
) -> db::Result<Vec<AtCustomer>> {
    let reads = SeeLicenses::NEEDS.are_met_by(between);
    let own = subscriptions::giving_licenses(conn, scope, customer)?;
    let giving = match reads {
        true => of_all(&licenses::licenses_of(conn, customer)?),
        false => of_own(&own),
    };
    let sellers = sellers(scope, &own);
    let mut named_by = sellers.all();
    if reads {
        named_by.extend(subscriptions::sellers_of_licenses(conn, customer)?);
    }
    let skus = giving.iter().map(|license| license.sku.clone()).collect();
    let services = prices::services_in(conn, &named_by, skus)?;
    let off = match reads {
        true => licenses::switched_off(conn, customer)?,
        false => Vec::new(),
    };
    let sellers = sellers.with_given(&own, &services);
    let plan_ids: HashSet<&String> = services.iter().map(|it| &it.service_plan_id).collect();
    let plan_ids: Vec<String> = plan_ids.into_iter().cloned().collect();
    let kept = door::kept(conn, &sellers, &plan_ids)?;
    let said = door::said(conn, &kept)?;
    let gives = giving_now(&own, &services);
    let mut found = grouped(&services, &giving, &off);
    for service in &mut found {
        let its = kept_of(&kept, &service.plan_id);
        service.door = Door::of(its, &said, sellers.own);
        let sold = its
            .iter()
            .filter(|its| gives.contains(&(its.partner_id, &its.service_plan_id)));
        service.sold_as = sold.cloned().collect();
    }
    found.sort_by_cached_key(|it| (folded(&it.name), it.plan_id.clone()));
    Ok(found)
}

/// What each seller of these subscriptions gives by those that work.
fn giving_now<'s>(
    own: &[Subscription],
    services: &'s [LicenseService],
) -> HashSet<(PartnerId, &'s String)> {
    let mut given = HashSet::new();
    for one in own.iter().filter(|one| one.state.works()) {
        let its = services
            .iter()
            .filter(|service| service.provisioning_id == one.license_sku);
        given.extend(its.map(|service| (one.partner_id, &service.service_plan_id)));
    }
    given
}

fn kept_of<'k>(kept: &'k Kept, plan_id: &str) -> &'k [prices::Service] {
    kept.get(plan_id).map_or(&[], Vec::as_slice)
}

/// Those of all sellers that give anything.
fn of_all(licenses: &[License]) -> Vec<Giving> {
    let given = licenses.iter().filter(|license| license.all() > 0);
    let giving = given.map(|license| Giving {
        sku: license.license_sku.clone(),
        name: license.name.clone(),
        works: license.working() > 0,
        assigned: Some(license.assigned),
    });
    giving.collect()
}

/// Those of the subscriptions that the partner sees.
fn of_own(own: &[Subscription]) -> Vec<Giving> {
    let mut giving: BTreeMap<&str, Giving> = BTreeMap::new();
    for one in own {
        let works = matches!(one.state, State::Active | State::Expired);
        let license = giving.entry(&one.license_sku).or_insert_with(|| Giving {
            sku: one.license_sku.clone(),
            name: one.offer_name.clone(),
            works,
            assigned: None,
        });
        license.works |= works;
    }
    giving.into_values().collect()
}

/// One's own company, and who has sold what one sees.
fn sellers(scope: Scope, own: &[Subscription]) -> Sellers {
    let mut others: Vec<PartnerId> = Vec::new();
    for one in own {
        if one.partner_id != scope.partner_id() && !others.contains(&one.partner_id) {
            others.push(one.partner_id);
        }
    }
    Sellers {
        own: scope.partner_id(),
        others,
        given: HashSet::new(),
    }
}

impl Sellers {
    fn with_given(mut self, own: &[Subscription], services: &[LicenseService]) -> Self {
        for one in own {
            let its = services
                .iter()
                .filter(|service| service.provisioning_id == one.license_sku);
            let given = its.map(|service| (one.partner_id, service.service_plan_id.clone()));
            self.given.extend(given);
        }
        self
    }
}

/// Each service with the licenses that give it.
fn grouped(
    services: &[LicenseService],
    giving: &[Giving],
    off: &[(String, String, i64)],
) -> Vec<AtCustomer> {
    let mut found: BTreeMap<&str, AtCustomer> = BTreeMap::new();
    for service in services {
        let license = giving.iter().find(|it| it.sku == service.provisioning_id);
        let Some(license) = license else {
            continue;
        };
        let one = found
            .entry(&service.service_plan_id)
            .or_insert_with(|| AtCustomer {
                plan_id: service.service_plan_id.clone(),
                name: service.friendly_name.clone(),
                code: service.service_plan_name.clone(),
                licenses: Vec::new(),
                used: None,
                door: Door::Unsaid(None),
                sold_as: Vec::new(),
            });
        if let Some(assigned) = license.assigned {
            let is_off = |(sku, off, _): &&(String, String, i64)| {
                *sku == license.sku && off.split(' ').any(|id| id == service.service_plan_id)
            };
            let without: i64 = off.iter().filter(is_off).map(|(_, _, number)| number).sum();
            let (on, all) = one.used.unwrap_or_default();
            one.used = Some((on + assigned - without, all + assigned));
        }
        one.licenses.push(license.clone());
    }
    found.into_values().collect()
}
