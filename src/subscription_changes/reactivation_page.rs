//! What the page shows on which what has ended is taken up again.

use askama::Template;

use super::view::About;
use crate::{
    customer_access::{Granted, ManageSubscriptions},
    db::types::Timestamp,
    identity::Layout,
    orders::{PricesView, Viewer},
    prices::Price,
    subscriptions::{Act, State, Subscription},
    text::{licenses, thousands},
};

/// What the page is of.
pub(super) struct Found {
    /// How many hold a license of it that does not work.
    pub(super) held: i64,
    /// What the same costs now.
    pub(super) price: Option<Price>,
    /// Whether whoever looks can put it in a cart.
    pub(super) is_orderable: bool,
}

/// Why there is no cart of this seller's list.
const NOT_ORDERABLE: &str = "Its seller takes no order for this customer from you at the moment: it and you need an active relationship with the customer, and, where you ask it to order, an active partnership.";

#[derive(Template)]
#[template(path = "subscription_changes/reactivation.html")]
pub(super) struct ReactivationPage {
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
    pub(super) fn new(
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
