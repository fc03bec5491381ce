//! The page of a cart: what can be added, and what is in it.

use askama::Template;

use super::{
    judging::{Buyer, Judged, judge},
    line_view::{LineView, TotalsView},
    model::Cart,
    opened::{Opened, Whose},
    shop::{self, NoShop, Shop},
    sources::{Seller, Source},
};
use crate::{
    customers::Entry,
    db::{
        self, Conn,
        ids::{PartnerId, PriceId},
        types::Timestamp,
    },
    identity::{Layout, Partner, country_name},
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
    /// Of whose list, where several providers can be asked.
    pub(super) provider: Option<PartnerId>,
}

impl Asked {
    /// The cart's address with it.
    pub(super) fn address(&self, cart: &str) -> String {
        let segment = self.segment.map_or("", Segment::as_str).to_owned();
        let asked = [
            ("q", self.text.clone()),
            ("segment", segment),
            ("currency", self.currency.clone()),
            (
                "provider",
                self.provider.map(|id| id.to_string()).unwrap_or_default(),
            ),
        ];
        address::with(cart, &asked)
    }
}

/// What the page shows.
pub(super) struct Found {
    pub(super) asked: Asked,
    pub(super) open: Result<Open, NoShop>,
}

impl Found {
    fn closed(asked: Asked, none: NoShop) -> Self {
        Self {
            asked,
            open: Err(none),
        }
    }
}

/// The cart, and what can be added.
pub(super) struct Open {
    shop: Shop,
    currency: String,
    lines: Vec<Judged>,
    offers: Vec<Offer>,
    has_more: bool,
    source: Source,
    seller: Seller,
}

/// Reads it.
pub(super) fn read(
    conn: &mut Conn,
    partner: &Partner,
    whose: Whose<'_>,
    asked: Asked,
    now: Timestamp,
) -> db::Result<Found> {
    let opened = Opened::read(conn, partner, whose, asked.provider)?;
    let shop = match &opened.seller {
        Some(seller) => shop::of(conn, (whose.scope, seller), whose.entry, whose.customer)?,
        None => Err(NoShop::NobodyToAsk),
    };
    let (shop, seller) = match (shop, opened.seller) {
        (Ok(shop), Some(seller)) => (shop, seller),
        (Err(none), _) => return Ok(Found::closed(asked, none)),
        (Ok(_), None) => return Ok(Found::closed(asked, NoShop::NobodyToAsk)),
    };
    let (cart, lines) = opened.filled.unzip();
    let lines = lines.unwrap_or_default();
    let currency = currency(&shop, cart, &asked);
    let buyer = Buyer {
        scope: seller.scope,
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
    let (offers, has_more) = offers_for(conn, seller.scope, &wanted, MOST, now)?;
    let open = Open {
        shop: buyer.shop,
        currency: buyer.currency,
        lines,
        offers,
        has_more,
        source: opened.source,
        seller,
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

/// A plan that can be added.
struct OfferView {
    title: String,
    code: String,
    description: String,
    prices: Vec<(PriceId, String)>,
    least: i32,
}

impl OfferView {
    fn new(offer: &Offer, currency: &str, viewer: Viewer) -> Self {
        let prices = offer.prices.iter().map(|price| {
            let amounts = PricesView::of_price(viewer, price.amounts(), currency);
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
    /// To a seller alone.
    shows_cost: bool,
    /// Key and name of the provider that is asked.
    provider: Option<(String, String)>,
    /// To choose from, while the cart is empty.
    providers: Vec<Choice>,
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
            shows_cost: false,
            provider: None,
            providers: Vec::new(),
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
        let viewer = open.seller.viewer();
        let own = open
            .seller
            .provider_id()
            .map(|id| id.to_string())
            .unwrap_or_default();
        let providers = match &open.source {
            Source::Providers(all) => all.as_slice(),
            Source::Own => &[],
        };
        let can_ask = open.lines.is_empty() && providers.len() > 1;
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
                .map(|offer| OfferView::new(offer, currency, viewer))
                .collect(),
            has_more: open.has_more,
            lines: open
                .lines
                .iter()
                .map(|line| LineView::new(line, currency, viewer))
                .collect(),
            shows_cost: viewer.sees_cost(),
            provider: open
                .seller
                .provider
                .as_ref()
                .map(|it| (it.id.to_string(), it.legal_name.clone())),
            providers: providers
                .iter()
                .filter(|_| can_ask)
                .map(|(id, name)| Choice::new(&id.to_string(), name.as_str(), &own))
                .collect(),
            totals: TotalsView::of(&open.lines, currency, viewer),
            ..self
        }
    }
    /// What is read out where sums change without a new page: the last of them, and what cannot be ordered.
    fn said(&self) -> String {
        let unfit = self.lines.iter().filter(|line| !line.problem.is_empty());
        let unfit = match unfit.count() {
            0 => String::new(),
            1 => " One line cannot be ordered.".to_owned(),
            many => format!(" {many} lines cannot be ordered."),
        };
        let today = self.totals.as_ref().map(|totals| totals.today.said());
        format!(
            "The cart is updated. Billed today: {}.{unfit}",
            today.unwrap_or_else(|| "no sum".to_owned())
        )
    }
}
