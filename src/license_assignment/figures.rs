//! The numbers of a license, and the picture of them.

use crate::{
    db::ids::CustomerId,
    licenses::License,
    paths::Paths,
    subscriptions::{State, Subscription},
    text::thousands,
    web::address,
};

/// How wide the picture is, in its own units.
const WIDE: i64 = 1_000;

/// The picture of used against bought: how far each of its bars reaches.
pub(super) struct Meter {
    /// In words, for who does not see it.
    pub(super) words: String,
    /// What works.
    pub(super) working: i64,
    /// What works or not.
    pub(super) all: i64,
    /// What is assigned.
    pub(super) used: i64,
}

impl Meter {
    fn of(license: &License) -> Self {
        let most = license.all().max(license.assigned).max(1);
        let wide = |number: i64| number * WIDE / most;
        let working = thousands(license.working());
        let idle = license.suspended + license.disabled;
        let idle = match idle {
            0 => String::new(),
            idle => format!("; {} more do not work", thousands(idle)),
        };
        Self {
            words: format!(
                "{} of {working} assigned{idle}",
                thousands(license.assigned)
            ),
            working: wide(license.working()),
            all: wide(license.all()),
            used: wide(license.assigned),
        }
    }
}

/// A subscription of the partner's own behind a license.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) quantity: String,
    pub(super) state: &'static str,
}

/// A license as pages show it.
pub(super) struct Figures {
    pub(super) name: String,
    pub(super) sku: String,
    pub(super) href: String,
    pub(super) active: String,
    pub(super) in_grace: String,
    pub(super) suspended: String,
    pub(super) disabled: String,
    pub(super) assigned: String,
    pub(super) free: String,
    pub(super) meter: Meter,
    pub(super) sources: Vec<Source>,
    /// Units of other partners' subscriptions; empty where there are none.
    pub(super) of_others: String,
}

impl Figures {
    pub(super) fn new(license: &License, own: &[Subscription], paths: &Paths) -> Self {
        let its = own.iter();
        let its: Vec<&Subscription> = its
            .filter(|one| one.license_sku == license.license_sku)
            .collect();
        let counts = |one: &&&Subscription| {
            matches!(
                one.state,
                State::Active | State::Expired | State::Suspended | State::Disabled
            )
        };
        let own_units = its.iter().filter(counts);
        let own_units: i64 = own_units.map(|one| i64::from(one.quantity)).sum();
        let others = license.all() - own_units;
        let source = |one: &Subscription| Source {
            name: one.name().to_owned(),
            href: paths.subscription(one.id),
            quantity: thousands(one.quantity.into()),
            state: one.state.label(),
        };
        Self {
            name: license.name.clone(),
            sku: license.license_sku.clone(),
            href: page_of(license.customer_id, &license.license_sku, paths),
            active: thousands(license.active),
            in_grace: thousands(license.in_grace),
            suspended: thousands(license.suspended),
            disabled: thousands(license.disabled),
            assigned: thousands(license.assigned),
            free: thousands(license.free()),
            meter: Meter::of(license),
            sources: its.into_iter().map(source).collect(),
            of_others: match others {
                1.. => thousands(others),
                _ => String::new(),
            },
        }
    }
}

/// The page of one license.
pub(super) fn page_of(customer: CustomerId, sku: &str, paths: &Paths) -> String {
    let path = paths.customer_license(customer.uuid());
    address::with(&path, &[("sku", sku.to_owned())])
}
