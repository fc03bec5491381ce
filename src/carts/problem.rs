//! Why a line cannot be ordered as it is: each cause in its own words.

use crate::{
    charges::MOST,
    identity::country_name,
    text::{licenses, thousands},
};

/// The cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    /// The plan is sold no more.
    #[error("This plan is sold no more since {0}")]
    NotOnSale(String),
    /// No price of this term and billing is in force for the customer.
    #[error("No price of this term and billing is in force for {} in {currency}", country_name(.market))]
    NoPrice {
        /// The customer's country.
        market: String,
        /// The cart's currency.
        currency: String,
    },
    /// The plan names other countries.
    #[error("This plan is not sold in {}", country_name(.0))]
    NotSoldIn(String),
    /// Fewer than the plan's smallest quantity.
    #[error("This plan takes at least {}", licenses(*.0))]
    TooFew(i32),
    /// More than the plan's largest quantity.
    #[error("A subscription of this plan takes at most {}", licenses(*.0))]
    TooMany(i32),
    /// More than is left of what all subscriptions of a customer may have together. It says nothing of who has the rest.
    #[error(
        "All subscriptions of this customer may have {} of this plan together, and {left} are left", licenses(*.most)
    )]
    PoolIsFull {
        /// In all.
        most: i32,
        /// Of these.
        left: i64,
    },
    /// The customer holds as many subscriptions of the plan as it may, or ever had as many.
    #[error("A customer may hold {most} of this plan{}, and {left} are left", if *.ever { " in all its time" } else { "" })]
    TooManySubscriptions {
        /// In all.
        most: i32,
        /// Whether those that are over count, too.
        ever: bool,
        /// Of these.
        left: i64,
    },
    /// An add-on without one of its base plans.
    #[error("This is an add-on. It needs one of these at the customer or in this cart: {0}")]
    NeedsBase(String),
    /// More money than an amount can be.
    #[error(
        "This comes to more than {} minor units, which is more than an order can have",
        thousands(MOST)
    )]
    TooLarge,
}
