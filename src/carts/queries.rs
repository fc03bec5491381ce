//! Statements on carts. Each starts from a scope, or from a cart that was found by one.

use diesel::{
    ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Integer},
};

use super::model::{Cart, CartLine};
use crate::{
    db::{
        self, Conn, Sql, Tx, counted,
        ids::{CartId, CartLineId, CustomerId, PartnerId, UserId},
        schema::{cart_lines, carts},
        types::Timestamp,
    },
    identity::Scope,
};

/// The cart of a person for a customer.
pub(super) fn find(
    conn: &mut Conn,
    scope: Scope,
    user: UserId,
    customer: CustomerId,
) -> db::Result<Option<Cart>> {
    Ok(carts::table
        .filter(carts::user_id.eq(user))
        .filter(carts::customer_id.eq(customer))
        .filter(carts::partner_id.eq(scope.partner_id()))
        .select(Cart::as_select())
        .first(conn)
        .optional()?)
}

/// Its lines, in the order in which they were added.
pub(super) fn lines(conn: &mut Conn, cart: CartId) -> db::Result<Vec<CartLine>> {
    Ok(cart_lines::table
        .filter(cart_lines::cart_id.eq(cart))
        .order(cart_lines::id)
        .select(CartLine::as_select())
        .load(conn)?)
}

pub(super) fn insert(tx: &mut Tx<'_>, cart: &Cart) -> db::Result<()> {
    diesel::insert_into(carts::table)
        .values(cart)
        .execute(tx.conn())?;
    Ok(())
}

/// It was changed now, and its lines are in this currency, of this provider's list.
pub(super) fn touch(
    tx: &mut Tx<'_>,
    cart: CartId,
    (currency, provider): (&str, Option<PartnerId>),
    now: Timestamp,
) -> db::Result<()> {
    diesel::update(carts::table.find(cart))
        .set((
            carts::currency.eq(currency),
            carts::provider_id.eq(provider),
            carts::changed_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn insert_line(tx: &mut Tx<'_>, line: &CartLine) -> db::Result<()> {
    diesel::insert_into(cart_lines::table)
        .values(line)
        .execute(tx.conn())?;
    Ok(())
}

/// Changes how many a line of a cart has; false where it is gone.
pub(super) fn set_quantity(
    tx: &mut Tx<'_>,
    cart: CartId,
    line: CartLineId,
    quantity: i32,
) -> db::Result<bool> {
    let own = cart_lines::table
        .filter(cart_lines::id.eq(line))
        .filter(cart_lines::cart_id.eq(cart));
    let set = cart_lines::quantity.eq(quantity);
    Ok(diesel::update(own).set(set).execute(tx.conn())? == 1)
}

pub(super) fn remove_lines(tx: &mut Tx<'_>, cart: CartId) -> db::Result<()> {
    let all = cart_lines::table.filter(cart_lines::cart_id.eq(cart));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}

pub(super) fn remove_line(tx: &mut Tx<'_>, cart: CartId, line: CartLineId) -> db::Result<()> {
    let own = cart_lines::table
        .filter(cart_lines::id.eq(line))
        .filter(cart_lines::cart_id.eq(cart));
    diesel::delete(own).execute(tx.conn())?;
    Ok(())
}

/// Takes a cart away; false where it is gone.
pub(super) fn remove(tx: &mut Tx<'_>, cart: CartId) -> db::Result<bool> {
    remove_lines(tx, cart)?;
    Ok(diesel::delete(carts::table.find(cart)).execute(tx.conn())? == 1)
}

/// Some that were last changed by this instant.
pub(super) fn changed_by(conn: &mut Conn, end: Timestamp, most: i64) -> db::Result<Vec<CartId>> {
    Ok(carts::table
        .filter(carts::changed_at.le(end))
        .order((carts::changed_at, carts::id))
        .limit(most)
        .select(carts::id)
        .load(conn)?)
}

/// How many carts a partner's staff have for a customer.
#[must_use]
pub fn number_for_customer(scope: Scope, customer: CustomerId) -> Sql<BigInt> {
    let rows = carts::table
        .filter(carts::partner_id.eq(scope.partner_id()))
        .filter(carts::customer_id.eq(customer));
    counted(rows.select(1.into_sql::<Integer>()))
}

/// How many carts a reseller's staff have with lines of a provider's list.
#[must_use]
pub fn number_from(reseller: Scope, provider: PartnerId) -> Sql<BigInt> {
    let rows = carts::table
        .filter(carts::partner_id.eq(reseller.partner_id()))
        .filter(carts::provider_id.eq(Some(provider)));
    counted(rows.select(1.into_sql::<Integer>()))
}

/// Takes away all carts of a partner's staff for a customer, and says how many. The caller holds the partner.
///
/// # Errors
/// When a row cannot be written.
pub fn withdraw(tx: &mut Tx<'_>, scope: Scope, customer: CustomerId) -> db::Result<usize> {
    let own: Vec<CartId> = carts::table
        .filter(carts::partner_id.eq(scope.partner_id()))
        .filter(carts::customer_id.eq(customer))
        .select(carts::id)
        .load(tx.conn())?;
    for cart in &own {
        remove(tx, *cart)?;
    }
    Ok(own.len())
}

/// Takes away all carts of a reseller's staff with lines of a provider's list, and says how many. The caller holds both.
///
/// # Errors
/// When a row cannot be written.
pub fn withdraw_from(tx: &mut Tx<'_>, reseller: Scope, provider: PartnerId) -> db::Result<usize> {
    let theirs: Vec<CartId> = carts::table
        .filter(carts::partner_id.eq(reseller.partner_id()))
        .filter(carts::provider_id.eq(Some(provider)))
        .select(carts::id)
        .load(tx.conn())?;
    for cart in &theirs {
        remove(tx, *cart)?;
    }
    Ok(theirs.len())
}
