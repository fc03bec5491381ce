//! What is different from the next term of a subscription on.

use std::collections::HashMap;

use diesel::{
    Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
};

use super::model::Subscription;
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{PartnerId, PlanId, SubscriptionId},
        schema::scheduled_changes,
        types::Timestamp,
    },
    identity::{self, Scope},
    prices::{self, Billing, PriceKey, Term},
    text::licenses,
};

/// A change that is scheduled for the renewal of a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = scheduled_changes, check_for_backend(MultiBackend))]
pub struct Scheduled {
    /// Of which subscription.
    pub subscription_id: SubscriptionId,
    /// The seller.
    pub partner_id: PartnerId,
    /// Of what it is then.
    pub plan_id: PlanId,
    /// How many licenses it has then.
    pub quantity: i32,
    /// For how long a term is then.
    pub term_duration: Term,
    /// In how many parts it is billed then.
    pub billing_cycle: Billing,
    /// When it was scheduled.
    pub scheduled_at: Timestamp,
}

impl Scheduled {
    /// What the price of the next term is of.
    #[must_use]
    pub fn price_key(&self, of: &Subscription) -> PriceKey {
        PriceKey {
            plan_id: self.plan_id,
            term_duration: self.term_duration,
            billing_plan: self.billing_cycle,
            ..of.price_key()
        }
    }

    /// In words, as the log has it: `25 licenses, 1 year, billed monthly`, with the plan where that is another one.
    #[must_use]
    pub fn words(&self, of: &Subscription, plan: &str) -> String {
        let other = match self.plan_id == of.plan_id {
            true => String::new(),
            false => format!("{plan}, "),
        };
        format!(
            "{other}{}, {}, {}",
            licenses(self.quantity),
            self.term_duration.label(),
            self.billing_cycle.label()
        )
    }
}

/// What is scheduled for a subscription that was found through a scope.
///
/// # Errors
/// When the database does not answer.
pub fn scheduled(conn: &mut Conn, id: SubscriptionId) -> db::Result<Option<Scheduled>> {
    Ok(scheduled_changes::table
        .find(id)
        .select(Scheduled::as_select())
        .first(conn)
        .optional()?)
}

/// What is scheduled for these subscriptions, which were found through a scope.
///
/// # Errors
/// When the database does not answer.
pub fn scheduled_of(
    conn: &mut Conn,
    of: &[SubscriptionId],
) -> db::Result<HashMap<SubscriptionId, Scheduled>> {
    let found: Vec<Scheduled> = scheduled_changes::table
        .filter(db::is_one_of(conn, "scheduled_changes.subscription_id", of))
        .select(Scheduled::as_select())
        .load(conn)?;
    Ok(found
        .into_iter()
        .map(|it| (it.subscription_id, it))
        .collect())
}

/// Schedules it in place of what was scheduled before. The caller holds the customer, and has raised the subscription's
/// version.
///
/// # Errors
/// When the row cannot be written.
pub fn schedule(tx: &mut Tx<'_>, change: &Scheduled) -> db::Result<()> {
    drop_scheduled(tx, change.subscription_id)?;
    diesel::insert_into(scheduled_changes::table)
        .values(change)
        .execute(tx.conn())?;
    Ok(())
}

/// Drops what is scheduled, and returns it.
///
/// # Errors
/// When the row cannot be written.
pub fn drop_scheduled(tx: &mut Tx<'_>, id: SubscriptionId) -> db::Result<Option<Scheduled>> {
    let dropped = scheduled(tx.conn(), id)?;
    diesel::delete(scheduled_changes::table.find(id)).execute(tx.conn())?;
    Ok(dropped)
}

/// What is scheduled for a subscription, with its words.
///
/// # Errors
/// When the database does not answer.
pub fn scheduled_in_words(
    conn: &mut Conn,
    of: &Subscription,
) -> db::Result<Option<(Scheduled, String)>> {
    let Some(change) = scheduled(conn, of.id)? else {
        return Ok(None);
    };
    let seller = Scope::of(&identity::find_partner(conn, change.partner_id)?);
    let plan = prices::find_plan(conn, seller, change.plan_id)?;
    let words = change.words(of, &plan.sku_title);
    Ok(Some((change, words)))
}
