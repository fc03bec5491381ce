//! Fills a cart. All of it is the person's own.

use super::{
    model::{Cart, CartLine},
    opened::{Opened, Whose},
    queries,
    review::Review,
    sources::Seller,
};
use crate::{
    customer_access::{FillCart, Granted},
    db::{
        self, Conn, Tx,
        ids::{CartId, CartLineId, PartnerId, PriceId},
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
    /// Of another list than that of the lines that are there.
    #[error(
        "This cart has lines of the price list of {0}, and one provider is asked at a time. Send that request first, or remove its lines"
    )]
    OtherList(String),
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
            Self::OtherList(_) => "other_list",
            Self::Full => "full",
            Self::TooMany => "too_many",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::OtherCurrency(_) | Self::OtherList(_) => "price",
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
    /// The provider of whose list the price is, where it is not one's own.
    pub provider: Option<PartnerId>,
}

/// Adds a line; to one of the same plan, term and billing it adds the licenses.
///
/// # Errors
/// `NotFound` where the price is none of this seller's, or of a provider that this partner can ask.
pub fn add_line(
    tx: &mut Tx<'_>,
    by: &Granted<FillCart>,
    new: NewLine,
    now: Timestamp,
) -> Result<(), CartError> {
    let opened = opened(tx.conn(), by, new.provider)?;
    let seller = opened.seller.as_ref().ok_or(db::Error::NotFound)?;
    let others = new.provider.filter(|id| Some(*id) != seller.provider_id());
    if let Some((_, name)) = others.and_then(|id| opened.source.provider(id)) {
        let known = seller.provider.as_ref().map(|it| it.legal_name.clone());
        return Err(CartError::OtherList(known.unwrap_or(name)));
    }
    let price = prices::find_price(tx.conn(), seller.scope, new.price)?;
    let cart = cart_in(tx, by, (&price.currency, &opened), now)?;
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
    (currency, opened): (&str, &Opened),
    now: Timestamp,
) -> Result<Cart, CartError> {
    let (scope, user) = (by.by.scope, by.by.staff.id);
    let provider_id = opened.seller.as_ref().and_then(Seller::provider_id);
    if let Some(cart) = queries::find(tx.conn(), scope, user, by.customer)? {
        let is_other = cart.currency != currency;
        match &opened.filled {
            Some(_) if is_other => return Err(CartError::OtherCurrency(cart.currency)),
            Some(_) => {}
            // Those of a list that is not there for this customer any more.
            None => queries::remove_lines(tx, cart.id)?,
        }
        queries::touch(tx, cart.id, (currency, provider_id), now)?;
        return Ok(cart);
    }
    let cart = Cart {
        id: CartId::new(),
        partner_id: scope.partner_id(),
        user_id: user,
        customer_id: by.customer,
        currency: currency.to_owned(),
        changed_at: now,
        provider_id,
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
    let of = (cart.currency.as_str(), cart.provider_id);
    queries::touch(tx, cart.id, of, now)
}

/// Takes away a cart that was reviewed: what is in it is asked for elsewhere.
///
/// # Errors
/// When a row cannot be written.
pub(crate) fn forget_one(tx: &mut Tx<'_>, review: &Review) -> db::Result<bool> {
    queries::remove(tx, review.cart.id)
}

fn opened(
    conn: &mut Conn,
    by: &Granted<FillCart>,
    wanted: Option<PartnerId>,
) -> db::Result<Opened> {
    let whose = Whose {
        scope: by.by.scope,
        user: by.by.staff.id,
        entry: &by.entry,
        customer: by.customer,
    };
    Opened::read(conn, &by.by.staff.partner, whose, wanted)
}
