//! Which amounts a person sees of an order or a subscription.

use crate::{
    charges::{Day, Sums, TermDays, instalments},
    db::ids::PartnerId,
    identity::{Authorized, Permission, SeePrices},
    prices::{Amounts, Billing, Currency, Term, amount_words},
};

/// Who looks, as far as amounts go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Viewer {
    /// The seller: all of them.
    Seller,
    /// The reseller of record: never the cost.
    Reseller,
    /// Somebody without the role for prices: none.
    Nobody,
}

impl Viewer {
    /// A person of a partner, of what this seller sold.
    pub(crate) fn of<P>(by: &Authorized<P>, seller: PartnerId) -> Self {
        match (
            SeePrices::granted_to(&by.staff.roles),
            seller == by.scope.partner_id(),
        ) {
            (false, _) => Self::Nobody,
            (true, true) => Self::Seller,
            (true, false) => Self::Reseller,
        }
    }

    pub(crate) fn sees_prices(self) -> bool {
        self != Self::Nobody
    }

    pub(crate) fn sees_cost(self) -> bool {
        self == Self::Seller
    }
}

/// The amounts that a viewer sees, in words; empty where there is none, or not for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PricesView {
    pub(crate) cost: String,
    pub(crate) partner: String,
    pub(crate) list: String,
}

impl PricesView {
    fn new(
        viewer: Viewer,
        (cost, partner, list): (i64, Option<i64>, Option<i64>),
        currency: &str,
    ) -> Self {
        let shown = |units: Option<i64>| units.map(|it| words(it, currency)).unwrap_or_default();
        match viewer {
            Viewer::Nobody => Self::default(),
            Viewer::Seller => Self {
                cost: words(cost, currency),
                partner: shown(partner),
                list: shown(list),
            },
            Viewer::Reseller => Self {
                cost: String::new(),
                partner: shown(partner),
                list: shown(list),
            },
        }
    }

    pub(crate) fn of_price(viewer: Viewer, price: Amounts, currency: &str) -> Self {
        let amounts = (price.cost, price.partner_price, price.list_price);
        Self::new(viewer, amounts, currency)
    }

    pub(crate) fn of_sums(viewer: Viewer, sums: Sums, currency: &str) -> Self {
        Self::new(viewer, (sums.cost, sums.partner, sums.list), currency)
    }

    /// Those that are shown, each with its name, as one says them.
    pub(crate) fn said(&self) -> String {
        let named = [
            ("cost", &self.cost),
            ("partner price", &self.partner),
            ("list price", &self.list),
        ];
        let shown = named.iter().filter(|(_, amount)| !amount.is_empty());
        let shown: Vec<String> = shown
            .map(|(name, amount)| format!("{name} {amount}"))
            .collect();
        shown.join(", ")
    }
}

/// `12 parts: 4 of 8.34 EUR, 8 of 8.33 EUR`; nothing where it is billed at once.
pub(crate) fn parts_words(
    amount: i64,
    of: (Term, TermDays),
    billing: Billing,
    from: Day,
    currency: &str,
) -> String {
    let all = instalments(amount, of, billing, from);
    if all.len() < 2 {
        return String::new();
    }
    let mut groups: Vec<(usize, i64)> = Vec::new();
    for part in &all {
        match groups
            .last_mut()
            .filter(|(_, amount)| *amount == part.amount)
        {
            Some((count, _)) => *count += 1,
            None => groups.push((1, part.amount)),
        }
    }
    let groups: Vec<String> = groups
        .into_iter()
        .map(|(count, amount)| format!("{count} of {}", words(amount, currency)))
        .collect();
    format!("{} parts: {}", all.len(), groups.join(", "))
}

/// An amount in words.
pub(crate) fn words(units: i64, currency: &str) -> String {
    Currency::of(currency).map_or_else(
        || format!("{units} {currency}"),
        |currency| amount_words(units, currency),
    )
}
