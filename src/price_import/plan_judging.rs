//! What comes of the rows of offer matrices, and of tables of licenses and services.

use super::values::{PlanRow, PlanText, PriceRow, ServiceRow};
use crate::{
    db::{self, Conn, ids::PartnerId, ids::PlanId},
    identity::Scope,
    prices::{self, LicenseService, LicenseSku, Link, Plan, PlanCode, PlanLink},
    uploads::{BatchRow, RowState, Verdict},
};

/// Nothing is to be done about it.
pub(super) fn left(row: &mut BatchRow, verdict: Verdict, why: &str) {
    row.verdict = verdict;
    row.state = RowState::Left;
    why.clone_into(&mut row.why);
}

/// A plan as a row of a price list has it. Of what the list has no column for, what is known stays.
pub(super) fn with_text(plan: Plan, said: &PriceRow, text: &PlanText) -> Plan {
    let product_title = match (&text.product_title, plan.product_title.as_str()) {
        (Some(title), _) => title.clone(),
        (None, "") => text.sku_title.clone(),
        (None, known) => known.to_owned(),
    };
    let mut plan = plan.titled(&product_title, &text.sku_title);
    let keep = |known: &mut String, said: &Option<String>| {
        if let Some(said) = said {
            said.clone_into(known);
        }
    };
    keep(&mut plan.publisher, &text.publisher);
    keep(&mut plan.description, &text.description);
    keep(&mut plan.unit_of_measure, &text.unit_of_measure);
    plan.segment = text.segment.or(plan.segment).or(Some(said.offer.segment));
    plan.is_trial = text.is_trial.unwrap_or(plan.is_trial);
    if text.has_end_of_sale {
        plan.end_of_sale_at = text.end_of_sale;
    }
    if let Some(license) = &text.license {
        license.clone_into(&mut plan.provisioning_id);
        license.clone_into(&mut plan.provisioning_string);
        plan.has_matrix = true;
    }
    plan
}

/// A plan as a row of an offer matrix has it.
pub(super) fn with_terms(mut plan: Plan, row: &PlanRow) -> Plan {
    // What it is called and what it is, price lists say oftener.
    if plan.sku_title.is_empty() {
        plan = plan.titled(&row.product_title, &row.sku_title);
    }
    if plan.description.is_empty() {
        row.description.clone_into(&mut plan.description);
    }
    plan.min_licenses = row.min;
    plan.max_licenses = row.max;
    plan.asset_ownership_limit = row.limit.map(|(limit, _)| limit);
    plan.asset_ownership_limit_type = row.limit.map(|(_, kind)| kind);
    row.provisioning_id.clone_into(&mut plan.provisioning_id);
    row.provisioning_string
        .clone_into(&mut plan.provisioning_string);
    plan.has_matrix = true;
    plan
}

/// The plans that a row names, as they are kept with its own.
pub(super) fn links(plan: PlanId, row: &PlanRow) -> Vec<PlanLink> {
    let link = |kind: Link, code: &PlanCode| PlanLink {
        plan_id: plan,
        kind,
        product_id: code.product_id.clone(),
        sku_id: code.sku_id.clone(),
    };
    let changes = row
        .conversions
        .iter()
        .map(|code| link(Link::Conversion, code));
    let needs = row
        .prerequisites
        .iter()
        .map(|code| link(Link::Prerequisite, code));
    changes.chain(needs).collect()
}

/// The verdict on a row of an offer matrix.
pub(super) fn plan(
    conn: &mut Conn,
    scope: Scope,
    row: &mut BatchRow,
    said: &PlanRow,
) -> db::Result<()> {
    let Some(known) = prices::plan_by_code(conn, scope, &said.code)? else {
        "It has no price yet".clone_into(&mut row.why);
        return Ok(());
    };
    let is_same = with_terms(known.clone(), said) == known
        && prices::countries_of(conn, known.id)? == said.countries
        && prices::links_of(conn, known.id)? == links(known.id, said);
    match is_same {
        true => left(row, Verdict::Staying, ""),
        false => row.verdict = Verdict::Changed,
    }
    Ok(())
}

/// The license and the service of a row.
pub(super) fn license(partner: PartnerId, row: &ServiceRow) -> (LicenseSku, LicenseService) {
    let license = LicenseSku {
        partner_id: partner,
        provisioning_id: row.license_id.clone(),
        string_id: row.string_id.clone(),
        name: row.license_name.clone(),
    };
    let service = LicenseService {
        partner_id: partner,
        provisioning_id: row.license_id.clone(),
        service_plan_id: row.service_id.clone(),
        service_plan_name: row.service_name.clone(),
        friendly_name: row.friendly_name.clone(),
    };
    (license, service)
}

/// The verdict on a row of a table of licenses and services.
pub(super) fn service(
    conn: &mut Conn,
    scope: Scope,
    row: &mut BatchRow,
    said: &ServiceRow,
) -> db::Result<()> {
    let (license, service) = license(scope.partner_id(), said);
    let known = prices::license_sku(conn, scope, &said.license_id)?;
    let has = prices::service(conn, scope, &said.license_id, &said.service_id)?;
    if known.as_ref() == Some(&license) && has.as_ref() == Some(&service) {
        left(row, Verdict::Staying, "");
    } else if has.is_some() {
        row.verdict = Verdict::Changed;
    }
    Ok(())
}
