//! How many licenses a subscription may have: the bounds of its plan, those of all subscriptions of the customer over all
//! sellers, and the base of an add-on.

use super::{
    model::Subscription,
    queries::{has_one_of, held},
};
use crate::{
    db::{self, Conn, ids::CustomerId},
    identity::{Scope, country_name},
    prices::{self, LimitType, Link, Plan, PlanCode},
    text::{licenses, thousands},
};

/// Why so many are too few or too many for a subscription that holds `own` licenses of this plan now. Exact for whoever holds
/// the customer. A limit for all subscriptions together says how many are left, and never who has the others.
pub(crate) fn bound_problem(
    conn: &mut Conn,
    plan: &Plan,
    customer: CustomerId,
    (to, own): (i32, i32),
) -> db::Result<Option<String>> {
    if to < plan.min_licenses {
        let fewest = plan.min_licenses;
        return Ok(Some(format!(
            "This plan takes at least {}",
            licenses(fewest)
        )));
    }
    let Some(most) = plan.max_licenses else {
        return Ok(None);
    };
    if !plan.is_pooled() {
        let words = format!(
            "A subscription of this plan takes at most {}",
            licenses(most)
        );
        return Ok((to > most).then_some(words));
    }
    let held = held(conn, customer, &plan.code())?.licenses;
    let left = (i64::from(most) - held).max(0);
    let more = i64::from(to) - i64::from(own);
    Ok((more > left).then(|| {
        format!(
            "All subscriptions of this customer may have {} of this plan together, and {left} are left",
            licenses(most)
        )
    }))
}

/// Why a subscription cannot be of this plan, and have so many licenses, from its next term on. Of a plan that it is not of
/// now, everything is asked that an order of it would be (rule 11). Exact for whoever holds the customer.
pub(crate) fn next_term_problem(
    conn: &mut Conn,
    plan: &Plan,
    of: &Subscription,
    to: i32,
) -> db::Result<Option<String>> {
    if plan.id == of.plan_id {
        return bound_problem(conn, plan, of.customer_id, (to, of.quantity));
    }
    if let Some(why) = bound_problem(conn, plan, of.customer_id, (to, 0))? {
        return Ok(Some(why));
    }
    let countries = prices::countries_of(conn, plan.id)?;
    if !countries.is_empty() && !countries.contains(&of.market) {
        let country = country_name(&of.market);
        return Ok(Some(format!("This plan is not sold in {country}")));
    }
    if let Some(why) = number_problem(conn, plan, of.customer_id)? {
        return Ok(Some(why));
    }
    // It cannot stand on itself.
    let own = PlanCode {
        product_id: of.product_id.clone(),
        sku_id: of.sku_id.clone(),
    };
    let needed = bases_of(conn, plan)?;
    if needed.contains(&own) && held(conn, of.customer_id, &own)?.alive <= 1 {
        let others = needed.iter().filter(|code| **code != own).cloned();
        if !has_one_of(conn, of.customer_id, others)? {
            let why = "This is an add-on to the plan that the subscription is of now";
            return Ok(Some(why.to_owned()));
        }
    }
    base_problem(conn, Scope::of(of), plan, of.customer_id)
}

/// Why a customer takes no more subscriptions of a plan.
fn number_problem(
    conn: &mut Conn,
    plan: &Plan,
    customer: CustomerId,
) -> db::Result<Option<String>> {
    let Some(most) = plan.asset_ownership_limit else {
        return Ok(None);
    };
    let held = held(conn, customer, &plan.code())?;
    let used = match plan.asset_ownership_limit_type {
        Some(LimitType::Lifetime) => held.ever,
        _ => held.subscriptions,
    };
    Ok((used >= i64::from(most)).then(|| {
        format!(
            "A customer may have {} of this plan, and has as many",
            match most {
                1 => "one subscription".to_owned(),
                most => format!("{} subscriptions", thousands(most.into())),
            }
        )
    }))
}

/// The plans one of which a plan needs.
pub(crate) fn bases_of(conn: &mut Conn, plan: &Plan) -> db::Result<Vec<PlanCode>> {
    let links = prices::links_of(conn, plan.id)?.into_iter();
    let needed = links.filter(|link| link.kind == Link::Prerequisite);
    let codes = needed.map(|link| PlanCode {
        product_id: link.product_id,
        sku_id: link.sku_id,
    });
    Ok(codes.collect())
}

/// Why an add-on takes no more licenses: none of its base plans is alive at the customer.
pub(crate) fn base_problem(
    conn: &mut Conn,
    scope: Scope,
    plan: &Plan,
    customer: CustomerId,
) -> db::Result<Option<String>> {
    let needed = bases_of(conn, plan)?;
    if needed.is_empty() || has_one_of(conn, customer, needed.iter().cloned())? {
        return Ok(None);
    }
    let mut names = Vec::new();
    for code in &needed {
        let known = prices::plan_by_code(conn, scope, code)?;
        names.push(known.map_or_else(|| code.to_string(), |plan| plan.sku_title));
    }
    Ok(Some(format!(
        "This is an add-on. It needs one of these at the customer: {}",
        names.join(", ")
    )))
}
