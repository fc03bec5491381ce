//! What cancelling a subscription comes to at one instant. The same for the page and for the order.

use std::collections::{HashMap, hash_map::Entry};

use super::problem::{NotChanged, TOO_LARGE};
use crate::{
    charges::{Day, Sums},
    db::{self, Conn, types::Timestamp},
    identity::Scope,
    licenses,
    orders::{self, NewLine},
    prices::{self, PlanCode},
    secrets::sha256_hex,
    subscriptions::{self, Act, Subscription, all_left, return_lines},
};

/// What would be given back, and what else it does.
#[derive(Debug, Clone)]
pub struct Cancellation {
    /// The lines of the return.
    pub lines: Vec<NewLine>,
    /// Their sums.
    pub sums: Sums,
    /// The add-ons that lose their base.
    pub orphans: Vec<String>,
    /// How many people lose their license.
    pub losing: i64,
    version: i32,
}

impl Cancellation {
    /// What it shows, as a hash: of another one, something is different.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut text = format!(
            "{} {:?} {:?} {}",
            self.version, self.sums, self.orphans, self.losing
        );
        for line in &self.lines {
            text.push_str(&format!(
                "\n{} {:?} {:?} {:?}",
                line.quantity, line.sums, line.days, line.returned
            ));
        }
        sha256_hex(&text)
    }
}

/// What it comes to. Exact for whoever holds the customer.
///
/// # Errors
/// Why it cannot be cancelled.
pub fn propose(
    conn: &mut Conn,
    scope: Scope,
    row: &Subscription,
    now: Timestamp,
) -> Result<Cancellation, NotChanged> {
    if let Some(reason) = Act::Cancellation.closed(row, now) {
        return Err(NotChanged::Closed(reason));
    }
    let plan = prices::find_plan(conn, scope, row.plan_id)?;
    let of_term = orders::lines_of_term(conn, row.id, row.commitment_end_date)?;
    let left = all_left(&of_term);
    let all = left.iter().map(|one| one.left).sum();
    let too_large = || NotChanged::Closed(TOO_LARGE.to_owned());
    let lines = return_lines(row, &plan, &left, all, Day::of(now)).ok_or_else(too_large)?;
    let sums: Vec<Sums> = lines.iter().map(|line| line.sums).collect();
    let units = row.quantity.into();
    let losing = licenses::losing(
        conn,
        row.customer_id,
        &row.license_sku,
        (units, row.state.works()),
        0,
    )?;
    Ok(Cancellation {
        losing: losing.number,
        sums: Sums::all(&sums).ok_or_else(too_large)?,
        lines,
        orphans: orphans(conn, scope, row)?,
        version: row.version,
    })
}

/// The add-ons of the same seller that stand on this subscription alone. Of those of other sellers nothing is told.
fn orphans(conn: &mut Conn, scope: Scope, row: &Subscription) -> db::Result<Vec<String>> {
    let base = PlanCode {
        product_id: row.product_id.clone(),
        sku_id: row.sku_id.clone(),
    };
    if subscriptions::held(conn, row.customer_id, &base)?.alive > 1 {
        return Ok(Vec::new());
    }
    let mut orphans = Vec::new();
    let mut stands = HashMap::new();
    for addon in subscriptions::standing_on(conn, scope, row.customer_id, &base)? {
        if let Entry::Vacant(unknown) = stands.entry(addon.plan_id) {
            let plan = prices::find_plan(conn, scope, addon.plan_id)?;
            let others = subscriptions::bases_of(conn, &plan)?.into_iter();
            let others = others.filter(|code| *code != base);
            unknown.insert(subscriptions::has_one_of(conn, row.customer_id, others)?);
        }
        if addon.id != row.id && stands.get(&addon.plan_id) == Some(&false) {
            orphans.push(addon.name().to_owned());
        }
    }
    Ok(orphans)
}
