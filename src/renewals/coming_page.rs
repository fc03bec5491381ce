//! What the page of the coming weeks shows.

use askama::Template;

use super::{
    coming_model::ComingView,
    weeks::{self, Week},
};
use crate::{
    charges::per_month,
    db::{ids::PartnerId, keyset::Cursor, types::Timestamp},
    identity::{Authorized, Layout, ManagePrices, Partner, Permission, View},
    orders::{PricesView, Viewer, words},
    paths::Paths,
    prices::{Amounts, keeps_list},
    subscriptions::{Count, Found, NextTerm, Obstacle, Outlook, Side, State, Subscription},
    text::{licenses, thousands},
    web::{
        form::{Choice, FieldErrors},
        list::{self, Pager},
        page::Total,
    },
};

/// What was read.
pub(super) struct Coming {
    pub(super) found: Found,
    pub(super) outlook: Outlook,
    pub(super) counts: Vec<Count>,
    /// Days of grace that the partner grants.
    pub(super) grace: i32,
    pub(super) side: Side,
}

/// One subscription, and what comes of it.
struct Row {
    day: String,
    tone: &'static str,
    what: &'static str,
    detail: String,
    name: String,
    href: String,
    customer: String,
    customer_href: String,
    quantity: i32,
    between: String,
    sum: PricesView,
}

impl Row {
    fn new(row: &Subscription, by: &Authorized<View>, coming: &Coming, paths: &Paths) -> Self {
        let found = &coming.found;
        let own = by.scope.partner_id();
        let viewer = Viewer::of(by, row.partner_id);
        let name = |id: PartnerId| found.partners.get(&id).cloned().unwrap_or_default();
        let (tone, what, detail, sum) = match next_of(row, coming) {
            Next::Renews(term) => {
                let sum = PricesView::of_sums(viewer, term.sums, &row.currency);
                ("good", "Renews", price_words(row, term, viewer), sum)
            }
            Next::Held(obstacle) => {
                let detail = format!("To be renewed, but {obstacle}");
                (
                    "attention",
                    "Cannot be renewed",
                    detail,
                    PricesView::default(),
                )
            }
            Next::Goes(what, detail) => ("ended", what, detail.to_owned(), PricesView::default()),
        };
        Self {
            day: row.next_at.map(Timestamp::day).unwrap_or_default(),
            tone,
            what,
            detail,
            name: row.name().to_owned(),
            href: paths.subscription(row.id),
            customer: found
                .customers
                .get(&row.customer_id)
                .cloned()
                .unwrap_or_default(),
            customer_href: paths.customer_subscriptions(row.customer_id.uuid()),
            quantity: row.quantity,
            between: match (row.partner_id == own, row.partner_id_on_record) {
                (true, None) => "Sold directly".to_owned(),
                (true, Some(reseller)) => name(reseller),
                (false, _) => format!("Sold by {}", name(row.partner_id)),
            },
            sum,
        }
    }
}

/// What comes of a subscription next.
enum Next<'a> {
    Renews(&'a NextTerm),
    Held(&'a Obstacle),
    Goes(&'static str, &'static str),
}

fn next_of<'a>(row: &Subscription, coming: &'a Coming) -> Next<'a> {
    let ahead = coming.outlook.get(&row.id);
    match (row.state, ahead.and_then(|it| it.next.as_ref())) {
        (State::Active, Some(Ok(term))) => Next::Renews(term),
        (State::Active, Some(Err(obstacle))) => Next::Held(obstacle),
        (State::Active, _) => Next::Goes("Ends", "Its term is over, and it is not to be renewed"),
        (State::Suspended, _) => Next::Goes("Ends", "It is suspended, and its term is over"),
        (State::Expired, _) => Next::Goes("Grace is over", "Its licenses stop working"),
        (State::Disabled | State::Cancelled | State::Deleted, _) => {
            Next::Goes("Is deleted", "What nobody took up again is gone")
        }
    }
}

/// The price of a license and month, and how it changes, as far as the viewer may see it; and what else does.
fn price_words(row: &Subscription, next: &NextTerm, viewer: Viewer) -> String {
    let price = |amounts: Amounts| amounts.for_resellers().filter(|_| viewer.sees_prices());
    let month = |price, term| words(per_month(price, term), &row.currency);
    let now = price(row.price()).map(|price| month(price, row.term_duration));
    let then = price(next.price).map(|price| month(price, next.term));
    let at = match (now, then) {
        (_, None) => String::new(),
        (Some(now), Some(then)) if now != then => {
            format!(" at {then} a license and month, now {now}")
        }
        (_, Some(then)) => format!(" at {then} a license and month"),
    };
    let term = next.term.label();
    match next.is_changed(row) {
        false => format!("For {term}{at}"),
        true => format!(
            "As scheduled: {} of {}, {}, for {term}{at}",
            licenses(next.quantity),
            next.plan.sku_title,
            next.billing.label()
        ),
    }
}

#[derive(Template)]
#[template(path = "renewals/coming.html")]
pub(super) struct ComingPage {
    layout: Layout,
    errors: FieldErrors,
    sides: Vec<Choice>,
    weeks: Vec<Week>,
    renews: String,
    ends: String,
    rows: Vec<Row>,
    pager: Pager,
    shows_cost: bool,
    /// To whoever may change it: how many days of grace the seller grants.
    grace: Option<i32>,
}

impl ComingPage {
    pub(super) fn new(
        layout: Layout,
        by: &Authorized<View>,
        view: &ComingView,
        coming: &Coming,
        now: Timestamp,
    ) -> Self {
        let weeks = weeks::weeks(&coming.counts, now);
        let (renews, ends) = weeks::sums(&weeks);
        let rows = coming.found.page.rows.iter();
        let rows: Vec<Row> = rows
            .map(|row| Row::new(row, by, coming, &layout.paths))
            .collect();
        let shown = list::shown(&coming.found.page, Total::exact(renews + ends));
        let partner = &by.staff.partner;
        Self {
            errors: FieldErrors::default(),
            sides: sides(partner, coming.side),
            renews: thousands(renews),
            ends: thousands(ends),
            pager: view.pager(&layout.paths.coming(), &coming.found.page, cursor, shown),
            shows_cost: coming.side == Side::Seller && layout.sees_prices,
            grace: may_set_grace(by).then_some(coming.grace),
            rows,
            weeks,
            layout: layout.in_section("subscriptions"),
        }
    }
}

/// Whether the person may say how many days of grace there are: a Global admin of a seller.
fn may_set_grace(by: &Authorized<View>) -> bool {
    keeps_list(&by.staff.partner) && ManagePrices::granted_to(&by.staff.roles)
}

fn cursor(row: &Subscription) -> Cursor {
    Cursor {
        key: row.next_at.map(Timestamp::rfc3339).unwrap_or_default(),
        id: row.id.to_string(),
    }
}

/// To choose from, where the partner stands on both sides.
fn sides(partner: &Partner, present: Side) -> Vec<Choice> {
    if !(keeps_list(partner) && partner.is_reseller) {
        return Vec::new();
    }
    let each = Side::ALL.iter();
    each.map(|side| Choice::new(side.as_str(), side.label(), present.as_str()))
        .collect()
}
