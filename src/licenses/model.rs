//! A license of a customer, and who holds it.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{CustomerId, DirectoryUserId, LicenseAssignmentId, PartnerId, UserId},
        schema::{license_assignments, license_counts, license_places},
        types::Timestamp,
    },
    prices::LicenseService,
};

/// A license that a customer has or had, with its units over all sellers.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = license_counts, check_for_backend(MultiBackend))]
pub struct License {
    /// Whose.
    pub customer_id: CustomerId,
    /// Which, as all sellers know it.
    pub license_sku: String,
    /// What it is called.
    pub name: String,
    /// Where those that work may be used, with a space between countries; empty is everywhere.
    #[diesel(select_expression = license_places::countries)]
    pub countries: String,
    /// Units of active subscriptions.
    pub active: i64,
    /// Units of those whose term is over and that still work.
    pub in_grace: i64,
    /// Units of suspended ones.
    pub suspended: i64,
    /// Units of disabled ones.
    pub disabled: i64,
    /// How many are assigned.
    pub assigned: i64,
}

impl License {
    /// Those that work, and so can be assigned.
    #[must_use]
    pub fn working(&self) -> i64 {
        self.active + self.in_grace
    }

    /// All that can carry an assignment.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.working() + self.suspended + self.disabled
    }

    /// How many can be assigned now.
    #[must_use]
    pub fn free(&self) -> i64 {
        (self.working() - self.assigned).max(0)
    }

    /// How many would lose theirs if there were so many fewer units.
    #[must_use]
    pub fn beyond(&self, fewer: i64) -> i64 {
        (self.assigned - (self.all() - fewer).max(0)).max(0)
    }

    /// How many work now and would not without so many of the units that work.
    #[must_use]
    pub fn stopping(&self, fewer: i64) -> i64 {
        let used = self.assigned.min(self.working());
        (used - (self.working() - fewer).max(0)).max(0)
    }

    /// Whether one of the plans that give it is allowed in this country.
    #[must_use]
    pub fn is_allowed_in(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.split(' ').any(|one| one == country)
    }

    /// Whether there is anything to tell of it.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.all() > 0 || self.assigned > 0
    }
}

/// That a user holds a license, or held it when they were deleted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = license_assignments, check_for_backend(MultiBackend))]
pub struct Assignment {
    /// Key.
    pub id: LicenseAssignmentId,
    /// Of which customer.
    pub customer_id: CustomerId,
    /// Who.
    pub user_id: DirectoryUserId,
    /// Which license.
    pub license_sku: String,
    /// Since when; those who have it for the shortest time lose it first.
    pub assigned_at: Timestamp,
    /// By whom.
    pub assigned_by: UserId,
    /// Of which partner.
    pub assigned_in: PartnerId,
    /// The IDs of services that are switched off, with a space between.
    pub services_off: String,
    /// Whether it counts: not while the user is deleted.
    pub is_held: bool,
}

impl Assignment {
    /// Whether a service is switched off in it.
    #[must_use]
    pub fn is_off(&self, service: &str) -> bool {
        self.services_off.split(' ').any(|id| id == service)
    }
}

/// A user to whom something is assigned, as far as this slice has to know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder<'a> {
    /// Their key.
    pub user: DirectoryUserId,
    /// The domain of their user name.
    pub domain: &'a str,
    /// ISO 3166-1 alpha-2: where they use services.
    pub usage_location: Option<&'a str>,
}

/// Those of these services that a license has, as an assignment keeps them: each once, in the order of the license.
#[must_use]
pub fn service_ids(known: &[LicenseService], off: &[String]) -> String {
    let ids = known.iter().map(|service| service.service_plan_id.as_str());
    let off: Vec<&str> = ids.filter(|id| off.iter().any(|it| it == id)).collect();
    off.join(" ")
}

/// The names of the services with these IDs.
#[must_use]
pub fn service_words(known: &[LicenseService], ids: &str) -> String {
    let name = |id: &str| {
        let found = known.iter().find(|service| service.service_plan_id == id);
        found.map_or_else(|| id.to_owned(), |service| service.friendly_name.clone())
    };
    let names: Vec<String> = ids.split_whitespace().map(name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn license(active: i64, others: i64, assigned: i64) -> License {
        License {
            customer_id: CustomerId::new(),
            license_sku: "a".to_owned(),
            name: "A".to_owned(),
            countries: String::new(),
            active,
            in_grace: 0,
            suspended: others,
            disabled: 0,
            assigned,
        }
    }

    #[test]
    fn what_does_not_work_is_not_free_and_carries_assignments() {
        assert_eq!(license(3, 2, 1).free(), 2);
        assert_eq!(license(3, 2, 4).free(), 0);
        assert_eq!(license(3, 2, 4).beyond(0), 0);
        assert_eq!(license(3, 2, 4).beyond(1), 0);
        assert_eq!(license(3, 2, 4).beyond(3), 2);
        assert_eq!(license(3, 2, 4).beyond(100), 4);
        assert_eq!(license(3, 2, 2).stopping(1), 0);
        assert_eq!(license(3, 2, 2).stopping(2), 1);
        assert_eq!(license(3, 2, 5).stopping(100), 3);
    }

    #[test]
    fn a_license_without_countries_is_allowed_everywhere() {
        let mut license = license(1, 0, 0);
        assert!(license.is_allowed_in("DE"));
        license.countries = "AT DE".to_owned();
        assert!(license.is_allowed_in("DE") && !license.is_allowed_in("FR"));
    }

    #[test]
    fn services_that_a_license_does_not_have_are_not_kept() {
        let service = |id: &str| LicenseService {
            partner_id: PartnerId::new(),
            provisioning_id: "a".to_owned(),
            service_plan_id: id.to_owned(),
            service_plan_name: id.to_uppercase(),
            friendly_name: format!("Service {id}"),
        };
        let known = [service("x"), service("y")];
        let off = [
            "y".to_owned(),
            "z".to_owned(),
            "x".to_owned(),
            "y".to_owned(),
        ];
        assert_eq!(service_ids(&known, &off), "x y");
        assert_eq!(service_words(&known, "y z"), "Service y, z");
        assert_eq!(service_words(&known, ""), "");
    }
}
