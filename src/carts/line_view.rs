//! A line of a cart and what all lines come to, as pages show them.

use super::{
    judging::Judged,
    totals::{self, Totals},
};
use crate::{
    charges::Sums,
    db::ids::CartLineId,
    orders::{PricesView, Viewer},
};

/// A line as the page shows it.
pub(crate) struct LineView {
    pub(crate) id: CartLineId,
    pub(crate) title: String,
    pub(crate) code: String,
    pub(crate) term: String,
    pub(crate) quantity: String,
    pub(crate) price: PricesView,
    pub(crate) sum: PricesView,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) problem: String,
}

impl LineView {
    pub(crate) fn new(judged: &Judged, currency: &str, viewer: Viewer) -> Self {
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
                .map(|it| PricesView::of_price(viewer, it.price, currency))
                .unwrap_or_default(),
            sum: priced
                .map(|it| PricesView::of_sums(viewer, it.sums, currency))
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
pub(crate) struct TotalsView {
    pub(crate) month: PricesView,
    pub(crate) term: PricesView,
    pub(crate) today: PricesView,
}

impl TotalsView {
    pub(crate) fn of(lines: &[Judged], currency: &str, viewer: Viewer) -> Option<Self> {
        let Totals { month, term, today } = totals::of(lines)?;
        let view = |sums: Sums| PricesView::of_sums(viewer, sums, currency);
        Some(Self {
            month: view(month),
            term: view(term),
            today: view(today),
        })
    }
}
