//! The list as a page.

use askama::Template;

use super::{
    model::{self, ListView, capped},
    queries::{self, Found, Line},
};
use crate::{
    db::{self, Conn, keyset::Position, types::Timestamp},
    identity::{
        self, Denied, Layout, ManagePartnerships, Partner, PartnerStatus, Request, Scope, View,
    },
    invitations::Invitation,
    partnership_asks,
    partnerships::{STRETCH, Side},
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
    fn new(line: &Line, side: Side, paths: &Paths) -> Self {
        let (across, partner) = (&line.across, &line.other);
        let other = partner.id.to_string();
        // Named by what the other side is.
        let parameter = side.other().as_str();
        Self {
            name: partner.legal_name.clone(),
            domain: partner.domain.clone(),
            country: identity::country_name(&partner.country),
            is_active: partner.status == PartnerStatus::Active,
            since: across.since.day(),
            since_iso: across.since.rfc3339(),
            common: capped(line.common),
            customers: with(&paths.customers(), &[("partner", other.clone())]),
            invite: with(&paths.new_invitation(), &[(parameter, other)]),
            removal: paths.partnership_removal(across.id),
        }
    }
}

/// The partners on one side.
struct Section {
    title: &'static str,
    empty_title: &'static str,
    empty_text: &'static str,
    rows: Vec<Row>,
    pager: Pager,
    /// Why there may be more than is shown.
    stopped: Option<String>,
}

/// What was found of one side.
struct OfSide {
    side: Side,
    view: ListView,
    found: Found,
}

impl OfSide {
    /// Of these sides the one that is wanted, or all.
    fn read_shown(
        conn: &mut Conn,
        scope: Scope,
        sides: Vec<Side>,
        wanted: &ListView,
    ) -> db::Result<Vec<Self>> {
        let is_only = sides.len() == 1;
        let shown = |side: &Side| is_only || wanted.filters.side.is_none_or(|it| it == *side);
        let shown = sides.into_iter().filter(shown);
        shown
            .map(|side| Self::read(conn, scope, side, model::of_side(wanted, side, is_only)))
            .collect()
    }

    fn read(conn: &mut Conn, scope: Scope, side: Side, view: ListView) -> db::Result<Self> {
        Ok(Self {
            found: queries::active(conn, scope, side, &view)?,
            side,
            view,
        })
    }

    fn section(&self, paths: &Paths) -> Section {
        let (title, empty_title, empty_text) = words(self.side);
        let rows = self.found.page.rows.iter();
        Section {
            title,
            empty_title,
            empty_text,
            rows: rows.map(|line| Row::new(line, self.side, paths)).collect(),
            pager: self.pager(&paths.partnerships()),
            stopped: self.found.stopped.as_ref().map(|_| stopped_words()),
        }
    }

    fn pager(&self, path: &str) -> Pager {
        let page = &self.found.page;
        let rows = page.rows.len();
        let shown = match self.found.total {
            Some(total) => staff::partnerships_shown(PartnershipsShown {
                rows: rows.into(),
                total: total.into(),
            }),
            None => staff::partnerships_on_page(rows),
        };
        let cursor = |line: &Line| line.across.cursor();
        let pager = self.view.pager(path, page, cursor, shown.to_string());
        // A search that stopped goes on behind the last that it looked at, not behind the last that it found.
        let further = |position: &Position| self.view.at(position.clone()).address(path);
        match &self.found.stopped {
            None => pager,
            Some(position @ Position::Before(_)) => Pager {
                previous: Some(further(position)),
                ..pager
            },
            Some(position) => Pager {
                next: Some(further(position)),
                ..pager
            },
        }
    }
}

fn stopped_words() -> String {
    format!(
        "The search looked at {} partnerships, by name, and stopped there. Go on with the pages below, or refine your search.",
        thousands(STRETCH)
    )
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

impl ListPage {
    fn new(
        layout: Layout,
        own: &Partner,
        view: ListView,
        found: &[OfSide],
        waiting: Vec<Waiting>,
        denied: Option<Denied>,
    ) -> Self {
        let sections = found.iter().map(|side| side.section(&layout.paths));
        Self {
            heading: own.partnerships_label().unwrap_or("Partnerships"),
            ask: ask_words(own),
            denied,
            side: view.filters.side.map_or("", Side::as_str),
            is_narrowed: view.is_narrowed(),
            has_any: found.iter().any(|side| side.found.total != Some(0)),
            sections: sections.collect(),
            waiting,
            text: view.filters.text,
            layout: layout.in_section("partnerships"),
        }
    }
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
    let (wanted, sides) = (view.clone(), Side::of(&own));
    let read = request.read(move |conn, scope| {
        let found = OfSide::read_shown(conn, scope, sides, &wanted)?;
        let asks = partnership_asks::open_partnership_asks(conn, scope, now)?;
        Ok::<_, db::Error>((found, asks))
    });
    let (found, asks) = read.await?;
    let paths = request.paths().clone();
    let asks = asks.into_iter();
    let waiting = asks.map(|ask| Waiting::new(ask, &paths, now)).collect();
    request
        .page(|layout| ListPage::new(layout, &own, view, &found, waiting, denied))
        .await
}
