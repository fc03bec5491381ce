//! The page of the list.

use askama::Template;

use super::{
    asked::Asked,
    catalog::{Plan, Price},
    list_model::{self, ListView, Part, Wanted},
    list_queries::Row,
    money::{Currency, amount_words},
    sellers::Sellers,
    terms::{Segment, Term},
};
use crate::{
    db::{keyset::Page, types::Timestamp},
    identity::{Denied, Layout, country_name},
    paths::Paths,
    web::{
        form::{Choice, FieldErrors},
        list::{self, Chip, Pager},
        page::thousands,
    },
};

/// A price as pages show it.
pub(super) struct PriceView {
    /// Term and billing.
    pub(super) term: String,
    pub(super) segment: &'static str,
    pub(super) place: String,
    /// To the seller alone.
    pub(super) cost: String,
    /// What the partner pays, or, to a reseller, the list price where there is none.
    pub(super) partner: String,
    pub(super) list: String,
    pub(super) begins: String,
    pub(super) ends: String,
    pub(super) tone: &'static str,
    pub(super) state: &'static str,
}

impl PriceView {
    pub(super) fn new(price: &Price, is_own: bool, now: Timestamp) -> Self {
        let words = |units: Option<i64>| match (units, Currency::of(&price.currency)) {
            (Some(units), Some(currency)) => amount_words(units, currency),
            _ => String::new(),
        };
        let amounts = price.amounts();
        let (tone, state) = match () {
            () if price.is_over(now) => ("ended", "Over"),
            () if price.begins_at > now => ("waiting", "Later"),
            () if price.ends_at.is_some() => ("waiting", "Ending"),
            () => ("good", "In force"),
        };
        Self {
            term: format!(
                "{}, {}",
                price.term_duration.label(),
                price.billing_plan.label()
            ),
            segment: price.segment.label(),
            place: format!("{}, {}", country_name(&price.market), price.currency),
            cost: if is_own {
                words(Some(amounts.cost))
            } else {
                String::new()
            },
            partner: match is_own {
                true => words(amounts.partner_price),
                false => words(amounts.for_resellers()),
            },
            list: words(amounts.list_price),
            begins: match price.begins_at == Timestamp::EPOCH {
                true => "Always".to_owned(),
                false => price.begins_at.words(),
            },
            ends: price.ends_at.map(Timestamp::words).unwrap_or_default(),
            tone,
            state,
        }
    }
}

/// A price with the plan that it is of.
struct RowView {
    href: String,
    title: String,
    code: String,
    is_trial: bool,
    price: PriceView,
}

impl RowView {
    fn of(plan: &Plan, price: &Price, is_own: bool, paths: &Paths, now: Timestamp) -> Self {
        Self {
            href: paths.price_plan(plan.id),
            title: plan.sku_title.clone(),
            code: plan.code().to_string(),
            is_trial: plan.is_trial,
            price: PriceView::new(price, is_own, now),
        }
    }
}

#[derive(Template)]
#[template(path = "prices/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    denied: Option<Denied>,
    keeps_list: bool,
    is_own: bool,
    seller: String,
    sellers: Vec<Choice>,
    places: Vec<Choice>,
    segments: Vec<Choice>,
    terms: Vec<Choice>,
    publishers: Vec<Choice>,
    parts: Vec<Choice>,
    text: String,
    chips: Vec<Chip>,
    rows: Vec<RowView>,
    pager: Pager,
    export: String,
    is_narrowed: bool,
    has_prices: bool,
}

impl ListPage {
    pub(super) fn new(
        layout: Layout,
        asked: &Asked,
        view: &ListView,
        page: &Page<Row>,
        denied: Option<Denied>,
        now: Timestamp,
    ) -> Self {
        let (paths, wanted) = (layout.paths.clone(), &view.filters);
        let path = paths.prices();
        let chosen = asked.sellers.chosen.as_ref();
        let is_own = chosen.is_some_and(|seller| seller.is_own);
        let rows = page.rows.iter().flat_map(|row| {
            let prices = row.prices.iter();
            prices.map(|price| RowView::of(&row.plan, price, is_own, &paths, now))
        });
        let plans = thousands(i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
        Self {
            rows: rows.collect(),
            keeps_list: asked.keeps_list,
            is_own,
            seller: chosen.map(|seller| seller.name.clone()).unwrap_or_default(),
            sellers: sellers(&asked.sellers),
            places: places(asked),
            segments: segments(wanted),
            terms: terms(wanted),
            publishers: publishers(asked, wanted),
            parts: parts(wanted),
            text: wanted.text.clone(),
            chips: view.chips(&path, active(wanted)),
            pager: view.pager(
                &path,
                page,
                |row| list_model::cursor(&row.plan),
                format!("{plans} plans on this page"),
            ),
            export: view.at_start().address(&paths.prices_csv()),
            is_narrowed: !active(wanted).is_empty(),
            has_prices: !asked.places.is_empty(),
            errors: FieldErrors::default(),
            denied,
            layout: layout.in_section("prices"),
        }
    }
}

fn sellers(sellers: &Sellers) -> Vec<Choice> {
    let present = sellers.chosen.as_ref().map(|seller| seller.id.to_string());
    let present = present.unwrap_or_default();
    let each = sellers.all.iter();
    each.map(|(id, name)| Choice::new(&id.to_string(), name.clone(), &present))
        .collect()
}

fn places(asked: &Asked) -> Vec<Choice> {
    let present = asked
        .place
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let each = asked.places.iter();
    each.map(|place| {
        let label = format!("{}, {}", country_name(&place.market), place.currency);
        Choice::new(&place.to_string(), label, &present)
    })
    .collect()
}

fn segments(wanted: &Wanted) -> Vec<Choice> {
    let present = wanted.segment.map_or("", Segment::as_str);
    let each = Segment::ALL.iter().map(|it| (it.as_str(), it.label()));
    list::choices("All segments", present, each)
}

fn terms(wanted: &Wanted) -> Vec<Choice> {
    let present = wanted.term.map_or("", Term::as_str);
    let each = Term::ALL.iter().map(|it| (it.as_str(), it.label()));
    list::choices("All terms", present, each)
}

fn publishers(asked: &Asked, wanted: &Wanted) -> Vec<Choice> {
    let each = asked.publishers.iter().map(|name| (name, name.as_str()));
    list::choices("All publishers", &wanted.publisher, each)
}

fn parts(wanted: &Wanted) -> Vec<Choice> {
    let each = Part::ALL.iter();
    each.map(|part| Choice::new(part.as_str(), part.label(), wanted.part.as_str()))
        .collect()
}

/// What narrows the list, and the list without it.
fn active(wanted: &Wanted) -> Vec<(String, Wanted)> {
    let mut active = Vec::new();
    if !wanted.text.trim().is_empty() {
        let without = Wanted {
            text: String::new(),
            ..wanted.clone()
        };
        active.push((format!("“{}”", wanted.text), without));
    }
    if let Some(segment) = wanted.segment {
        let without = Wanted {
            segment: None,
            ..wanted.clone()
        };
        active.push((segment.label().to_owned(), without));
    }
    if let Some(term) = wanted.term {
        let without = Wanted {
            term: None,
            ..wanted.clone()
        };
        active.push((term.label().to_owned(), without));
    }
    if !wanted.publisher.is_empty() {
        let without = Wanted {
            publisher: String::new(),
            ..wanted.clone()
        };
        active.push((wanted.publisher.clone(), without));
    }
    if wanted.part != Part::InForce {
        let without = Wanted {
            part: Part::InForce,
            ..wanted.clone()
        };
        active.push((wanted.part.label().to_owned(), without));
    }
    active
}
