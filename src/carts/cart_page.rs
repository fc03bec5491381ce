//! The page of a cart: what can be added, and what is in it.

use askama::Template;

use super::{
    judging::{Buyer, Judged, judge},
    model::Cart,
    queries,
    review::Whose,
    shop::{self, NoShop, Shop},
    totals::{self, Totals},
};
use crate::{
    charges::Sums,
    customers::Entry,
    db::{
        self, Conn,
        ids::{CartLineId, PriceId},
        types::Timestamp,
    },
    identity::{Layout, country_name},
    orders::{PricesView, Viewer},
    prices::{Offer, OffersFor, Segment, offers_for},
    web::{
        address,
        form::{Choice, FieldErrors},
    },
};

/// Plans that a search shows.
const MOST: usize = 20;

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub(super) text: String,
    pub(super) segment: Option<Segment>,
    pub(super) currency: String,
}

impl Asked {
    /// The cart's address with it.
    pub(super) fn address(&self, cart: &str) -> String {
        let segment = self.segment.map_or("", Segment::as_str).to_owned();
        let asked = [
            ("q", self.text.clone()),
            ("segment", segment),
            ("currency", self.currency.clone()),
        ];
        address::with(cart, &asked)
    }
}

/// What the page shows.
pub(super) struct Found {
    pub(super) asked: Asked,
    pub(super) open: Result<Open, NoShop>,
}

/// The cart, and what can be added.
pub(super) struct Open {
    shop: Shop,
    currency: String,
    lines: Vec<Judged>,
    offers: Vec<Offer>,
    has_more: bool,
}

/// Reads it.
pub(super) fn read(
    conn: &mut Conn,
    whose: Whose<'_>,
    asked: Asked,
    now: Timestamp,
) -> db::Result<Found> {
    let shop = match shop::of(conn, whose.scope, whose.entry, whose.customer)? {
        Ok(shop) => shop,
        Err(none) => {
            return Ok(Found {
                asked,
                open: Err(none),
            });
        }
    };
    let cart = queries::find(conn, whose.scope, whose.user, whose.customer)?;
    let lines = match &cart {
        Some(cart) => queries::lines(conn, cart.id)?,
        None => Vec::new(),
    };
    let currency = currency(&shop, cart.filter(|_| !lines.is_empty()), &asked);
    let buyer = Buyer {
        scope: whose.scope,
        customer: whose.customer,
        shop,
        currency,
    };
    let lines = judge(conn, &buyer, &lines, now)?;
    let wanted = OffersFor {
        market: buyer.shop.market.clone(),
        currency: buyer.currency.clone(),
        segment: asked.segment.unwrap_or(Segment::Commercial),
        text: asked.text.clone(),
    };
    let (offers, has_more) = offers_for(conn, whose.scope, &wanted, MOST, now)?;
    let open = Open {
        shop: buyer.shop,
        currency: buyer.currency,
        lines,
        offers,
        has_more,
    };
    Ok(Found {
        asked,
        open: Ok(open),
    })
}

/// That of the lines or, where there are none, the one that is asked for, else the first.
fn currency(shop: &Shop, filled: Option<Cart>, asked: &Asked) -> String {
    let wanted = shop.currencies.iter().find(|it| **it == asked.currency);
    match filled {
        Some(cart) => cart.currency,
        None => wanted
            .or(shop.currencies.first())
            .cloned()
            .unwrap_or_default(),
    }
}

/// A line as the page shows it.
pub(super) struct LineView {
    pub(super) id: CartLineId,
    pub(super) title: String,
    pub(super) code: String,
    pub(super) term: String,
    pub(super) quantity: String,
    pub(super) price: PricesView,
    pub(super) sum: PricesView,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) problem: String,
}

impl LineView {
    pub(super) fn new(judged: &Judged, currency: &str) -> Self {
        let (line, priced) = (&judged.line, judged.priced.as_ref());
        let day = |last: bool| {
            priced.map_or_else(String::new, |priced| match last {
                true => priced.days.last.words(),
                false => priced.days.first.words(),
            })
        };
        Self {
            id: line.id,
            title: judged.plan.sku_title.clone(),
            code: judged.plan.code().to_string(),
            term: format!(
                "{}, {}",
                line.term_duration.label(),
                line.billing_plan.label()
            ),
            quantity: line.quantity.to_string(),
            price: priced
                .map(|it| PricesView::of_price(Viewer::Seller, it.price, currency))
                .unwrap_or_default(),
            sum: priced
                .map(|it| PricesView::of_sums(Viewer::Seller, it.sums, currency))
                .unwrap_or_default(),
            from: day(false),
            to: day(true),
            problem: judged
                .problem
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }
}

/// What all lines come to.
pub(super) struct TotalsView {
    pub(super) month: PricesView,
    pub(super) term: PricesView,
    pub(super) today: PricesView,
}

impl TotalsView {
    pub(super) fn of(lines: &[Judged], currency: &str) -> Option<Self> {
        let Totals { month, term, today } = totals::of(lines)?;
        let view = |sums: Sums| PricesView::of_sums(Viewer::Seller, sums, currency);
        Some(Self {
            month: view(month),
            term: view(term),
            today: view(today),
        })
    }
}

/// A plan that can be added.
struct OfferView {
    title: String,
    code: String,
    description: String,
    prices: Vec<(PriceId, String)>,
    least: i32,
}

impl OfferView {
    fn new(offer: &Offer, currency: &str) -> Self {
        let prices = offer.prices.iter().map(|price| {
            let amounts = PricesView::of_price(Viewer::Seller, price.amounts(), currency);
            let shown = [&amounts.partner, &amounts.list, &amounts.cost];
            let shown = shown.into_iter().find(|text| !text.is_empty());
            let label = format!(
                "{}, {}: {}",
                price.term_duration.label(),
                price.billing_plan.label(),
                shown.map_or("", String::as_str)
            );
            (price.id, label)
        });
        Self {
            title: offer.plan.sku_title.clone(),
            code: offer.plan.code().to_string(),
            description: offer.plan.description.clone(),
            prices: prices.collect(),
            least: offer.plan.min_licenses,
        }
    }
}

#[derive(Template)]
#[template(path = "carts/cart.html")]
pub(super) struct CartPage {
    layout: Layout,
    pub(super) errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    /// Why nothing can be sold, and the way to what is missing.
    no_shop: Option<(String, (&'static str, String))>,
    market: String,
    currency: String,
    asked: Asked,
    segments: Vec<Choice>,
    /// To choose from, while the cart is empty.
    currencies: Vec<Choice>,
    offers: Vec<OfferView>,
    has_more: bool,
    pub(super) lines: Vec<LineView>,
    totals: Option<TotalsView>,
}

impl CartPage {
    pub(super) fn new(layout: Layout, entry: &Entry, found: &Found) -> Self {
        let key = entry.page_key();
        let page = Self {
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key,
            no_shop: None,
            market: String::new(),
            currency: String::new(),
            asked: found.asked.clone(),
            segments: Vec::new(),
            currencies: Vec::new(),
            offers: Vec::new(),
            has_more: false,
            lines: Vec::new(),
            totals: None,
            layout: layout.in_section("customers"),
        };
        match &found.open {
            Ok(open) => page.filled(open),
            Err(none) => {
                let step = none.step(key, &page.layout.paths);
                Self {
                    no_shop: Some((none.to_string(), step)),
                    ..page
                }
            }
        }
    }

    fn filled(self, open: &Open) -> Self {
        let present = self.asked.segment.unwrap_or(Segment::Commercial);
        let segments = Segment::ALL.iter();
        let currency = open.currency.as_str();
        let currencies = open.shop.currencies.iter();
        let can_choose = open.lines.is_empty() && open.shop.currencies.len() > 1;
        Self {
            market: country_name(&open.shop.market),
            currency: open.currency.clone(),
            segments: segments
                .map(|it| Choice::new(it.as_str(), it.label(), present.as_str()))
                .collect(),
            currencies: currencies
                .filter(|_| can_choose)
                .map(|it| Choice::new(it, it.as_str(), currency))
                .collect(),
            offers: open
                .offers
                .iter()
                .map(|offer| OfferView::new(offer, currency))
                .collect(),
            has_more: open.has_more,
            lines: open
                .lines
                .iter()
                .map(|line| LineView::new(line, currency))
                .collect(),
            totals: TotalsView::of(&open.lines, currency),
            ..self
        }
    }
}
