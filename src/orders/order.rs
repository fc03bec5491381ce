//! The order and its lines.

use diesel::{Insertable, Queryable, Selectable};

use super::number::Number;
use crate::{
    charges::{Day, Line, Sums, TermDays, credit},
    db::{
        MultiBackend,
        ids::{
            CustomerId, OrderId, OrderLineId, OrderPress, PartnerId, PlanId, SubscriptionId, UserId,
        },
        keyset::Cursor,
        schema::{order_lines, orders},
        types::{Timestamp, text_enum},
    },
    prices::{Amounts, Billing, PlanCode, Segment, Term},
};

text_enum! {
    /// What an order does.
    Kind {
        /// Begins subscriptions.
        New = "new",
        /// Adds seats to a subscription.
        Seats = "seats",
        /// Begins the next term of a subscription.
        Renewal = "renewal",
        /// Gives back, with negative lines.
        Return = "return",
    }
}

impl Kind {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New subscriptions",
            Self::Seats => "More seats",
            Self::Renewal => "Renewal",
            Self::Return => "Return",
        }
    }
}

/// What a seller ordered for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = orders, check_for_backend(MultiBackend))]
pub struct Order {
    /// Key.
    pub id: OrderId,
    /// The seller.
    pub partner_id: PartnerId,
    /// Its number there; see [`Order::number`].
    pub number: i64,
    /// What it does.
    pub kind: Kind,
    /// For whom.
    pub customer_id: CustomerId,
    /// What that company was called.
    pub customer_name: String,
    /// Its domain.
    pub customer_domain: String,
    /// The reseller of record; none where the seller has stated that it sells directly.
    pub partner_id_on_record: Option<PartnerId>,
    /// Who asked for it.
    pub asked_by: Option<UserId>,
    /// Who confirmed it.
    pub confirmed_by: Option<UserId>,
    /// When.
    pub ordered_at: Timestamp,
    /// In whose minor units all amounts are.
    pub currency: String,
    /// The sum of its lines at what the seller pays.
    pub cost_amount: i64,
    /// At what its reseller pays.
    pub partner_amount: Option<i64>,
    /// At the list price.
    pub list_amount: Option<i64>,
    /// By which a second press is known.
    pub key: OrderPress,
    /// What was pressed.
    pub content_hash: String,
}

impl Order {
    /// Its number.
    #[must_use]
    pub fn number(&self) -> Number {
        Number(self.number)
    }

    /// The sums of its lines.
    #[must_use]
    pub fn sums(&self) -> Sums {
        Sums {
            cost: self.cost_amount,
            partner: self.partner_amount,
            list: self.list_amount,
        }
    }

    /// What its page is called for this partner: its number for the seller; for others, to whom two sellers may show the same
    /// number, its key.
    #[must_use]
    pub fn name_for(&self, partner: PartnerId) -> String {
        match self.partner_id == partner {
            true => self.number().to_string(),
            false => self.id.to_string(),
        }
    }

    /// Whether a partner may know of it: the seller, and who was reseller of record when it was placed.
    #[must_use]
    pub fn is_seen_by(&self, partner: PartnerId) -> bool {
        self.partner_id == partner || self.partner_id_on_record == Some(partner)
    }

    pub(super) fn cursor(&self) -> Cursor {
        Cursor {
            key: self.ordered_at.rfc3339(),
            id: self.id.to_string(),
        }
    }
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = order_lines, check_for_backend(MultiBackend))]
pub struct OrderLine {
    /// Key.
    pub id: OrderLineId,
    /// Of which order.
    pub order_id: OrderId,
    /// Which one of it, from 1.
    pub place: i32,
    /// The seller.
    pub partner_id: PartnerId,
    /// What was ordered.
    pub plan_id: PlanId,
    /// The product, as it was.
    pub product_id: String,
    /// The plan of it.
    pub sku_id: String,
    /// What the product was called.
    pub product_title: String,
    /// What the plan was called.
    pub sku_title: String,
    /// For whom the price was.
    pub segment: Segment,
    /// For how long.
    pub term_duration: Term,
    /// In how many parts.
    pub billing_plan: Billing,
    /// How many; negative where they are given back.
    pub quantity: i32,
    /// What one costs the seller for a whole term.
    pub cost: i64,
    /// What it costs the reseller.
    pub partner_price: Option<i64>,
    /// What is recommended.
    pub list_price: Option<i64>,
    /// What all of them cost the seller.
    pub cost_amount: i64,
    /// What they cost the reseller.
    pub partner_amount: Option<i64>,
    /// At the list price.
    pub list_amount: Option<i64>,
    /// The first day that is charged.
    pub begins_on: Timestamp,
    /// The last one.
    pub ends_on: Timestamp,
    /// What came of it, or what it changed.
    pub subscription_id: SubscriptionId,
    /// The line that it gives back.
    pub returned_line_id: Option<OrderLineId>,
}

impl OrderLine {
    /// The price of one for a whole term.
    #[must_use]
    pub fn price(&self) -> Amounts {
        Amounts {
            cost: self.cost,
            partner_price: self.partner_price,
            list_price: self.list_price,
        }
    }

    /// What all of them come to.
    #[must_use]
    pub fn sums(&self) -> Sums {
        Sums {
            cost: self.cost_amount,
            partner: self.partner_amount,
            list: self.list_amount,
        }
    }

    /// The plan's ID.
    #[must_use]
    pub fn code(&self) -> PlanCode {
        PlanCode {
            product_id: self.product_id.clone(),
            sku_id: self.sku_id.clone(),
        }
    }

    /// What is credited for so many of its licenses, of which so many were given back before, on a day of the term: each of
    /// the three amounts by itself, as what is owed, which is negative. Nothing where it does not have as many.
    #[must_use]
    pub fn credit(&self, before: i32, quantity: i32, term: TermDays, today: Day) -> Option<Sums> {
        let back = |price: i64, charged: i64| {
            let line = Line {
                quantity: self.quantity,
                price,
                from: Day::of(self.begins_on),
                charged,
            };
            credit(&line, before, quantity, term, today).map(i64::wrapping_neg)
        };
        let or_none = |price: Option<i64>, charged: Option<i64>| match (price, charged) {
            (Some(price), Some(charged)) => back(price, charged).map(Some),
            _ => Some(None),
        };
        Some(Sums {
            cost: back(self.cost, self.cost_amount)?,
            partner: or_none(self.partner_price, self.partner_amount)?,
            list: or_none(self.list_price, self.list_amount)?,
        })
    }
}
