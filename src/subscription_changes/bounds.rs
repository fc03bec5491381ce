//! How many licenses a subscription may have: the bounds of its plan, those of all subscriptions of the customer over all
//! sellers, and the base of an add-on.

use crate::{
    db::{self, Conn, ids::CustomerId},
    identity::Scope,
    prices::{self, Link, Plan, PlanCode},
    subscriptions,
    text::licenses,
};

/// Why so many are too few or too many for a subscription that holds `own` licenses of this plan now. Exact for whoever holds
/// the customer. A limit for all subscriptions together says how many are left, and never who has the others.
pub(crate) fn problem(
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
    let held = subscriptions::held(conn, customer, &plan.code())?.licenses;
    let left = (i64::from(most) - held).max(0);
    let more = i64::from(to) - i64::from(own);
    Ok((more > left).then(|| {
        format!(
            "All subscriptions of this customer may have {} of this plan together, and {left} are left",
            licenses(most)
        )
    }))
}

/// The plans one of which a plan needs.
pub(super) fn bases_of(conn: &mut Conn, plan: &Plan) -> db::Result<Vec<PlanCode>> {
    let links = prices::links_of(conn, plan.id)?.into_iter();
    let needed = links.filter(|link| link.kind == Link::Prerequisite);
    let codes = needed.map(|link| PlanCode {
        product_id: link.product_id,
        sku_id: link.sku_id,
    });
    Ok(codes.collect())
}

/// Why an add-on takes no more licenses: none of its base plans is alive at the customer.
pub(super) fn base_problem(
    conn: &mut Conn,
    scope: Scope,
    plan: &Plan,
    customer: CustomerId,
) -> db::Result<Option<String>> {
    let needed = bases_of(conn, plan)?;
    if needed.is_empty() || subscriptions::has_one_of(conn, customer, needed.iter().cloned())? {
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
