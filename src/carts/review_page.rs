//! The page that shows a cart as it would be ordered now.

use askama::Template;

use super::{
    line_view::{LineView, TotalsView},
    review::{Beside, Review},
};
use crate::{
    customers::Entry,
    db::types::Timestamp,
    identity::{Denied, Layout, Partner, country_name},
    orders::Viewer,
    web::form::{Choice, FieldErrors},
};

#[derive(Template)]
#[template(path = "carts/review.html")]
pub(super) struct ReviewPage {
    layout: Layout,
    pub(super) errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    market: String,
    lines: Vec<LineView>,
    totals: Option<TotalsView>,
    /// What was ordered in the last hour: plan and order.
    again: Vec<(String, String)>,
    choices: Vec<Choice>,
    is_provider: bool,
    press: String,
    shown: String,
    has_problem: bool,
    /// Why this person may not order.
    denied: Option<Denied>,
    at: Timestamp,
    button: String,
}

impl ReviewPage {
    pub(super) fn new(
        layout: Layout,
        entry: &Entry,
        partner: &Partner,
        (review, beside): (&Review, &Beside),
        chosen: &str,
        at: Timestamp,
    ) -> Self {
        let currency = review.buyer.currency.as_str();
        let title = |plan| {
            let mut lines = review.lines.iter();
            let line = lines.find(|line| line.plan.id == plan);
            line.map(|line| line.plan.sku_title.clone())
                .unwrap_or_default()
        };
        let again = beside.again.iter();
        Self {
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            market: country_name(&review.buyer.shop.market),
            lines: review
                .lines
                .iter()
                .map(|line| LineView::new(line, currency, Viewer::Seller))
                .collect(),
            totals: TotalsView::of(&review.lines, currency, Viewer::Seller),
            again: again
                .map(|(plan, number)| (title(*plan), number.to_string()))
                .collect(),
            choices: choices(partner, beside, chosen),
            is_provider: partner.is_provider,
            press: review.key().to_string(),
            shown: review.shown(),
            has_problem: review.has_problem(),
            denied: layout.denied.clone(),
            at,
            button: format!("Order for {}", entry.name),
            layout: layout.in_section("customers"),
        }
    }
}

/// Who can be the reseller of record, and that there is none. Where there is nothing to choose it is chosen, and said.
fn choices(partner: &Partner, beside: &Beside, chosen: &str) -> Vec<Choice> {
    let resellers = beside.resellers.iter().filter(|_| partner.is_provider);
    let mut choices: Vec<Choice> = resellers
        .map(|(id, name)| {
            let label = format!("We act indirectly for {name}, the reseller of record");
            Choice::new(&id.to_string(), label, chosen)
        })
        .collect();
    let direct = Choice::new("direct", "We sell directly, without a reseller", chosen);
    choices.push(direct);
    if let ([only], false) = (choices.as_mut_slice(), partner.is_provider) {
        only.selected = true;
    }
    choices
}
