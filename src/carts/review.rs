//! A cart as it would be ordered now: what its review shows, and what its order is made of.

use super::{
    judging::{Buyer, Judged, judge},
    model::Cart,
    opened::{Opened, Whose},
    shop::{self, NoShop},
};
use crate::{
    charges::Sums,
    customer_access::{CustomerAct, Granted},
    db::{
        self, Conn,
        ids::{OrderPress, PartnerId, PlanId},
        types::Timestamp,
    },
    identity::Partner,
    orders::{self, Number},
    secrets::sha256_hex,
};

/// A cart with at least one line.
#[derive(Debug, Clone)]
pub struct Review {
    pub(super) cart: Cart,
    pub(crate) buyer: Buyer,
    pub(crate) lines: Vec<Judged>,
    /// The provider that is asked, where the list is not one's own.
    pub(crate) provider: Option<Partner>,
}

impl Review {
    /// By which a second press of its order is known.
    #[must_use]
    pub fn key(&self) -> OrderPress {
        self.cart.press()
    }

    /// What it shows, as a hash: of another one, something is different.
    #[must_use]
    pub fn shown(&self) -> String {
        let of = &self.buyer;
        let mut text = format!("{} {} {}", of.customer, of.shop.market, of.currency);
        for judged in &self.lines {
            let line = &judged.line;
            text.push_str(&format!(
                "\n{} {} {} {} {} ",
                line.plan_id,
                line.segment.as_str(),
                line.term_duration.as_str(),
                line.billing_plan.as_str(),
                line.quantity
            ));
            // A cost in it could be guessed by trying, and it is not the reseller's to know.
            let priced = judged.priced.as_ref();
            text.push_str(&match self.provider {
                None => format!("{priced:?}"),
                Some(_) => format!(
                    "{:?}",
                    priced.map(|it| (
                        it.price.for_resellers(),
                        it.sums.partner,
                        it.sums.list,
                        it.days
                    ))
                ),
            });
        }
        sha256_hex(&text)
    }

    /// Whether something stands against ordering a line.
    pub(crate) fn has_problem(&self) -> bool {
        let lines = self.lines.iter();
        let all = lines.map(|line| line.priced.as_ref().map(|priced| priced.sums));
        let sums: Option<Vec<Sums>> = all.collect();
        let fits = sums.is_some_and(|sums| Sums::all(&sums).is_some());
        !fits || self.lines.iter().any(|line| line.problem.is_some())
    }
}

/// What the person's cart is now; none where it is empty, or nothing can be sold to the customer any more.
pub(super) fn read(
    conn: &mut Conn,
    partner: &Partner,
    whose: Whose<'_>,
    now: Timestamp,
) -> db::Result<Result<Option<Review>, NoShop>> {
    let opened = Opened::read(conn, partner, whose, None)?;
    let Some(seller) = opened.seller else {
        return Ok(Err(NoShop::NobodyToAsk));
    };
    let shop = match shop::of(conn, (whose.scope, &seller), whose.entry, whose.customer)? {
        Ok(shop) => shop,
        Err(none) => return Ok(Err(none)),
    };
    let Some((cart, lines)) = opened.filled else {
        return Ok(Ok(None));
    };
    let buyer = Buyer {
        scope: seller.scope,
        customer: whose.customer,
        shop,
        currency: cart.currency.clone(),
    };
    let lines = judge(conn, &buyer, &lines, now)?;
    Ok(Ok(Some(Review {
        cart,
        buyer,
        lines,
        provider: seller.provider,
    })))
}

/// The person's cart as it would be ordered now, where there is no page: the demo, tests.
///
/// # Errors
/// `NotFound` where there is nothing to order.
pub fn review<A: CustomerAct>(
    conn: &mut Conn,
    by: &Granted<A>,
    now: Timestamp,
) -> db::Result<Review> {
    let whose = Whose {
        scope: by.by.scope,
        user: by.by.staff.id,
        entry: &by.entry,
        customer: by.customer,
    };
    let found = read(conn, &by.by.staff.partner, whose, now)?;
    found.ok().flatten().ok_or(db::Error::NotFound)
}

/// What is beside the lines on the review page.
pub(super) struct Beside {
    pub(super) resellers: Vec<(PartnerId, String)>,
    /// Plans that were ordered for the same customer in the last hour.
    pub(super) again: Vec<(PlanId, Number)>,
}

/// Reads it.
pub(super) fn beside(conn: &mut Conn, review: &Review, now: Timestamp) -> db::Result<Beside> {
    let of = &review.buyer;
    let plans: Vec<PlanId> = review.lines.iter().map(|line| line.plan.id).collect();
    let hour = now.minus(chrono::Duration::hours(1));
    Ok(Beside {
        resellers: orders::resellers(conn, of.scope, of.customer)?,
        again: orders::ordered_since(conn, of.scope, of.customer, &plans, hour)?,
    })
}
