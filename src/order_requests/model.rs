//! The request, its lines and its states.

use chrono::Duration;
use diesel::{Insertable, Queryable, Selectable};

use crate::{
    charges::Sums,
    db::{
        MultiBackend,
        ids::{
            CustomerId, OrderId, OrderPress, OrderRequestId, OrderRequestLineId, PartnerId, PlanId,
            SubscriptionId, UserId,
        },
        keyset::Cursor,
        schema::{order_request_lines, order_requests},
        types::{Timestamp, text_enum},
    },
    prices::{Amounts, Billing, Segment, Term},
};

/// How long a request waits for its answer.
pub(super) const RUNS: Duration = Duration::days(14);
/// How long before its end both sides are told.
const WARNED_BEFORE: Duration = Duration::days(1);

text_enum! {
    /// What is asked.
    Act {
        /// To order a cart.
        New = "new",
        /// More licenses of a subscription.
        MoreSeats = "more_seats",
        /// Fewer.
        FewerSeats = "fewer_seats",
        /// To suspend it.
        Suspend = "suspend",
        /// To resume it.
        Resume = "resume",
        /// To cancel it.
        Cancel = "cancel",
        /// To take over what one that is over gave.
        Reactivate = "reactivate",
    }
}

impl Act {
    /// As lists write it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::New => "Order",
            Self::MoreSeats => "More licenses",
            Self::FewerSeats => "Fewer licenses",
            Self::Suspend => "Suspend",
            Self::Resume => "Resume",
            Self::Cancel => "Cancel",
            Self::Reactivate => "Reactivate",
        }
    }

    /// Whether it changes how many licenses a subscription has.
    pub(super) fn is_of_seats(self) -> bool {
        matches!(self, Self::MoreSeats | Self::FewerSeats)
    }
}

text_enum! {
    /// Where a request stands.
    State {
        /// It waits for the provider.
        Open = "open",
        /// Done as asked, or with other quantities.
        Approved = "approved",
        /// Not done, with the provider's reason.
        Declined = "declined",
        /// Taken back, or over.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// As pages write it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Open => "Waiting",
            Self::Approved => "Approved",
            Self::Declined => "Declined",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

text_enum! {
    /// Why a request was withdrawn.
    Because {
        /// The reseller took it back.
        Asked = "asked",
        /// Nobody answered in time.
        Time = "time",
        /// A relationship with the customer was removed.
        Relationship = "relationship",
        /// The partnership of the two was removed.
        Partnership = "partnership",
    }
}

impl Because {
    /// As pages and letters say it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Asked => "The reseller took it back.",
            Self::Time => "Nobody answered it in time.",
            Self::Relationship => "A reseller relationship with the customer was removed.",
            Self::Partnership => "The partnership of the two companies was removed.",
        }
    }
}

/// What an indirect reseller asks of its provider.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = order_requests, check_for_backend(MultiBackend))]
pub struct OrderRequest {
    /// Key.
    pub id: OrderRequestId,
    /// The reseller.
    pub partner_id: PartnerId,
    /// Whom it asks.
    pub provider_id: PartnerId,
    /// For whom.
    pub customer_id: CustomerId,
    /// What that company was called.
    pub customer_name: String,
    /// By what it is searched for.
    pub customer_key: String,
    /// What is asked.
    pub act: Act,
    /// The same in a few words.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// To the provider; may be empty.
    pub message: String,
    /// Who sent it.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// The first instant at which it can be answered no more.
    pub expires_at: Timestamp,
    /// When both sides are told that it ends soon.
    pub next_warning_at: Option<Timestamp>,
    /// The one to be changed.
    pub subscription_id: Option<SubscriptionId>,
    /// How many licenses it had.
    pub from_quantity: Option<i32>,
    /// How many it shall have.
    pub to_quantity: Option<i32>,
    /// How many it was given.
    pub approved_quantity: Option<i32>,
    /// In whose minor units the amounts are.
    pub currency: String,
    /// What all of it came to when it was asked, at the partner price.
    pub partner_amount: Option<i64>,
    /// At the list price.
    pub list_amount: Option<i64>,
    /// By which a second press is known.
    pub key: OrderPress,
    /// What was pressed.
    pub content_hash: String,
    /// Who answered it, or took it back.
    pub answered_by: Option<UserId>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Why it was declined; else empty.
    pub reason: String,
    /// Why it was withdrawn.
    pub withdrawn_because: Option<Because>,
    /// The order that it made.
    pub order_id: Option<OrderId>,
}

impl OrderRequest {
    /// Whether it can be answered at an instant, also where nobody has come by yet to end it.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == State::Open && now < self.expires_at
    }

    /// When both sides are told that it ends soon; never, where it runs no longer than that.
    pub(super) fn warning(asked_at: Timestamp, expires_at: Timestamp) -> Option<Timestamp> {
        let at = expires_at.minus(WARNED_BEFORE);
        (at > asked_at).then_some(at)
    }

    /// By which a second press of its approval is known.
    pub(super) fn press(&self) -> OrderPress {
        OrderPress::from_uuid(self.id.uuid())
    }

    /// The other one of the two.
    pub(super) fn across(&self, own: PartnerId) -> PartnerId {
        match self.partner_id == own {
            true => self.provider_id,
            false => self.partner_id,
        }
    }

    /// The badge: tone and words.
    pub(super) fn badge(&self, now: Timestamp) -> (&'static str, &'static str) {
        match (self.state, self.withdrawn_because) {
            (State::Open, _) if !self.is_open(now) => ("ended", "Lapsed"),
            (State::Open, _) => ("waiting", State::Open.label()),
            (State::Approved, _) => ("good", State::Approved.label()),
            (State::Declined, _) => ("attention", State::Declined.label()),
            (State::Withdrawn, Some(Because::Time)) => ("ended", "Lapsed"),
            (State::Withdrawn, _) => ("ended", State::Withdrawn.label()),
        }
    }

    pub(super) fn cursor(&self) -> Cursor {
        Cursor {
            key: self.asked_at.rfc3339(),
            id: self.id.to_string(),
        }
    }
}

/// A line of a cart that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = order_request_lines, check_for_backend(MultiBackend))]
pub struct RequestLine {
    /// Key.
    pub id: OrderRequestLineId,
    /// Of which request.
    pub request_id: OrderRequestId,
    /// Which one of it, from 1.
    pub place: i32,
    /// The provider.
    pub provider_id: PartnerId,
    /// What is asked for.
    pub plan_id: PlanId,
    /// The product, as it was.
    pub product_id: String,
    /// The plan of it.
    pub sku_id: String,
    /// What the plan was called.
    pub sku_title: String,
    /// For whom the price is.
    pub segment: Segment,
    /// For how long.
    pub term_duration: Term,
    /// In how many parts.
    pub billing_plan: Billing,
    /// How many.
    pub quantity: i32,
    /// How many the provider ordered.
    pub approved_quantity: Option<i32>,
    /// What one cost the reseller for a whole term when it was asked.
    pub partner_price: Option<i64>,
    /// What was recommended.
    pub list_price: Option<i64>,
    /// What all of them cost.
    pub partner_amount: Option<i64>,
    /// At the list price.
    pub list_amount: Option<i64>,
}

impl RequestLine {
    /// What one cost; a cost of the provider's own stands nowhere.
    pub(super) fn price(&self) -> Amounts {
        Amounts {
            cost: 0,
            partner_price: self.partner_price,
            list_price: self.list_price,
        }
    }

    /// What all of them came to.
    pub(super) fn sums(&self) -> Sums {
        Sums {
            cost: 0,
            partner: self.partner_amount,
            list: self.list_amount,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_for_a_day_or_less_is_not_warned_of() {
        let asked = Timestamp::parse("2026-11-27T10:00:00Z").unwrap();
        let day = asked.plus(Duration::days(1));
        assert_eq!(OrderRequest::warning(asked, day), None);
        let longer = day.plus(Duration::seconds(1));
        assert_eq!(
            OrderRequest::warning(asked, longer),
            Some(asked.plus(Duration::seconds(1)))
        );
    }
}
