//! What the lists show.

use askama::Template;

use super::{
    list_model::{ListView, Renews, Side, Use, Wanted},
    list_queries::Found,
    model::{State, Subscription},
    words,
};
use crate::{
    customer_access::{Blocked, Head},
    db::ids::PartnerId,
    identity::{Layout, Partner},
    orders::Way,
    paths::Paths,
    prices::keeps_list,
    text::thousands,
    web::{
        form::{Choice, FieldErrors},
        list::{self, Chip, Filters, Pager},
        page::Total,
    },
};

/// A subscription as a list shows it.
pub(super) struct Row {
    name: String,
    offer: String,
    href: String,
    customer: String,
    customer_href: String,
    quantity: i32,
    /// How many of them are assigned to nobody; empty where none is.
    unused: String,
    term: String,
    tone: &'static str,
    state: &'static str,
    next: String,
    /// Who stands between: the reseller of record to the seller, the seller to that reseller.
    between: String,
}

impl Row {
    fn new(row: &Subscription, own: PartnerId, found: &Found, paths: &Paths) -> Self {
        let name = |id: PartnerId| found.partners.get(&id).cloned().unwrap_or_default();
        Self {
            name: row.name().to_owned(),
            offer: match row.friendly_name.is_empty() {
                true => format!("{}/{}", row.product_id, row.sku_id),
                false => row.offer_name.clone(),
            },
            href: paths.subscription(row.id),
            customer: found
                .customers
                .get(&row.customer_id)
                .cloned()
                .unwrap_or_default(),
            customer_href: paths.customer_subscriptions(row.customer_id.uuid()),
            quantity: row.quantity,
            unused: match found.unused(row) {
                Some(number @ 1..) => thousands(number),
                _ => String::new(),
            },
            term: format!(
                "{}, {}",
                row.term_duration.label(),
                row.billing_cycle.label()
            ),
            tone: row.state.tone(),
            state: row.state.label(),
            next: words::next(row),
            between: match (row.partner_id == own, row.partner_id_on_record) {
                (true, None) => "Sold directly".to_owned(),
                (true, Some(reseller)) => name(reseller),
                (false, _) => format!("Sold by {}", name(row.partner_id)),
            },
        }
    }

    fn all(found: &Found, own: PartnerId, paths: &Paths) -> Vec<Self> {
        let rows = found.page.rows.iter();
        rows.map(|row| Self::new(row, own, found, paths)).collect()
    }
}

/// Over all customers.
#[derive(Template)]
#[template(path = "subscriptions/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// To choose from, where the partner stands on both sides.
    sides: Vec<Choice>,
    states: Vec<Choice>,
    renewals: Vec<Choice>,
    uses: Vec<Choice>,
    resellers: Vec<Choice>,
    /// The plan that is asked for, which no select offers.
    plan: String,
    chips: Vec<Chip>,
    is_seller: bool,
    is_narrowed: bool,
    export: String,
    rows: Vec<Row>,
    pager: Pager,
}

/// What a list of one side shows.
pub(super) struct Listed {
    pub(super) found: Found,
    /// How many rows the whole list has, where that is known.
    pub(super) total: Option<Total>,
    pub(super) resellers: Vec<(PartnerId, String)>,
    pub(super) side: Side,
}

impl ListPage {
    pub(super) fn new(layout: Layout, partner: &Partner, view: &ListView, listed: &Listed) -> Self {
        let (path, wanted) = (layout.paths.subscriptions(), &view.filters);
        let active = active(wanted, &listed.resellers);
        let states = State::ALL.iter().map(|it| (it.as_str(), it.label()));
        let renewals = Renews::ALL.iter().map(|it| (it.as_str(), it.label()));
        let uses = Use::ALL.iter().map(|it| (it.as_str(), it.label()));
        let reseller = wanted.reseller.map(|id| id.to_string()).unwrap_or_default();
        let resellers = listed.resellers.iter();
        let resellers = resellers.map(|(id, name)| (id.to_string(), name.clone()));
        Self {
            errors: FieldErrors::default(),
            sides: sides(partner, listed.side),
            states: list::choices("All states", wanted.state.map_or("", State::as_str), states),
            renewals: list::choices(
                "Any time",
                wanted.renews.map_or("", Renews::as_str),
                renewals,
            ),
            uses: list::choices("Any use", wanted.licenses.map_or("", Use::as_str), uses),
            resellers: list::choices("All", &reseller, resellers),
            plan: wanted.plan.map(|id| id.to_string()).unwrap_or_default(),
            is_narrowed: !active.is_empty(),
            export: view.at_start().address(&layout.paths.subscriptions_csv()),
            chips: view.chips(&path, active),
            is_seller: listed.side == Side::Seller,
            rows: Row::all(&listed.found, partner.id, &layout.paths),
            pager: pager(view, &path, &listed.found, listed.total),
            layout: layout.in_section("subscriptions"),
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

/// What a filter says where it is set, and what takes it away.
type Narrowing = (Option<String>, fn(&mut Wanted));

/// What narrows the list, and the list without it.
fn active(wanted: &Wanted, resellers: &[(PartnerId, String)]) -> Vec<(String, Wanted)> {
    let without = |change: fn(&mut Wanted)| {
        let mut rest = wanted.clone();
        change(&mut rest);
        rest
    };
    let named = |id: PartnerId| resellers.iter().find(|(known, _)| *known == id);
    let state = wanted.state.map(|it| it.label().to_owned());
    let renews = wanted.renews.map(|it| it.label().to_owned());
    let reseller = wanted.reseller.map(|id| {
        let name = named(id).map(|(_, name)| name.as_str());
        format!("Reseller: {}", name.unwrap_or("another one"))
    });
    let plan = wanted.plan.map(|_| "One plan".to_owned());
    let licenses = wanted.licenses.map(|it| it.label().to_owned());
    let all: [Narrowing; 5] = [
        (state, |it| it.state = None),
        (renews, |it| it.renews = None),
        (reseller, |it| it.reseller = None),
        (plan, |it| it.plan = None),
        (licenses, |it| it.licenses = None),
    ];
    all.into_iter()
        .filter_map(|(label, change)| Some((label?, without(change))))
        .collect()
}

fn pager<F: Filters>(
    view: &list::ListView<F>,
    path: &str,
    found: &Found,
    total: Option<Total>,
) -> Pager {
    let shown = match total {
        Some(total) => list::shown(&found.page, total),
        None => {
            let number = i64::try_from(found.page.rows.len()).unwrap_or(i64::MAX);
            let shown = Total::exact(number).of("subscription", "subscriptions");
            format!("{shown} on this page")
        }
    };
    view.pager(path, &found.page, Subscription::cursor, shown)
}

/// Of one customer.
#[derive(Template)]
#[template(path = "subscriptions/record.html")]
pub(super) struct RecordPage {
    layout: Layout,
    record: Head,
    cart: Option<String>,
    held: Option<Blocked>,
    rows: Vec<Row>,
    pager: Pager,
}

impl RecordPage {
    pub(super) fn new<F: Filters>(
        layout: Layout,
        record: Head,
        way: Way,
        own: PartnerId,
        (view, found): (&list::ListView<F>, &Found),
    ) -> Self {
        let (cart, held) = match way {
            Way::Open(cart) => (Some(cart), None),
            Way::Held(held) => (None, Some(held)),
        };
        let path = layout.paths.customer_subscriptions(record.key);
        Self {
            rows: Row::all(found, own, &layout.paths),
            pager: pager(view, &path, found, None),
            record,
            cart,
            held,
            layout: layout.in_section("customers"),
        }
    }
}
