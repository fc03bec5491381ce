//! What was ordered: for one customer, and for all.

use actix_web::web::Path;

use super::{
    list_page::{ListPage, RecordPage},
    list_queries::{self, Of},
    order::Order,
    way::Way,
};
use crate::{
    customer_access::{Head, Tab, look},
    db::{self, ids::CustomerId, keyset::Page, types::text_enum},
    identity::{Layout, Partner, Request, View},
    prices::keeps_list,
    web::{
        Answer,
        address::Question,
        form::Choice,
        list::{self, Filters, NewestFirst, Pager},
        page::Total,
    },
};

text_enum! {
    /// On which side of the orders the partner stands.
    Side {
        /// It placed them.
        Seller = "seller",
        /// It is their reseller of record.
        Reseller = "reseller",
    }
}

impl Side {
    fn label(self) -> &'static str {
        match self {
            Self::Seller => "Those that you placed",
            Self::Reseller => "Those that name you as reseller",
        }
    }

    /// The one on which a partner stands first of all.
    fn usual(partner: &Partner) -> Self {
        match keeps_list(partner) {
            true => Self::Seller,
            false => Self::Reseller,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted(Option<Side>);

impl Filters for Wanted {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        Self(question.choice("side"))
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("side", self.0.map_or("", Side::as_str).to_owned())]
    }
}

/// Of all customers.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = list::ListView::<Wanted>::of(request.query_string())?;
    let partner = request.by.staff.partner.clone();
    let side = view.filters.0.unwrap_or_else(|| Side::usual(&partner));
    let whose = match side {
        Side::Seller => Of::Seller,
        Side::Reseller => Of::Reseller,
    };
    let (place, size) = (view.position.clone(), view.size);
    let read =
        request.read(move |conn, scope| list_queries::list(conn, scope, whose, &place, size));
    let (page, names) = read.await?;
    let (by, choices) = (request.by.clone(), sides(&partner, side));
    let shown = |layout: Layout| {
        let pager = pager(&view, &layout.paths.orders(), &page);
        let is_seller = side == Side::Seller;
        let mut shown = ListPage::new(layout, &by, is_seller, (&page, &names), pager);
        shown.sides = choices;
        shown
    };
    request.page(shown).await
}

fn pager<F: Filters>(view: &list::ListView<F>, path: &str, page: &Page<Order>) -> Pager {
    let words = Total::exact(i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
    let words = format!("{} on this page", words.of("order", "orders"));
    view.pager(path, page, Order::cursor, words)
}

fn sides(partner: &Partner, present: Side) -> Vec<Choice> {
    if !(keeps_list(partner) && partner.is_reseller) {
        return Vec::new();
    }
    let each = Side::ALL.iter();
    each.map(|side| Choice::new(side.as_str(), side.label(), present.as_str()))
        .collect()
}

/// For one customer.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn of_customer(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let view = list::ListView::<()>::of(request.query_string())?;
    let (key, now) = (key.uuid(), request.now);
    let (place, size) = (view.position.clone(), view.size);
    let read = request.read(move |conn, scope| {
        let (entry, between) = look(conn, scope, key, now)?;
        // A company that has accepted nothing has no orders, and its key is none of a customer.
        let whose = Of::Customer(CustomerId::from_uuid(entry.page_key()));
        let found = list_queries::list(conn, scope, whose, &place, size)?;
        Ok::<_, db::Error>((entry, between, found))
    });
    let (entry, between, (page, names)) = read.await?;
    let record = Head::new(&entry, Tab::Orders, &between);
    if let Some(answer) = record.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let way = Way::of(&mut request, &entry, &between).await?;
    let by = request.by.clone();
    let shown = |layout: Layout| {
        let pager = pager(&view, &layout.paths.customer_orders(record.key), &page);
        RecordPage::new(layout, record, way, &by, (&page, &names), pager)
    };
    request.page(shown).await
}
