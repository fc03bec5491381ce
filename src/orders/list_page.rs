//! What the lists of orders show.

use askama::Template;

use super::{
    list_queries::Names,
    order::Order,
    prices::{Viewer, words},
    way::Way,
};
use crate::{
    customer_access::{Blocked, Head},
    db::{ids::PartnerId, keyset::Page, types::Timestamp},
    identity::{Authorized, Layout, View},
    paths::Paths,
    prices::keeps_list,
    web::{
        form::{Choice, FieldErrors},
        list::Pager,
    },
};

/// An order as a list shows it.
pub(super) struct Row {
    number: String,
    href: String,
    at: Timestamp,
    kind: &'static str,
    customer: String,
    customer_href: String,
    /// Who stands between: the reseller of record to the seller, the seller to that reseller.
    between: String,
    /// To the seller alone.
    cost: String,
    sum: String,
}

impl Row {
    fn new(order: &Order, by: &Authorized<View>, names: &Names, paths: &Paths) -> Self {
        let viewer = Viewer::of(by, order.partner_id);
        let own = by.scope.partner_id();
        let name = |id: PartnerId| names.get(&id).cloned().unwrap_or_default();
        let sums = order.sums();
        Self {
            number: order.number().to_string(),
            href: paths.order(&order.name_for(own)),
            at: order.ordered_at,
            kind: order.kind.label(),
            customer: order.customer_name.clone(),
            customer_href: paths.customer_orders(order.customer_id.uuid()),
            between: match (order.partner_id == own, order.partner_id_on_record) {
                (true, None) => "Sold directly".to_owned(),
                (true, Some(reseller)) => name(reseller),
                (false, _) => format!("Ordered by {}", name(order.partner_id)),
            },
            cost: match viewer.sees_cost() {
                true => words(sums.cost, &order.currency),
                false => String::new(),
            },
            // Where a line has no partner price the list price counts for it, and no sum of the order says that.
            sum: match (viewer.sees_prices(), sums.partner) {
                (false, _) => String::new(),
                (true, Some(units)) => words(units, &order.currency),
                (true, None) => "By line".to_owned(),
            },
        }
    }

    fn all(page: &Page<Order>, by: &Authorized<View>, names: &Names, paths: &Paths) -> Vec<Self> {
        let rows = page.rows.iter();
        rows.map(|order| Self::new(order, by, names, paths))
            .collect()
    }
}

/// Of all customers.
#[derive(Template)]
#[template(path = "orders/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// To choose from, where the partner stands on both sides.
    pub(super) sides: Vec<Choice>,
    is_seller: bool,
    shows_cost: bool,
    rows: Vec<Row>,
    pager: Pager,
}

impl ListPage {
    pub(super) fn new(
        layout: Layout,
        by: &Authorized<View>,
        is_seller: bool,
        (page, names): (&Page<Order>, &Names),
        pager: Pager,
    ) -> Self {
        Self {
            errors: FieldErrors::default(),
            sides: Vec::new(),
            is_seller,
            shows_cost: is_seller && layout.sees_prices,
            rows: Row::all(page, by, names, &layout.paths),
            pager,
            layout: layout.in_section("orders"),
        }
    }
}

/// Of one.
#[derive(Template)]
#[template(path = "orders/record.html")]
pub(super) struct RecordPage {
    layout: Layout,
    record: Head,
    cart: Option<String>,
    held: Option<Blocked>,
    shows_cost: bool,
    rows: Vec<Row>,
    pager: Pager,
}

impl RecordPage {
    pub(super) fn new(
        layout: Layout,
        record: Head,
        way: Way,
        by: &Authorized<View>,
        (page, names): (&Page<Order>, &Names),
        pager: Pager,
    ) -> Self {
        let (cart, held) = match way {
            Way::Open(cart) => (Some(cart), None),
            Way::Held(held) => (None, Some(held)),
        };
        Self {
            record,
            cart,
            held,
            shows_cost: keeps_list(&by.staff.partner) && layout.sees_prices,
            rows: Row::all(page, by, names, &layout.paths),
            pager,
            layout: layout.in_section("customers"),
        }
    }
}
