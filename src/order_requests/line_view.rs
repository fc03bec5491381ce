//! A line of a request as its page shows it: as it was asked, as it would be ordered now, and as it was approved.

use super::{comes::Comes, model::RequestLine};
use crate::orders::{PricesView, Viewer};

pub(super) struct LineView {
    pub(super) title: String,
    pub(super) code: String,
    pub(super) term: String,
    pub(super) asked: i32,
    /// As it is looked at.
    pub(super) wanted: String,
    pub(super) approved: Option<i32>,
    /// What one cost then, and all of them.
    pub(super) then_price: PricesView,
    pub(super) then: PricesView,
    /// What one costs now, and all that are looked at; nothing where it cannot be ordered.
    pub(super) now_price: PricesView,
    pub(super) now: PricesView,
    pub(super) problem: String,
    /// Whether one costs the reseller more than when it was asked.
    pub(super) rises: bool,
}

impl LineView {
    /// All of a request. Of lines that are left out it is not known what they would cost.
    pub(super) fn all(
        lines: &[RequestLine],
        wanted: &[i32],
        comes: Option<&Comes>,
        of: (Viewer, &str),
    ) -> Vec<Self> {
        let mut judged = comes.map(Comes::lines).unwrap_or_default().iter();
        let both = lines.iter().zip(wanted);
        both.map(|(line, wanted)| {
            let now = match wanted {
                0 => None,
                _ => judged.next(),
            };
            let mut view = Self::asked(line, *wanted, of);
            if let Some(now) = now {
                view.problem = now
                    .problem
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                if let Some(priced) = &now.priced {
                    view.now_price = PricesView::of_price(of.0, priced.price, of.1);
                    view.now = PricesView::of_sums(of.0, priced.sums, of.1);
                    view.rises = priced.price.for_resellers() > line.price().for_resellers();
                }
            }
            view
        })
        .collect()
    }

    fn asked(line: &RequestLine, wanted: i32, (viewer, currency): (Viewer, &str)) -> Self {
        let then = match viewer {
            Viewer::Nobody => Viewer::Nobody,
            Viewer::Seller | Viewer::Reseller => Viewer::Reseller,
        };
        Self {
            title: line.sku_title.clone(),
            code: format!("{}/{}", line.product_id, line.sku_id),
            term: format!(
                "{}, {}",
                line.term_duration.label(),
                line.billing_plan.label()
            ),
            asked: line.quantity,
            wanted: wanted.to_string(),
            approved: line.approved_quantity,
            then_price: PricesView::of_price(then, line.price(), currency),
            then: PricesView::of_sums(then, line.sums(), currency),
            now_price: PricesView::default(),
            now: PricesView::default(),
            problem: String::new(),
            rises: false,
        }
    }
}
