//! The page of a customer's services.

use std::collections::{BTreeSet, HashMap};

use askama::Template;

use super::{
    address,
    at_customer::{AtCustomer, Giving},
    door::{Door, act},
};
use crate::{
    customer_access::{Between, Head},
    customers::Entry,
    db::ids::ServiceId,
    identity::{Denied, Layout},
    incidents::Health,
    paths::Paths,
    text::{folded, thousands},
    web::address as query,
};

/// What one can do to a service, and else what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// Its own administration can be opened.
    Open,
    /// What is missing, and where the way to it begins.
    Lacking(String, Option<(String, String)>),
    /// The person's role; the page says it once.
    Denied,
}

/// A license that gives it.
pub(super) struct GivingView {
    name: String,
    /// None where the license has no page for this partner.
    href: Option<String>,
    works: bool,
}

/// A service as the page shows it.
pub(super) struct ServiceView {
    plan_id: String,
    name: String,
    code: String,
    licenses: Vec<GivingView>,
    /// Empty where the directory may not be read.
    used: String,
    /// None where its incidents are not seen.
    health: Option<HealthView>,
    way: Way,
}

/// How it is.
pub(super) struct HealthView {
    pub(super) tone: &'static str,
    pub(super) label: &'static str,
    /// What says more: its address and its title.
    pub(super) more: Option<(String, String)>,
}

impl HealthView {
    pub(super) fn of(health: &Health, paths: &Paths) -> Self {
        let more = health.incident();
        Self {
            tone: health.tone(),
            label: health.label(),
            more: more.map(|(id, title)| (paths.incident(id), title.to_owned())),
        }
    }
}

/// What the rows of a page share.
pub(super) struct Looking<'a> {
    pub(super) entry: &'a Entry,
    pub(super) between: &'a Between,
    /// Whether this person may ask for privileges.
    pub(super) may_ask: bool,
    /// Whether this person says how services are administered.
    pub(super) may_say: bool,
    /// Why this person may open none.
    pub(super) denied: bool,
    pub(super) healths: &'a HashMap<ServiceId, Health>,
    pub(super) paths: &'a Paths,
}

impl Looking<'_> {
    fn way(&self, door: &Door) -> Way {
        let role = match door {
            Door::Known { role, .. } => *role,
            Door::Unsaid(Some(own)) => {
                let step = (
                    "Set the address".to_owned(),
                    self.paths.service_administration(*own),
                );
                let missing = "Your company has set no address for it.".to_owned();
                return Way::Lacking(missing, self.may_say.then_some(step));
            }
            Door::Unsaid(None) => {
                let missing = "No seller of yours has set an address for it.";
                return Way::Lacking(missing.to_owned(), None);
            }
        };
        match act(role).lacking(self.entry, self.between, self.may_ask, self.paths) {
            Some(lacking) => Way::Lacking(lacking.missing, lacking.step),
            None if self.denied => Way::Denied,
            None => Way::Open,
        }
    }

    fn license(&self, license: &Giving) -> GivingView {
        let reads = license.is_counted();
        let page = self.paths.customer_license(self.entry.page_key());
        GivingView {
            name: license.name.clone(),
            href: reads.then(|| query::with(&page, &[("sku", license.sku.clone())])),
            works: license.works,
        }
    }

    /// The worst of what the sellers say from whom the customer has it.
    fn health(&self, service: &AtCustomer) -> Option<HealthView> {
        let sold = service.sold_as.iter();
        let said = sold.filter_map(|service| self.healths.get(&service.id).cloned());
        let health = said.reduce(Health::or_worse)?;
        Some(HealthView::of(&health, self.paths))
    }

    pub(super) fn view(&self, service: &AtCustomer) -> ServiceView {
        let used = |(on, all)| format!("{} of {}", thousands(on), thousands(all));
        ServiceView {
            plan_id: service.plan_id.clone(),
            name: service.name.clone(),
            code: service.code.clone(),
            licenses: service.licenses.iter().map(|it| self.license(it)).collect(),
            used: service.used.map(used).unwrap_or_default(),
            health: self.health(service),
            way: self.way(&service.door),
        }
    }
}

/// Whether a service is one that is searched for.
pub(super) fn is_named(service: &AtCustomer, text: &str) -> bool {
    let text = folded(text);
    let holds = |name: &str| folded(name).contains(&text);
    holds(&service.name) || holds(&service.code) || service.plan_id.contains(&text)
}

/// Where the forms of the page lead to.
pub(super) fn origins(services: &[AtCustomer]) -> Vec<String> {
    let known = services.iter().filter_map(|service| match &service.door {
        Door::Known { address, .. } => address::origin(address),
        Door::Unsaid(_) => None,
    });
    let origins: BTreeSet<String> = known.collect();
    origins.into_iter().collect()
}

#[derive(Template)]
#[template(path = "services/customer.html")]
pub(super) struct CustomerServicesPage {
    pub(super) layout: Layout,
    pub(super) record: Head,
    pub(super) services: Vec<ServiceView>,
    /// Whether the customer has any, searched for or not.
    pub(super) has_any: bool,
    pub(super) text: String,
    /// Why this person may open none.
    pub(super) denied: Option<Denied>,
    /// Whether the numbers of users may be seen.
    pub(super) reads: bool,
    /// Who says how services are administered, where this person does not and one is without an address.
    pub(super) people: Vec<String>,
}
