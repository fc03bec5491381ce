//! The page on which what has ended is taken up again: the same plan is ordered anew, and takes over who holds its licenses. The
//! order itself is made in the cart, where everything that an order needs is asked; that of a reseller of record is sent to the seller.

use super::{
    acting::Acting,
    reactivation_page::{Found, ReactivationPage},
};
use crate::{
    carts,
    customer_access::ManageSubscriptions,
    db::{self, Conn, types::Timestamp},
    identity::Partner,
    licenses, prices,
    subscriptions::Subscription,
    web::Answer,
};

fn read(
    conn: &mut Conn,
    partner: &Partner,
    row: &Subscription,
    now: Timestamp,
) -> db::Result<Found> {
    let license = match row.license_sku.as_str() {
        "" => None,
        sku => licenses::license(conn, row.customer_id, sku)?,
    };
    let held = license.map_or(0, |it| (it.assigned - it.working()).max(0));
    Ok(Found {
        held: held.min(row.quantity.into()),
        price: prices::price_in_force(conn, &row.price_key(), now)?,
        is_orderable: carts::can_fill_from(conn, partner, row.customer_id, row.partner_id)?,
    })
}

/// Until when it can be, what it does, and what it costs now.
pub(super) async fn show(mut acting: Acting<ManageSubscriptions>) -> Answer {
    let (row, now) = (acting.row.clone(), acting.on.request.now);
    let partner = acting.on.request.by.staff.partner.clone();
    let read = acting
        .on
        .read(move |conn, _| read(conn, &partner, &row, now));
    let found = read.await?;
    let (row, granted) = (acting.row, acting.on.granted);
    let shown = |layout| ReactivationPage::new(layout, &granted, &row, found, now);
    acting.on.request.page(shown).await
}
