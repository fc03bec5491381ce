//! What a change of licenses comes to at one instant. The same for the page and for the order.

use super::problem::{NotChanged, TOO_LARGE};
use crate::{
    charges::{Day, Sums, TermDays, charge},
    db::{Conn, types::Timestamp},
    identity::Scope,
    orders::{self, Kind, NewLine},
    prices::{self, Plan},
    secrets::sha256_hex,
    subscriptions::{self, Act, Subscription, return_lines, still_returnable},
    text::licenses,
};

/// What would be ordered.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// How many licenses it has then.
    pub to: i32,
    /// Adds, or gives back.
    pub kind: Kind,
    /// The lines of the order.
    pub lines: Vec<NewLine>,
    /// Their sums.
    pub sums: Sums,
    version: i32,
}

impl Proposal {
    /// What it shows, as a hash: of another one, something is different.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut text = format!("{} {} {:?}", self.version, self.to, self.sums);
        for line in &self.lines {
            text.push_str(&format!(
                "\n{} {:?} {:?} {:?}",
                line.quantity, line.sums, line.days, line.returned
            ));
        }
        sha256_hex(&text)
    }
}

/// What it comes to that a subscription of this seller has so many licenses. Exact for whoever holds the customer.
///
/// # Errors
/// Why it cannot be.
pub fn propose(
    conn: &mut Conn,
    scope: Scope,
    row: &Subscription,
    to: i32,
    now: Timestamp,
) -> Result<Proposal, NotChanged> {
    if let Some(reason) = Act::Seats.closed(row, now) {
        return Err(NotChanged::Closed(reason));
    }
    if to == row.quantity {
        return Err(wrong(format!("It has {} already", licenses(to))));
    }
    let plan = prices::find_plan(conn, scope, row.plan_id)?;
    let (kind, lines) = match to > row.quantity {
        true => (Kind::Seats, vec![more(conn, scope, (row, &plan), to, now)?]),
        false => (Kind::Return, fewer(conn, (row, &plan), to, now)?),
    };
    let sums: Vec<Sums> = lines.iter().map(|line| line.sums).collect();
    Ok(Proposal {
        to,
        kind,
        sums: Sums::all(&sums).ok_or_else(|| wrong(TOO_LARGE.to_owned()))?,
        lines,
        version: row.version,
    })
}

fn wrong(why: String) -> NotChanged {
    NotChanged::Field("quantity", why)
}

/// At the price of the running term, from today to its last day.
fn more(
    conn: &mut Conn,
    scope: Scope,
    (row, plan): (&Subscription, &Plan),
    to: i32,
    now: Timestamp,
) -> Result<NewLine, NotChanged> {
    let bound = subscriptions::bound_problem(conn, plan, row.customer_id, (to, row.quantity))?;
    let base = subscriptions::base_problem(conn, scope, plan, row.customer_id)?;
    if let Some(why) = bound.or(base) {
        return Err(wrong(why));
    }
    let (term, today, added) = (row.term(), Day::of(now), to - row.quantity);
    let sums = Sums::of(row.price(), |price| charge(added, price, term, today));
    Ok(NewLine {
        plan: plan.clone(),
        segment: row.segment,
        term: row.term_duration,
        billing: row.billing_cycle,
        quantity: added,
        price: row.price(),
        sums: sums.ok_or_else(|| wrong(TOO_LARGE.to_owned()))?,
        days: TermDays {
            first: today,
            last: term.last,
        },
        subscription: row.id,
        returned: None,
    })
}

/// Only what was bought, added or renewed less than 168 hours ago; what ends first goes first.
fn fewer(
    conn: &mut Conn,
    (row, plan): (&Subscription, &Plan),
    to: i32,
    now: Timestamp,
) -> Result<Vec<NewLine>, NotChanged> {
    let fewest = plan.min_licenses.max(1);
    if to < fewest {
        return Err(wrong(format!(
            "This plan takes at least {}. To have none, cancel the subscription",
            licenses(fewest)
        )));
    }
    let lines = orders::lines_of_term(conn, row.id, row.commitment_end_date)?;
    let back = still_returnable(row, &lines, now);
    let most: i32 = back.iter().map(|one| one.left).sum();
    let wanted = row.quantity - to;
    if wanted > most {
        return Err(wrong(format!(
            "{most} can be given back now, so it keeps at least {}. Fewer only at the next renewal",
            row.quantity - most
        )));
    }
    return_lines(row, plan, &back, wanted, Day::of(now)).ok_or_else(|| wrong(TOO_LARGE.to_owned()))
}
