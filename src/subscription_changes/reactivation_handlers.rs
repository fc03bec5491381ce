//! The page on which what has ended is taken up again: the same plan is ordered anew, and takes over who holds its licenses. The
//! order itself is made in the cart, where everything that an order needs is asked; that of a reseller of record is sent to the seller.

use askama::Template;

use super::{acting::Acting, view::About};
use crate::{
    carts,
    customer_access::{Granted, ManageSubscriptions},
    db::{self, Conn, types::Timestamp},
    identity::{Layout, Partner},
    licenses,
    orders::{PricesView, Viewer},
    prices::{self, Price},
    subscriptions::{Act, State, Subscription},
    text::{licenses, thousands},
    web::Answer,
};

/// Why there is no cart of this seller's list.
const NOT_ORDERABLE: &str = "Its seller takes no order for this customer from you at the moment: it and you need an active relationship with the customer, and, where you ask it to order, an active partnership.";

#[derive(Template)]
#[template(path = "subscription_changes/reactivation.html")]
struct ReactivationPage {
    layout: Layout,
    about: About,
    /// Why it cannot be taken up.
    closed: String,
    until: String,
    is_in_grace: bool,
    /// The provider that is asked; empty for the seller itself.
    provider: String,
    /// Who holds its licenses; empty where nobody does.
    held: String,
    terms: String,
    /// Nothing where the list has none.
    price: Option<(String, PricesView)>,
    add: String,
    cart: String,
    button: String,
}

impl ReactivationPage {
    fn new(
        layout: Layout,
        granted: &Granted<ManageSubscriptions>,
        row: &Subscription,
        found: Found,
        now: Timestamp,
    ) -> Self {
        let Found {
            held,
            price,
            is_orderable,
        } = found;
        let viewer = Viewer::of(&granted.by, row.partner_id);
        Self {
            closed: match (Act::Reactivation.closed(row, now), is_orderable) {
                (Some(closed), _) => closed,
                (None, false) => NOT_ORDERABLE.to_owned(),
                (None, true) => String::new(),
            },
            is_in_grace: row.state == State::Expired,
            provider: match viewer {
                Viewer::Seller => String::new(),
                Viewer::Reseller | Viewer::Nobody => row.partner_id.to_string(),
            },
            until: row.next_at.map(Timestamp::words).unwrap_or_default(),
            held: held_words(held),
            terms: format!(
                "{}, {}",
                row.term_duration.label(),
                row.billing_cycle.label()
            ),
            price: price.map(|price| {
                let view = PricesView::of_price(viewer, price.amounts(), &row.currency);
                (price.id.to_string(), view)
            }),
            add: layout.paths.cart_lines(row.customer_id.uuid()),
            cart: layout.paths.cart(row.customer_id.uuid()),
            button: format!("Put {} in the cart", licenses(row.quantity)),
            about: About::new(&layout, row, &granted.entry.name),
            layout: layout.in_section("subscriptions"),
        }
    }
}

fn held_words(number: i64) -> String {
    match number {
        0 => String::new(),
        1 => "One person holds a license that does not work until then.".to_owned(),
        many => format!(
            "{} people hold a license that does not work until then.",
            thousands(many)
        ),
    }
}

/// What the page is of.
struct Found {
    /// How many hold a license of it that does not work.
    held: i64,
    /// What the same costs now.
    price: Option<Price>,
    /// Whether whoever looks can put it in a cart.
    is_orderable: bool,
}

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
