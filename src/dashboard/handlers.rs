//! The dashboard as a page.

use askama::Template;

use super::queries::{self, Attention, CAP, Figures, Reason};
use crate::{
    customers::Standing,
    db::{self, types::Timestamp},
    identity::{Layout, Partner, Request, View},
    invitations::{self, ChannelFigures, ChannelRow, MAIL_FAILED},
    paths::Paths,
    renewals::{self, Week},
    subscriptions::{self, Count, Renews, Side, State, Use, number_in, number_renewing},
    web::{Answer, address::with, page::thousands},
};

/// A number with its words, and the list of what it counts.
struct Figure {
    number: String,
    label: &'static str,
    href: String,
    tone: &'static str,
}

/// A line under "needs attention".
struct Line {
    tone: &'static str,
    what: &'static str,
    company: String,
    href: String,
    detail: String,
    at: Timestamp,
}

impl Line {
    fn of(line: Attention, paths: &Paths) -> Self {
        let (tone, what) = match line.reason {
            Reason::Bounced => ("attention", "Not delivered"),
            Reason::Ending => ("waiting", "Link ends soon"),
            Reason::Declined => ("ended", "Declined"),
        };
        Self {
            tone,
            what,
            company: line.company,
            href: paths.invitation(line.invitation),
            detail: line.detail,
            at: line.at,
        }
    }
}

#[derive(Template)]
#[template(path = "dashboard/show.html")]
struct DashboardPage {
    layout: Layout,
    customers: Vec<Figure>,
    invitations: Vec<Figure>,
    activity: Vec<Figure>,
    activity_href: String,
    /// Only for those that can have partnerships.
    partnerships: Vec<Figure>,
    subscriptions: Vec<Figure>,
    requests: Vec<Figure>,
    /// When the oldest request that came was sent.
    oldest_request: Option<Timestamp>,
    /// What comes by itself; empty where nothing does.
    weeks: Vec<Week>,
    renews: String,
    ends: String,
    attention: Vec<Line>,
    channels: Vec<ChannelRow>,
    is_empty: bool,
}

/// What the page is made of.
struct Found {
    figures: Figures,
    attention: Vec<Attention>,
    channels: Vec<ChannelFigures>,
    counts: Vec<Count>,
}

/// The dashboard.
pub async fn show(mut request: Request<View>) -> Answer {
    let now = request.now;
    let partner = request.by.staff.partner.clone();
    let side = Side::usual(&partner);
    let read = request.read(move |conn, scope| {
        Ok::<_, db::Error>(Found {
            figures: queries::figures(conn, scope, side, now)?,
            attention: queries::attention(conn, scope, now)?,
            channels: invitations::by_channel(conn, scope)?,
            counts: subscriptions::counts(conn, scope, side)?,
        })
    });
    let found = read.await?;
    request
        .page(|layout| DashboardPage::new(layout, &partner, found, now))
        .await
}

impl DashboardPage {
    fn new(layout: Layout, partner: &Partner, found: Found, now: Timestamp) -> Self {
        let (figures, paths) = (&found.figures, &layout.paths);
        let weeks = renewals::weeks(&found.counts, now);
        let (renews, ends) = renewals::sums(&weeks);
        let lines = found.attention.into_iter();
        Self {
            customers: customers(figures, paths),
            invitations: of_invitations(figures, paths),
            activity: activity(figures, paths),
            activity_href: paths.activity(),
            partnerships: partnerships(figures, paths),
            subscriptions: of_subscriptions((&found.counts, figures.unused), paths, now),
            requests: requests(figures, partner, paths),
            oldest_request: figures.oldest_request,
            renews: thousands(renews),
            ends: thousands(ends),
            weeks: match renews + ends {
                0 => Vec::new(),
                _ => weeks,
            },
            attention: lines.map(|line| Line::of(line, paths)).collect(),
            channels: ChannelRow::all(&found.channels, paths),
            is_empty: is_empty(figures),
            layout: layout.in_section("home"),
        }
    }
}

/// Nothing to count and nothing done: the first step is shown instead.
fn is_empty(figures: &Figures) -> bool {
    figures.connected + figures.imported + figures.waiting + figures.drafts == 0
        && figures.accepted + figures.declined + figures.activity == 0
}

fn customers(figures: &Figures, paths: &Paths) -> Vec<Figure> {
    let figure = |number, label, standing: Standing, tone| Figure {
        number: thousands(number),
        label,
        href: with(
            &paths.customers(),
            &[("relationship", standing.as_str().to_owned())],
        ),
        tone,
    };
    let tone = if figures.imported > 0 { "waiting" } else { "" };
    vec![
        figure(figures.connected, "Connected", Standing::Connected, ""),
        figure(
            figures.imported,
            "Imported, no relationship yet",
            Standing::Imported,
            tone,
        ),
    ]
}

fn of_invitations(figures: &Figures, paths: &Paths) -> Vec<Figure> {
    let figure = |number, label, state: &str, tone| Figure {
        number: capped_words(number, CAP),
        label,
        href: with(&paths.invitations(), &[("state", state.to_owned())]),
        tone,
    };
    let tone = if figures.waiting > 0 { "waiting" } else { "" };
    vec![
        figure(figures.waiting, "Waiting for an answer", "waiting", tone),
        figure(figures.accepted, "Accepted this month", "accepted", ""),
        figure(figures.declined, "Declined this month", "declined", ""),
        figure(figures.drafts, "Drafts", "draft", ""),
    ]
}

fn of_subscriptions(
    (counts, unused): (&[Count], i64),
    paths: &Paths,
    now: Timestamp,
) -> Vec<Figure> {
    let in_state = |state: State, label, tone| {
        let number = number_in(counts, state);
        let tone = if number > 0 { tone } else { "" };
        let asked = ("state", state.as_str());
        subscription_figure(paths, thousands(number), label, asked, tone)
    };
    let soon = thousands(number_renewing(counts, Renews::In30, now));
    let asked = ("renews", Renews::In30.as_str());
    vec![
        in_state(State::Active, "Active", ""),
        subscription_figure(paths, soon, "Renew within 30 days", asked, ""),
        unused_figure(paths, unused),
        in_state(State::Suspended, "Suspended", "waiting"),
        in_state(State::Expired, "Expired, in grace", "attention"),
        in_state(State::Disabled, "Disabled, deleted soon", "attention"),
    ]
}

fn unused_figure(paths: &Paths, number: i64) -> Figure {
    let tone = if number > 0 { "waiting" } else { "" };
    let asked = ("licenses", Use::Unused.as_str());
    subscription_figure(
        paths,
        capped_words(number, subscriptions::MOST_COUNTED),
        "With unused licenses",
        asked,
        tone,
    )
}

/// A number of the list that is asked for this.
fn subscription_figure(
    paths: &Paths,
    number: String,
    label: &'static str,
    (name, value): (&str, &str),
    tone: &'static str,
) -> Figure {
    Figure {
        number,
        label,
        href: with(&paths.subscriptions(), &[(name, value.to_owned())]),
        tone,
    }
}

/// Those that came to a provider, and those that a reseller sent.
fn requests(figures: &Figures, partner: &Partner, paths: &Paths) -> Vec<Figure> {
    let figure = |number, label, side: &str, tone| Figure {
        number: capped_words(number, CAP),
        label,
        href: with(
            &paths.order_requests(),
            &[("side", side.to_owned()), ("state", "open".to_owned())],
        ),
        tone,
    };
    let tone = if figures.requests_came > 0 {
        "waiting"
    } else {
        ""
    };
    let mut shown = Vec::new();
    if partner.is_provider {
        let label = "Waiting for your answer";
        shown.push(figure(figures.requests_came, label, "provider", tone));
    }
    if partner.is_reseller {
        let label = "Sent, no answer yet";
        shown.push(figure(figures.requests_sent, label, "reseller", ""));
    }
    shown
}

fn partnerships(figures: &Figures, paths: &Paths) -> Vec<Figure> {
    let figure = |number, label, tone| Figure {
        number: capped_words(number, CAP),
        label,
        href: paths.partnerships(),
        tone,
    };
    let tone = if figures.asked_partners > 0 {
        "waiting"
    } else {
        ""
    };
    vec![
        figure(figures.partnerships, "Active", ""),
        figure(figures.asked_partners, "Asked, no answer yet", tone),
    ]
}

fn activity(figures: &Figures, paths: &Paths) -> Vec<Figure> {
    let figure = |number: String, label, action: &str, days: &str, tone| Figure {
        number,
        label,
        href: with(
            &paths.activity(),
            &[("action", action.to_owned()), ("days", days.to_owned())],
        ),
        tone,
    };
    let tone = if figures.failing > 0 { "attention" } else { "" };
    let (done, failed) = (
        capped_words(figures.activity, 100),
        capped_words(figures.failing, 100),
    );
    let failures = MAIL_FAILED.code();
    vec![
        figure(done, "In the last 7 days", "", "7", ""),
        figure(failed, "Not delivered, last 30 days", failures, "30", tone),
    ]
}

fn capped_words(number: i64, cap: i64) -> String {
    if number > cap {
        format!("{}+", thousands(cap))
    } else {
        thousands(number)
    }
}
