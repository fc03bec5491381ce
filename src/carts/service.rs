//! Fills a cart. All of it is the person's own.

use super::{
    model::{Cart, CartLine},
    queries,
};
use crate::{
    customer_access::{FillCart, Granted},
    db::{
        self, Tx,
        ids::{CartId, CartLineId, PriceId},
        types::Timestamp,
    },
    error::Explained,
    prices,
};

/// Lines that a cart may have.
pub(super) const MOST: usize = 50;

/// Why a cart was not changed.
#[derive(Debug, thiserror::Error)]
pub enum CartError {
    /// Another currency than that of the lines that are there.
    #[error(
        "This cart is in {0}, and an order has one currency. Order it first, or remove its lines"
    )]
    OtherCurrency(String),
    /// No line more fits.
    #[error("A cart has at most {MOST} lines. Order these first")]
    Full,
    /// More than a quantity can be.
    #[error("This is too much")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for CartError {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherCurrency(_) => "other_currency",
            Self::Full => "full",
            Self::TooMany => "too_many",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::OtherCurrency(_) => "price",
            Self::TooMany => "quantity",
            Self::Full | Self::Db(_) => "",
        }
    }
}

/// A line to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLine {
    /// What, for how long and in how many parts: as this price says, in the market, currency and segment that it has.
    pub price: PriceId,
    /// How many.
    pub quantity: i32,
}

/// Adds a line; to one of the same plan, term and billing it adds the licenses.
///
/// # Errors
/// `NotFound` where the price is none of this seller's.
pub fn add_line(
    tx: &mut Tx<'_>,
    by: &Granted<FillCart>,
    new: NewLine,
    now: Timestamp,
) -> Result<(), CartError> {
    let price = prices::find_price(tx.conn(), by.by.scope, new.price)?;
    let cart = cart_in(tx, by, &price.currency, now)?;
    let lines = queries::lines(tx.conn(), cart.id)?;
    let same = lines
        .iter()
        .find(|line| line.price_key(&price.market, &price.currency) == price.key());
    if let Some(line) = same {
        let quantity = line.quantity.checked_add(new.quantity);
        let quantity = quantity.ok_or(CartError::TooMany)?;
        queries::set_quantity(tx, cart.id, line.id, quantity)?;
        return Ok(());
    }
    if lines.len() >= MOST {
        return Err(CartError::Full);
    }
    let line = CartLine {
        id: CartLineId::new(),
        cart_id: cart.id,
        plan_id: price.plan_id,
        segment: price.segment,
        term_duration: price.term_duration,
        billing_plan: price.billing_plan,
        quantity: new.quantity,
    };
    Ok(queries::insert_line(tx, &line)?)
}

/// The person's cart for this customer, made where there is none, with lines in this currency.
fn cart_in(
    tx: &mut Tx<'_>,
    by: &Granted<FillCart>,
    currency: &str,
    now: Timestamp,
) -> Result<Cart, CartError> {
    let (scope, user) = (by.by.scope, by.by.staff.id);
    if let Some(cart) = queries::find(tx.conn(), scope, user, by.customer)? {
        let is_other = cart.currency != currency;
        if is_other && !queries::lines(tx.conn(), cart.id)?.is_empty() {
            return Err(CartError::OtherCurrency(cart.currency));
        }
        queries::touch(tx, cart.id, currency, now)?;
        return Ok(cart);
    }
    let cart = Cart {
        id: CartId::new(),
        partner_id: scope.partner_id(),
        user_id: user,
        customer_id: by.customer,
        currency: currency.to_owned(),
        changed_at: now,
    };
    queries::insert(tx, &cart)?;
    Ok(cart)
}

/// Changes how many the lines of the person's cart have; none takes a line away. Lines that are gone stay so.
pub(super) fn update(
    tx: &mut Tx<'_>,
    by: &Granted<FillCart>,
    quantities: &[(CartLineId, i32)],
    now: Timestamp,
) -> db::Result<()> {
    let (scope, user) = (by.by.scope, by.by.staff.id);
    let Some(cart) = queries::find(tx.conn(), scope, user, by.customer)? else {
        return Ok(());
    };
    for (line, quantity) in quantities {
        match quantity {
            0 => queries::remove_line(tx, cart.id, *line)?,
            quantity => {
                queries::set_quantity(tx, cart.id, *line, *quantity)?;
            }
        }
    }
    queries::touch(tx, cart.id, &cart.currency, now)
}
