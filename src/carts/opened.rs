//! A person's cart for a customer, as it is now: from whose list it is, and its lines.

use super::{
    model::{Cart, CartLine},
    queries,
    sources::{Seller, Source},
};
use crate::{
    customers::Entry,
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId, UserId},
    },
    identity::{Partner, Scope},
};

/// Whose cart for whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) scope: Scope,
    pub(super) user: UserId,
    pub(super) entry: &'a Entry,
    pub(super) customer: CustomerId,
}

/// The cart, and whose list it is of.
pub(super) struct Opened {
    pub(super) source: Source,
    /// None where nobody can be asked.
    pub(super) seller: Option<Seller>,
    /// None where it has no lines of that list.
    pub(super) filled: Option<(Cart, Vec<CartLine>)>,
}

impl Opened {
    /// Reads it. The lines say from whose list it is; where there are none, the wish does.
    pub(super) fn read(
        conn: &mut Conn,
        partner: &Partner,
        whose: Whose<'_>,
        wanted: Option<PartnerId>,
    ) -> db::Result<Self> {
        let source = Source::of(conn, partner, whose.customer)?;
        let found = queries::find(conn, whose.scope, whose.user, whose.customer)?;
        let lines = match &found {
            Some(cart) => queries::lines(conn, cart.id)?,
            None => Vec::new(),
        };
        let filled = found.filter(|_| !lines.is_empty());
        let of_cart = filled.as_ref().and_then(|cart| cart.provider_id);
        let wishes = [of_cart, wanted].into_iter().flatten().map(Some);
        let mut seller = None;
        for wish in wishes.chain([None]) {
            seller = source.seller(conn, whose.scope, wish)?;
            if seller.is_some() {
                break;
            }
        }
        let own = seller.as_ref().map(Seller::provider_id);
        let filled = filled.filter(|cart| Some(cart.provider_id) == own);
        Ok(Self {
            source,
            seller,
            filled: filled.map(|cart| (cart, lines)),
        })
    }
}
