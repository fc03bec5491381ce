//! The way into a service's own administration for a customer: whose word holds, and what it says.

use std::collections::{HashMap, HashSet};

use super::{model::Administration, queries};
use crate::{
    customer_access::NamedAct,
    db::{
        self, Conn,
        ids::{PartnerId, ServiceId},
    },
    prices::{self, Service},
    privileges::AdminRole,
};

/// The act that takes this role.
pub(super) const fn act(role: AdminRole) -> NamedAct {
    NamedAct::new("Opening the administration of this service", role)
}

/// The way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Door {
    /// There is one.
    Known {
        /// With marks.
        address: String,
        /// What it takes.
        role: AdminRole,
    },
    /// Nobody whose word holds has said where; one's own service where one can say it.
    Unsaid(Option<ServiceId>),
}

/// Whose word may hold: one's own first, then that of each seller of a subscription that one sees, for what that gives.
pub(super) struct Sellers {
    pub(super) own: PartnerId,
    pub(super) others: Vec<PartnerId>,
    /// What each of the others gives.
    pub(super) given: HashSet<(PartnerId, String)>,
}

impl Sellers {
    /// All of them, in that order.
    pub(super) fn all(&self) -> Vec<PartnerId> {
        let own = std::iter::once(self.own);
        own.chain(self.others.iter().copied()).collect()
    }

    fn holds(&self, service: &Service) -> bool {
        let key = (service.partner_id, service.service_plan_id.clone());
        service.partner_id == self.own || self.given.contains(&key)
    }
}

/// A service as each seller whose word holds keeps it, one's own first.
pub(super) type Kept = HashMap<String, Vec<Service>>;

/// As these sellers keep these services.
pub(super) fn kept(conn: &mut Conn, sellers: &Sellers, plan_ids: &[String]) -> db::Result<Kept> {
    let order = sellers.all();
    let mut found = prices::services_of(conn, &order, plan_ids)?;
    found.retain(|service| sellers.holds(service));
    found.sort_by_key(|service| order.iter().position(|it| *it == service.partner_id));
    let mut kept = Kept::new();
    for service in found {
        let plan_id = service.service_plan_id.clone();
        kept.entry(plan_id).or_default().push(service);
    }
    Ok(kept)
}

/// What is said of all of these.
pub(super) fn said(conn: &mut Conn, kept: &Kept) -> db::Result<HashMap<ServiceId, Administration>> {
    let ids = kept.values().flatten().map(|service| service.id);
    queries::administrations_of(conn, &ids.collect::<Vec<_>>())
}

impl Door {
    /// The first address that one of them has said.
    pub(super) fn of(
        services: &[Service],
        said: &HashMap<ServiceId, Administration>,
        own: PartnerId,
    ) -> Self {
        let mut known = services.iter().filter_map(|service| said.get(&service.id));
        match known.find(|known| !known.address.is_empty()) {
            Some(known) => Self::Known {
                address: known.address.clone(),
                role: known.role,
            },
            None => {
                let own = services.iter().find(|service| service.partner_id == own);
                Self::Unsaid(own.map(|service| service.id))
            }
        }
    }
}
