//! The page of one plan: on which terms it is sold, and all its prices.

use askama::Template;

use super::{
    catalog::{LicenseService, LicenseSku, Plan, PlanLink, Price},
    history_queries::cursor_of_price,
    list_page::PriceView,
    sellers::Seller,
    terms::{LimitType, Link, Segment},
};
use crate::{
    db::{ids::PlanId, keyset::Page, types::Timestamp},
    identity::{Layout, country_name},
    paths::Paths,
    web::{
        list::{ListView, Pager},
        page::thousands,
    },
};

/// What stands around a plan.
pub(super) struct About {
    pub(super) countries: Vec<String>,
    pub(super) links: Vec<PlanLink>,
    /// Those of them that stand in the list: key, product, plan, and name.
    pub(super) known: Vec<(PlanId, String, String, String)>,
    pub(super) license: Option<(LicenseSku, Vec<LicenseService>)>,
}

/// Another plan: its name or ID, and its page where it stands in the list.
struct OtherPlan {
    name: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "prices/plan.html")]
pub(super) struct PlanPage {
    layout: Layout,
    title: String,
    lead: String,
    is_own: bool,
    facts: Vec<(&'static str, String)>,
    needs: Vec<OtherPlan>,
    changes: Vec<OtherPlan>,
    services: Vec<String>,
    rows: Vec<PriceView>,
    pager: Pager,
}

impl PlanPage {
    pub(super) fn new(
        layout: Layout,
        plan: &Plan,
        seller: &Seller,
        about: About,
        view: &ListView<()>,
        page: &Page<Price>,
        now: Timestamp,
    ) -> Self {
        let path = layout.paths.price_plan(plan.id);
        let others = |kind| others(&about, kind, &layout.paths);
        let rows = page.rows.iter();
        let count = thousands(i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
        let view = view.at(page.position.clone());
        Self {
            title: plan.sku_title.clone(),
            lead: match seller.is_own {
                true => plan.code().to_string(),
                false => format!("{}, of {}", plan.code(), seller.name),
            },
            is_own: seller.is_own,
            facts: facts(plan, &about, now),
            needs: others(Link::Prerequisite),
            changes: others(Link::Conversion),
            rows: rows
                .map(|price| PriceView::new(price, seller.is_own, now))
                .collect(),
            pager: view.pager(
                &path,
                page,
                cursor_of_price,
                format!("{count} prices on this page"),
            ),
            services: services(about),
            layout: layout.in_section("prices"),
        }
    }
}

fn others(about: &About, kind: Link, paths: &Paths) -> Vec<OtherPlan> {
    let links = about.links.iter().filter(|link| link.kind == kind);
    links
        .map(|link| {
            let known = about
                .known
                .iter()
                .find(|(_, product, sku, _)| *product == link.product_id && *sku == link.sku_id);
            match known {
                Some((id, _, _, name)) => OtherPlan {
                    name: name.clone(),
                    href: Some(paths.price_plan(*id)),
                },
                None => OtherPlan {
                    name: format!("{}/{}", link.product_id, link.sku_id),
                    href: None,
                },
            }
        })
        .collect()
}

fn services(about: About) -> Vec<String> {
    let services = about
        .license
        .map(|(_, services)| services)
        .unwrap_or_default();
    services
        .into_iter()
        .map(|service| service.friendly_name)
        .collect()
}

fn facts(plan: &Plan, about: &About, now: Timestamp) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        (
            "Product",
            format!("{} ({})", plan.product_title, plan.product_id),
        ),
        ("Publisher", plan.publisher.clone()),
        (
            "Segment",
            plan.segment.map_or("", Segment::label).to_owned(),
        ),
        ("Description", plan.description.clone()),
        ("Quantity", quantity(plan)),
        ("Per customer", limit(plan)),
        ("Licenses", license(plan, about)),
        ("Sold in", countries(about)),
        (
            "Trial",
            if plan.is_trial {
                "Yes".to_owned()
            } else {
                String::new()
            },
        ),
        ("End of sale", end_of_sale(plan, now)),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

fn quantity(plan: &Plan) -> String {
    let unit = match plan.unit_of_measure.as_str() {
        "" => "licenses",
        unit => unit,
    };
    match plan.max_licenses {
        Some(max) if max == plan.min_licenses => format!("{max} {unit}"),
        Some(max) => format!("{} to {max} {unit}", plan.min_licenses),
        None => format!("{} or more {unit}", plan.min_licenses),
    }
}

fn limit(plan: &Plan) -> String {
    let Some(limit) = plan.asset_ownership_limit else {
        return String::new();
    };
    let noun = if limit == 1 {
        "subscription"
    } else {
        "subscriptions"
    };
    match plan.asset_ownership_limit_type {
        Some(LimitType::Lifetime) => format!("{limit} {noun}, ever"),
        _ => format!("{limit} {noun} at a time"),
    }
}

fn license(plan: &Plan, about: &About) -> String {
    match &about.license {
        Some((license, _)) => format!("{} ({})", license.name, license.string_id),
        None if !plan.has_license() => "Not assigned to people".to_owned(),
        None => plan.provisioning_string.clone(),
    }
}

fn countries(about: &About) -> String {
    let names = about.countries.iter().map(|code| country_name(code));
    names.collect::<Vec<_>>().join(", ")
}

fn end_of_sale(plan: &Plan, now: Timestamp) -> String {
    match plan.end_of_sale_at {
        Some(at) if at <= now => format!("Since {}", at.words()),
        Some(at) => at.words(),
        None => String::new(),
    }
}
