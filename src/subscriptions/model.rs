//! The subscription and its states.

use chrono::Duration;
use diesel::{Insertable, Queryable, Selectable};

use crate::{
    charges::{Day, TermDays},
    db::{
        MultiBackend,
        ids::{CustomerId, OrderId, PartnerId, PlanId, SubscriptionId},
        keyset::Cursor,
        schema::subscriptions,
        types::{Timestamp, text_enum},
    },
    identity::Owned,
    prices::{Amounts, Billing, Plan, PriceKey, Segment, Term},
};

/// For how long what was bought, added or renewed can be given back, or cancelled.
pub const TIME_TO_RETURN: Duration = Duration::hours(168);

text_enum! {
    /// Where a subscription stands.
    State {
        /// Its licenses work.
        Active = "active",
        /// Still paid; its licenses do not work.
        Suspended = "suspended",
        /// Its last term is over; in the days of grace its licenses work.
        Expired = "expired",
        /// Over; nothing is lost yet.
        Disabled = "disabled",
        /// Taken back.
        Cancelled = "cancelled",
        /// Gone.
        Deleted = "deleted",
    }
}

impl State {
    /// Those in which a customer holds what it bought: what an add-on can stand on.
    pub(super) const ALIVE: [Self; 3] = [Self::Active, Self::Suspended, Self::Expired];

    /// Whether its licenses work.
    #[must_use]
    pub fn works(self) -> bool {
        matches!(self, Self::Active | Self::Expired)
    }

    /// The badge's words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Suspended => "Suspended",
            Self::Expired => "Expired, in grace",
            Self::Disabled => "Disabled",
            Self::Cancelled => "Cancelled",
            Self::Deleted => "Deleted",
        }
    }

    /// The badge's tone.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Suspended | Self::Disabled => "attention",
            Self::Expired => "waiting",
            Self::Cancelled | Self::Deleted => "ended",
        }
    }
}

/// Licenses of a plan that a customer has for a term.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = subscriptions, check_for_backend(MultiBackend))]
pub struct Subscription {
    /// Key.
    pub id: SubscriptionId,
    /// The seller.
    pub partner_id: PartnerId,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// The reseller of record; none where the seller sells directly.
    pub partner_id_on_record: Option<PartnerId>,
    /// The order that began it.
    pub order_id: OrderId,
    /// Of what.
    pub plan_id: PlanId,
    /// The product, as other sellers know it, too.
    pub product_id: String,
    /// The plan of it.
    pub sku_id: String,
    /// What the plan is called.
    pub offer_name: String,
    /// What the partner calls it; empty where it has no name of its own.
    pub friendly_name: String,
    /// For whom its price is.
    pub segment: Segment,
    /// How many licenses.
    pub quantity: i32,
    /// For how long a term is.
    pub term_duration: Term,
    /// In how many parts it is billed.
    pub billing_cycle: Billing,
    /// Where it stands.
    pub state: State,
    /// Whether it is renewed when its term is over.
    pub auto_renew_enabled: bool,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// The first day of the first term (midnight at its beginning), from which all terms are counted.
    pub effective_start_date: Timestamp,
    /// Which term runs, counted from 0.
    pub term_number: i32,
    /// Its first day.
    pub commitment_start_date: Timestamp,
    /// Its last day, which is still in it (midnight at its beginning).
    pub commitment_end_date: Timestamp,
    /// When it began or was last renewed.
    pub renewed_at: Timestamp,
    /// Until when that can be taken back.
    pub cancellation_allowed_until_date: Timestamp,
    /// The customer's country, for which its prices are.
    pub market: String,
    /// In whose minor units the prices are.
    pub currency: String,
    /// What one license costs the seller for the whole of the running term.
    pub cost: i64,
    /// What it costs the reseller.
    pub partner_price: Option<i64>,
    /// What is recommended.
    pub list_price: Option<i64>,
    /// When its state changes by itself; never, where it is final.
    pub next_at: Option<Timestamp>,
    /// When both partners are told next of what comes.
    pub next_warning_at: Option<Timestamp>,
    /// Raised with each change.
    pub version: i32,
    /// The license that it gives; empty where that is not assigned to people.
    pub license_sku: String,
}

impl Owned for Subscription {
    /// The seller.
    fn owner(&self) -> PartnerId {
        self.partner_id
    }
}

impl Subscription {
    /// The license that it would give as this plan. The same plan goes on giving what it gave, whatever its list says by now: people
    /// hold that.
    #[must_use]
    pub fn license_as(&self, plan: &Plan) -> String {
        match plan.id == self.plan_id {
            true => self.license_sku.clone(),
            false => plan.license_sku(),
        }
    }

    /// How many units of its license it would give fewer as so many of this plan.
    #[must_use]
    pub fn fewer_as(&self, plan: &Plan, quantity: i32) -> i32 {
        match self.license_as(plan) == self.license_sku {
            true => (self.quantity - quantity).max(0),
            false => self.quantity,
        }
    }

    /// The days of the running term.
    #[must_use]
    pub fn term(&self) -> TermDays {
        TermDays {
            first: Day::of(self.commitment_start_date),
            last: Day::of(self.commitment_end_date),
        }
    }

    /// The price of one license for the running term.
    #[must_use]
    pub fn price(&self) -> Amounts {
        Amounts {
            cost: self.cost,
            partner_price: self.partner_price,
            list_price: self.list_price,
        }
    }

    /// What its price is of, when it is renewed as it is.
    #[must_use]
    pub fn price_key(&self) -> PriceKey {
        PriceKey {
            plan_id: self.plan_id,
            market: self.market.clone(),
            currency: self.currency.clone(),
            segment: self.segment,
            term_duration: self.term_duration,
            billing_plan: self.billing_cycle,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.friendly_name.as_str() {
            "" => &self.offer_name,
            name => name,
        }
    }

    pub(super) fn cursor(&self) -> Cursor {
        Cursor {
            key: self.commitment_end_date.rfc3339(),
            id: self.id.to_string(),
        }
    }
}
