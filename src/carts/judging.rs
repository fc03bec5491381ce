//! What the lines of a cart cost now, and what stands against ordering them. The same for the cart, its review and the order.

use super::{limits::Limits, model::CartLine, problem::Problem, shop::Shop};
use crate::{
    charges::{Day, Sums, TermDays, charge},
    db::{self, Conn, ids::CustomerId, types::Timestamp},
    identity::Scope,
    prices::{self, Amounts, Link, Plan, PlanCode},
    subscriptions,
};

/// What a line costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Priced {
    /// One license for a whole term.
    pub(crate) price: Amounts,
    /// All of them.
    pub(crate) sums: Sums,
    /// The term that would begin now.
    pub(super) days: TermDays,
}

/// A line as it stands now.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) line: CartLine,
    pub(crate) plan: Plan,
    /// None where no price is in force.
    pub(crate) priced: Option<Priced>,
    pub(crate) problem: Option<Problem>,
}

/// For whom and where.
#[derive(Debug, Clone)]
pub(crate) struct Buyer {
    /// The seller.
    pub(crate) scope: Scope,
    pub(crate) customer: CustomerId,
    pub(crate) shop: Shop,
    pub(crate) currency: String,
}

/// All lines, in their order: those before count against the bounds of those behind. Exact for whoever holds the customer.
pub(super) fn judge(
    conn: &mut Conn,
    buyer: &Buyer,
    lines: &[CartLine],
    now: Timestamp,
) -> db::Result<Vec<Judged>> {
    let mut judged = Vec::new();
    for line in lines {
        let plan = prices::find_plan(conn, buyer.scope, line.plan_id)?;
        let (priced, problem) = price(conn, buyer, line, now)?;
        judged.push(Judged {
            line: line.clone(),
            plan,
            priced,
            problem,
        });
    }
    let codes: Vec<PlanCode> = judged.iter().map(|it| it.plan.code()).collect();
    let mut limits = Limits::of(buyer.customer);
    for one in &mut judged {
        let limit = limits.take(conn, &one.plan, one.line.quantity)?;
        let sale = sale(conn, &one.plan, &buyer.shop.market, now)?;
        let base = base(conn, buyer, &one.plan, &codes)?;
        // The plan itself comes first: no other quantity or term would help.
        one.problem = sale.or(one.problem.take()).or(limit).or(base);
    }
    Ok(judged)
}

fn price(
    conn: &mut Conn,
    buyer: &Buyer,
    line: &CartLine,
    now: Timestamp,
) -> db::Result<(Option<Priced>, Option<Problem>)> {
    let key = line.price_key(&buyer.shop.market, &buyer.currency);
    let Some(price) = prices::price_in_force(conn, &key, now)? else {
        let problem = Problem::NoPrice {
            market: key.market,
            currency: key.currency,
        };
        return Ok((None, Some(problem)));
    };
    let today = Day::of(now);
    let days = TermDays::nth(today, line.term_duration, 0);
    let charged = |price| charge(line.quantity, price, days, today);
    Ok(match Sums::of(price.amounts(), charged) {
        Some(sums) => {
            let price = price.amounts();
            (Some(Priced { price, sums, days }), None)
        }
        None => (None, Some(Problem::TooLarge)),
    })
}

fn sale(conn: &mut Conn, plan: &Plan, market: &str, now: Timestamp) -> db::Result<Option<Problem>> {
    if let Some(end) = plan.end_of_sale_at.filter(|_| !plan.is_on_sale(now)) {
        return Ok(Some(Problem::NotOnSale(end.words())));
    }
    let countries = prices::countries_of(conn, plan.id)?;
    let is_sold = countries.is_empty() || countries.iter().any(|country| country == market);
    Ok((!is_sold).then(|| Problem::NotSoldIn(market.to_owned())))
}

/// An add-on stands on one of its base plans that the customer holds, or that is ordered with it.
fn base(
    conn: &mut Conn,
    buyer: &Buyer,
    plan: &Plan,
    ordered: &[PlanCode],
) -> db::Result<Option<Problem>> {
    let links = prices::links_of(conn, plan.id)?.into_iter();
    let needed: Vec<PlanCode> = links
        .filter(|link| link.kind == Link::Prerequisite)
        .map(|link| PlanCode {
            product_id: link.product_id,
            sku_id: link.sku_id,
        })
        .collect();
    let is_ordered = needed.iter().any(|code| ordered.contains(code));
    if needed.is_empty()
        || is_ordered
        || subscriptions::has_one_of(conn, buyer.customer, needed.iter().cloned())?
    {
        return Ok(None);
    }
    let mut names = Vec::new();
    for code in &needed {
        let known = prices::plan_by_code(conn, buyer.scope, code)?;
        names.push(known.map_or_else(|| code.to_string(), |plan| plan.sku_title));
    }
    Ok(Some(Problem::NeedsBase(names.join(", "))))
}
