//! What the list shows.

use askama::Template;

use super::{
    list_model::{Side, Wanted},
    list_queries::Names,
    model::{OrderRequest, State},
};
use crate::{
    db::{keyset::Page, types::Timestamp},
    identity::{Layout, Partner},
    paths::Paths,
    prices::keeps_list,
    web::{
        form::{Choice, FieldErrors},
        list::{self, Chip, ListView, Pager},
        page::Total,
    },
};

/// A request as the list shows it.
struct Row {
    title: String,
    href: String,
    act: &'static str,
    customer: String,
    customer_href: String,
    across: String,
    tone: &'static str,
    state: &'static str,
    at: Timestamp,
    /// Until when it can be answered, while it waits.
    until: Option<Timestamp>,
}

impl Row {
    fn new(row: &OrderRequest, side: Side, names: &Names, paths: &Paths, now: Timestamp) -> Self {
        let across = match side {
            Side::Provider => row.partner_id,
            Side::Reseller => row.provider_id,
        };
        let (tone, state) = row.badge(now);
        Self {
            title: row.title.clone(),
            href: paths.order_request(row.id),
            act: row.act.label(),
            customer: row.customer_name.clone(),
            customer_href: paths.customer(row.customer_id.uuid()),
            across: names.get(&across).cloned().unwrap_or_default(),
            tone,
            state,
            at: row.asked_at,
            until: row.is_open(now).then_some(row.expires_at),
        }
    }
}

#[derive(Template)]
#[template(path = "order_requests/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// To choose from, where the partner stands on both sides.
    sides: Vec<Choice>,
    states: Vec<Choice>,
    text: String,
    chips: Vec<Chip>,
    is_provider: bool,
    is_narrowed: bool,
    rows: Vec<Row>,
    pager: Pager,
}

impl ListPage {
    pub(super) fn new(
        layout: Layout,
        partner: &Partner,
        (view, side): (&ListView<Wanted>, Side),
        (page, names): (&Page<OrderRequest>, &Names),
        now: Timestamp,
    ) -> Self {
        let (path, wanted) = (layout.paths.order_requests(), &view.filters);
        let words = Total::exact(i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
        let words = format!("{} on this page", words.of("request", "requests"));
        let states = State::ALL.iter().map(|it| (it.as_str(), it.label()));
        let state = wanted.state.map_or("", State::as_str);
        let rows = page.rows.iter();
        Self {
            errors: FieldErrors::default(),
            sides: sides(partner, side),
            states: list::choices("All", state, states),
            text: wanted.text.clone(),
            chips: view.chips(&path, chips(wanted)),
            is_provider: side == Side::Provider,
            is_narrowed: wanted.state.is_some() || !wanted.text.is_empty(),
            rows: rows
                .map(|row| Row::new(row, side, names, &layout.paths, now))
                .collect(),
            pager: view.pager(&path, page, OrderRequest::cursor, words),
            layout: layout.in_section("order_requests"),
        }
    }
}

fn sides(partner: &Partner, present: Side) -> Vec<Choice> {
    if !(keeps_list(partner) && partner.is_reseller) {
        return Vec::new();
    }
    let each = Side::ALL.iter();
    each.map(|side| Choice::new(side.as_str(), side.label(), present.as_str()))
        .collect()
}

fn chips(wanted: &Wanted) -> Vec<(String, Wanted)> {
    let mut chips = Vec::new();
    if let Some(state) = wanted.state {
        let without = Wanted {
            state: None,
            ..wanted.clone()
        };
        chips.push((state.label().to_owned(), without));
    }
    if !wanted.text.is_empty() {
        let without = Wanted {
            text: String::new(),
            ..wanted.clone()
        };
        chips.push((format!("Customer: {}", wanted.text), without));
    }
    chips
}
