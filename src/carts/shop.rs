//! Where a customer buys: its country, and the currencies in which the seller has prices for it.

use super::sources::Seller;
use crate::{
    customer_account,
    customers::{self, Entry},
    db::{self, Conn, ids::CustomerId},
    identity::{Scope, country_name},
    paths::Paths,
    prices,
};

/// The market of a customer, at one seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shop {
    /// The customer's country.
    pub(crate) market: String,
    /// Those in which the seller has prices for it; never none.
    pub(crate) currencies: Vec<String>,
}

/// Why nothing can be sold to a customer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoShop {
    /// Nobody has said where it is.
    #[error(
        "The customer's country is not known, and prices are of a country. Say it in the customer's profile, or in your bill-to data"
    )]
    NoCountry,
    /// The seller's list has nothing for its country.
    #[error("Your price list has no prices for {}", country_name(.0))]
    NoPrices(String),
    /// That of a provider has none.
    #[error("The price list of {provider} has no prices for {}", country_name(.market))]
    NoPricesAt {
        /// Whose.
        provider: String,
        /// The customer's country.
        market: String,
    },
    /// Nobody can be asked to order.
    #[error(
        "Orders for this customer are placed by an indirect provider, with you as the reseller of record. None of the providers that you work with is connected with this customer, so none can be asked"
    )]
    NobodyToAsk,
}

impl NoShop {
    /// Where the way to what is missing begins.
    pub(super) fn step(&self, customer: uuid::Uuid, paths: &Paths) -> (&'static str, String) {
        match self {
            // Everybody may see it, and there it says who may change which part.
            Self::NoCountry => ("Show the account", paths.customer_account(customer)),
            Self::NoPrices(_) | Self::NoPricesAt { .. } => ("Show the prices", paths.prices()),
            Self::NobodyToAsk => ("Show your providers", paths.partnerships()),
        }
    }
}

/// The market of a customer: the country of its own profile or, where that does not say, the one to which this partner's bills
/// for it go; and the currencies of the seller there.
pub(super) fn of(
    conn: &mut Conn,
    (scope, seller): (Scope, &Seller),
    entry: &Entry,
    customer: CustomerId,
) -> db::Result<Result<Shop, NoShop>> {
    let profile = customers::profile_of(conn, customer)?;
    let mut market = profile.map(|profile| profile.country).unwrap_or_default();
    if market.is_empty() {
        let bill_to = customer_account::bill_to_of(conn, scope, entry.id)?;
        market = bill_to
            .map(|(bill_to, _)| bill_to.words.country)
            .unwrap_or_default();
    }
    if market.is_empty() {
        return Ok(Err(NoShop::NoCountry));
    }
    let currencies = prices::currencies_of(conn, seller.scope, &market)?;
    Ok(match currencies.is_empty() {
        true => Err(match &seller.provider {
            Some(provider) => NoShop::NoPricesAt {
                provider: provider.legal_name.clone(),
                market,
            },
            None => NoShop::NoPrices(market),
        }),
        false => Ok(Shop { market, currencies }),
    })
}
