//! The list as a page.

use askama::Template;

use super::{
    model::{self, Across, ListView},
    queries,
};
use crate::{
    db::{self, Conn, keyset::Page, types::Timestamp},
    identity::{
        self, Denied, Layout, ManagePartnerships, Partner, PartnerStatus, Request, Scope, View,
    },
    invitations::Invitation,
    partnership_asks,
    partnerships::Side,
    paths::Paths,
    translations::{PartnershipsShown, staff},
    web::{Answer, address::with, list::Pager, page::thousands},
};

/// A partnership as the page shows it.
struct Row {
    name: String,
    domain: String,
    country: String,
    is_active: bool,
    since: String,
    since_iso: String,
    common: String,
    customers: String,
    invite: String,
    removal: String,
}

impl Row {
    fn new(across: &Across, common: i64, side: Side, paths: &Paths) -> Self {
        let other = across.other.to_string();
        // Named by what the other side is.
        let parameter = side.other().as_str();
        Self {
            name: across.name.clone(),
            domain: across.domain.clone(),
            country: identity::country_name(&across.country),
            is_active: across.status == PartnerStatus::Active,
            since: across.since.day(),
            since_iso: across.since.rfc3339(),
            common: capped(common),
            customers: with(&paths.customers(), &[("partner", other.clone())]),
            invite: with(&paths.new_invitation(), &[(parameter, other)]),
            removal: paths.partnership_removal(across.id),
        }
    }
}

/// Exact up to the cap.
pub(super) fn capped(count: i64) -> String {
    if count > queries::CAP {
        format!("{}+", thousands(queries::CAP))
    } else {
        thousands(count)
    }
}

/// The partners on one side.
struct Section {
    title: &'static str,
    empty_title: &'static str,
    empty_text: &'static str,
    rows: Vec<Row>,
    pager: Pager,
}

/// What was found of one side.
struct Found {
    side: Side,
    view: ListView,
    page: Page<Across>,
    total: usize,
    /// Customers in common, row by row.
    common: Vec<i64>,
}

impl Found {
    fn read(conn: &mut Conn, scope: Scope, side: Side, view: ListView) -> db::Result<Self> {
        let rows = queries::active(conn, scope, side)?;
        let (page, total) = model::page(rows, &view.filters.text, &view.position, view.size);
        let mut common = Vec::new();
        for row in &page.rows {
            common.push(queries::in_common(conn, scope, row.other)?);
        }
        Ok(Self {
            side,
            view,
            page,
            total,
            common,
        })
    }

    fn section(&self, paths: &Paths) -> Section {
        let (title, empty_title, empty_text) = words(self.side);
        let rows = self.page.rows.iter().zip(&self.common);
        let shown = staff::partnerships_shown(PartnershipsShown {
            rows: self.page.rows.len().into(),
            total: self.total.into(),
        });
        let path = paths.partnerships();
        Section {
            title,
            empty_title,
            empty_text,
            rows: rows
                .map(|(across, common)| Row::new(across, *common, self.side, paths))
                .collect(),
            pager: self
                .view
                .pager(&path, &self.page, Across::cursor, shown.to_string()),
        }
    }
}

/// What stands across from this side, and what it is for while there is none.
fn words(side: Side) -> (&'static str, &'static str, &'static str) {
    match side {
        Side::Provider => (
            "Indirect resellers",
            "No indirect resellers yet",
            "An indirect reseller sells to customers and buys through you. Once it has accepted your invitation, you can invite customers together, and place orders for those that agree. Neither of you sees the other's customers.",
        ),
        Side::Reseller => (
            "Indirect providers",
            "No indirect providers yet",
            "An indirect provider places the orders for your customers that agree to it. Once it has accepted, you can invite customers together. Neither of you sees the other's customers.",
        ),
    }
}

/// An ask without an answer.
struct Waiting {
    company: String,
    domain: String,
    href: String,
    tone: &'static str,
    state: &'static str,
    recipient: String,
    ends: Option<(String, String)>,
}

impl Waiting {
    fn new(invitation: Invitation, paths: &Paths, now: Timestamp) -> Self {
        let (tone, state) = invitation.badge(now);
        Self {
            href: paths.invitation(invitation.id),
            ends: invitation.expires_at.map(|at| (at.rfc3339(), at.day())),
            company: invitation.company_name,
            domain: invitation.domain,
            recipient: invitation.recipient,
            tone,
            state,
        }
    }
}

#[derive(Template)]
#[template(path = "partnership_list/list.html")]
struct ListPage {
    layout: Layout,
    heading: &'static str,
    /// What the button that asks another partner is called; none for one that has no partnerships.
    ask: Option<&'static str>,
    /// Why this person may not ask or remove.
    denied: Option<Denied>,
    text: String,
    side: &'static str,
    is_narrowed: bool,
    has_any: bool,
    sections: Vec<Section>,
    waiting: Vec<Waiting>,
}

fn ask_words(own: &Partner) -> Option<&'static str> {
    match (own.is_provider, own.is_reseller) {
        (true, true) => Some("Ask another partner"),
        (true, false) => Some("Invite an indirect reseller"),
        (false, true) => Some("Ask an indirect provider"),
        (false, false) => None,
    }
}

/// The partners that one works with, and who was asked.
pub async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::of(request.query_string())?;
    let denied = request.denied::<ManagePartnerships>().await?;
    let (own, now) = (request.by.staff.partner.clone(), request.now);
    let sides = Side::of(&own);
    let (wanted, is_only) = (view.clone(), sides.len() == 1);
    let read = request.read(move |conn, scope| {
        let shown = |side: &Side| is_only || wanted.filters.side.is_none_or(|it| it == *side);
        let mut found = Vec::new();
        for side in sides.into_iter().filter(shown) {
            let view = model::of_side(&wanted, side, is_only);
            found.push(Found::read(conn, scope, side, view)?);
        }
        let asks = partnership_asks::open_partnership_asks(conn, scope, now)?;
        Ok::<_, db::Error>((found, asks))
    });
    let (found, asks) = read.await?;
    let paths = request.paths().clone();
    let page = |layout: Layout| ListPage {
        heading: own.partnerships_label().unwrap_or("Partnerships"),
        ask: ask_words(&own),
        denied,
        side: view.filters.side.map_or("", Side::as_str),
        is_narrowed: view.is_narrowed(),
        has_any: found.iter().any(|found| found.total > 0),
        sections: found.iter().map(|found| found.section(&paths)).collect(),
        waiting: asks
            .into_iter()
            .map(|ask| Waiting::new(ask, &paths, now))
            .collect(),
        text: view.filters.text.clone(),
        layout: layout.in_section("partnerships"),
    };
    request.page(page).await
}
