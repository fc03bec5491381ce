//! All invitations, by state.

use std::collections::HashSet;

use askama::Template;

use super::{
    channel_queries::{self, ChannelFigures, ChannelRow},
    model::{Channel, State},
    queries::{self, ListRow, Wanted},
};
use crate::{
    db::{self, ids::InvitationId, keyset::Page, types::Timestamp},
    identity::{Layout, Request, View},
    mail,
    paths::Paths,
    web::{
        Answer,
        address::Question,
        form::{Choice, FieldErrors},
        list::{self, Filters, NewestFirst, Pager},
    },
};

/// Which part of the list.
#[derive(Debug, Clone)]
struct Asked {
    wanted: Wanted,
    channel: Option<Channel>,
}

type ListView = list::ListView<Asked>;

impl Filters for Asked {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        let wanted = question.choice_by("state", |state| match state {
            "waiting" => Some(Wanted::Waiting),
            other => other.parse().ok().map(Wanted::In),
        });
        Self {
            wanted: wanted.unwrap_or_default(),
            channel: question.choice("channel"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let channel = self.channel.map_or("", Channel::as_str);
        vec![
            ("state", state_name(self.wanted).to_owned()),
            ("channel", channel.to_owned()),
        ]
    }
}

fn state_name(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::All => "",
        Wanted::Waiting => "waiting",
        Wanted::In(state) => state.as_str(),
    }
}

/// An invitation as the list shows it.
struct Row {
    company: String,
    domain: String,
    href: String,
    recipient: String,
    tone: &'static str,
    state: &'static str,
    /// Whether its newest letter did not arrive, and an answer is still waited for.
    is_undelivered: bool,
    sent: Option<Timestamp>,
    opened: Option<Timestamp>,
    ends: Option<Timestamp>,
    by: String,
    /// Whether another partner is asked.
    is_of_partnership: bool,
}

impl Row {
    fn new(
        (invitation, by): ListRow,
        undelivered: &HashSet<InvitationId>,
        paths: &Paths,
        now: Timestamp,
    ) -> Self {
        let (tone, state) = invitation.badge(now);
        let is_waiting = matches!(invitation.state, State::Ready | State::Sent);
        Self {
            is_undelivered: is_waiting && undelivered.contains(&invitation.id),
            href: paths.invitation(invitation.id),
            is_of_partnership: invitation.is_of_partnership(),
            recipient: invitation.recipient,
            tone,
            state,
            sent: invitation.sent_at.or(invitation.ready_at),
            opened: invitation.opened_at,
            ends: invitation.expires_at.filter(|_| is_waiting),
            company: invitation.company_name,
            domain: invitation.domain,
            by,
        }
    }
}

#[derive(Template)]
#[template(path = "invitations/list.html")]
struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    states: Vec<Choice>,
    channel_choices: Vec<Choice>,
    channels: Vec<ChannelRow>,
    is_filtered: bool,
    rows: Vec<Row>,
    pager: Pager,
}

const STATES: [(&str, &str); 8] = [
    ("waiting", "Waiting for an answer"),
    ("draft", "Draft"),
    ("ready", "Ready"),
    ("sent", "Sent"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("expired", "Expired"),
    ("revoked", "Revoked"),
];

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let read = request.read(move |conn, scope| {
        let asked = &view.filters;
        let (place, size) = (&view.position, view.size);
        let page = queries::list(conn, scope, asked.wanted, asked.channel, place, size, now)?;
        let figures = channel_queries::by_channel(conn, scope)?;
        let ids: Vec<InvitationId> = page.rows.iter().map(|row| row.0.id).collect();
        let undelivered = mail::undelivered(conn, &ids)?;
        let view = view.at(page.position.clone());
        Ok::<_, db::Error>((view, page, figures, undelivered))
    });
    let (view, page, figures, undelivered) = read.await?;
    let shown = |layout: Layout| {
        let layout = layout.in_section("invitations");
        ListPage::new(layout, &view, page, &figures, &undelivered, now)
    };
    request.page(shown).await
}

impl ListPage {
    fn new(
        layout: Layout,
        view: &ListView,
        page: Page<ListRow>,
        figures: &[ChannelFigures],
        undelivered: &HashSet<InvitationId>,
        now: Timestamp,
    ) -> Self {
        let paths = layout.paths.clone();
        let channels = Channel::ALL.iter().map(|it| (it.as_str(), it.label()));
        let channel = view.filters.channel.map_or("", Channel::as_str);
        let cursor = |row: &ListRow| row.0.cursor();
        Self {
            layout,
            errors: FieldErrors::default(),
            states: list::choices("All", state_name(view.filters.wanted), STATES),
            channel_choices: list::choices("All", channel, channels),
            channels: ChannelRow::all(figures, &paths),
            is_filtered: view.is_narrowed(),
            pager: view.pager(&paths.invitations(), &page, cursor, String::new()),
            rows: (page.rows.into_iter())
                .map(|row| Row::new(row, undelivered, &paths, now))
                .collect(),
        }
    }
}
