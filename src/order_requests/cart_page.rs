//! The page that shows a cart as it would be asked for now.

use askama::Template;

use crate::{
    carts::{LineView, Review, TotalsView},
    customers::Entry,
    db::types::Timestamp,
    identity::{Denied, Layout, country_name},
    orders::Viewer,
    web::form::FieldErrors,
};

#[derive(Template)]
#[template(path = "order_requests/cart.html")]
pub(super) struct CartRequestPage {
    layout: Layout,
    pub(super) errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    market: String,
    provider: String,
    lines: Vec<LineView>,
    totals: Option<TotalsView>,
    pub(super) message: String,
    press: String,
    shown: String,
    has_problem: bool,
    /// Why this person may not send it.
    denied: Option<Denied>,
    at: Timestamp,
    button: String,
}

impl CartRequestPage {
    pub(super) fn new(layout: Layout, entry: &Entry, review: &Review, at: Timestamp) -> Self {
        let currency = review.buyer.currency.as_str();
        let provider = review.provider.as_ref();
        let provider = provider.map(|it| it.legal_name.clone()).unwrap_or_default();
        Self {
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            market: country_name(&review.buyer.shop.market),
            lines: review
                .lines
                .iter()
                .map(|line| LineView::new(line, currency, Viewer::Reseller))
                .collect(),
            totals: TotalsView::of(&review.lines, currency, Viewer::Reseller),
            message: String::new(),
            press: review.key().to_string(),
            shown: review.shown(),
            has_problem: review.has_problem(),
            denied: layout.denied.clone(),
            at,
            button: format!("Send request to {provider}"),
            provider,
            layout: layout.in_section("customers"),
        }
    }
}
