//! All invitations, by state.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{
    channel_queries::{self, ChannelFigures, ChannelRow},
    model::{Channel, State},
    queries::{self, ListRow, Wanted},
};
use crate::{
    clock::Clock,
    db::{self, Db, types::Timestamp},
    error::AppError,
    identity::{Authorized, Layout, View},
    paths::Paths,
    web::{
        Answer,
        address::{Question, with},
        form::{Choice, FieldErrors},
        html,
        page::{Cursor, Page, Place},
    },
};

const SIZE: usize = 50;

/// Which part of the list.
struct ListView {
    wanted: Wanted,
    channel: Option<Channel>,
    place: Place,
}

impl ListView {
    fn of(query: &str) -> Result<Self, AppError> {
        let mut question = Question::of(query);
        let wanted = question.choice_by("state", |state| match state {
            "waiting" => Some(Wanted::Waiting),
            other => other.parse().ok().map(Wanted::In),
        });
        let view = Self {
            wanted: wanted.unwrap_or(Wanted::All),
            channel: question.choice("channel"),
            place: question.place(queries::is_place),
        };
        question.answer(view)
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
    sent: Option<(String, String)>,
    opened: Option<(String, String)>,
    ends: Option<(String, String)>,
    by: String,
    /// Whether another partner is asked.
    is_of_partnership: bool,
}

fn moment(at: Option<Timestamp>) -> Option<(String, String)> {
    at.map(|at| (at.rfc3339(), at.words()))
}

impl Row {
    fn new((invitation, by): ListRow, paths: &Paths, now: Timestamp) -> Self {
        let (tone, state) = invitation.badge(now);
        Self {
            href: paths.invitation(invitation.id),
            is_of_partnership: invitation.is_of_partnership(),
            recipient: invitation.recipient,
            tone,
            state,
            sent: moment(invitation.sent_at.or(invitation.ready_at)),
            opened: moment(invitation.opened_at),
            ends: moment(
                invitation
                    .expires_at
                    .filter(|_| matches!(invitation.state, State::Ready | State::Sent)),
            ),
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
    previous: Option<String>,
    next: Option<String>,
}

fn state_choices(present: &str) -> Vec<Choice> {
    [
        ("", "All"),
        ("waiting", "Waiting for an answer"),
        ("draft", "Draft"),
        ("ready", "Ready"),
        ("sent", "Sent"),
        ("accepted", "Accepted"),
        ("declined", "Declined"),
        ("expired", "Expired"),
        ("revoked", "Revoked"),
    ]
    .map(|(value, label)| Choice::new(value, label, present))
    .to_vec()
}

fn channel_choices(present: &str) -> Vec<Choice> {
    let all = Choice::new("", "All", present);
    let each = Channel::ALL
        .iter()
        .map(|channel| Choice::new(channel.as_str(), channel.label(), present));
    std::iter::once(all).chain(each).collect()
}

/// The list.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn list(
    staff: Authorized<View>,
    layout: Layout,
    request: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Answer {
    let ListView {
        wanted,
        channel,
        place,
    } = ListView::of(request.query_string())?;
    let now = clock.now();
    let (found, figures): (Page<ListRow>, Vec<ChannelFigures>) = db
        .read(move |conn| {
            let found = queries::list(conn, staff.scope, wanted, channel, &place, SIZE, now)?;
            Ok::<_, db::Error>((found, channel_queries::by_channel(conn, staff.scope)?))
        })
        .await
        .map_err(AppError::from)?;
    let paths = layout.paths.clone();
    let ends = (
        found.rows.first().map(|row| row.0.cursor()),
        found.rows.last().map(|row| row.0.cursor()),
    );
    let state = state_name(wanted);
    let channel_name = channel.map_or("", Channel::as_str);
    let page_link = |side: &str, cursor: Option<Cursor>| {
        let parameters = [
            ("state", state.to_owned()),
            ("channel", channel_name.to_owned()),
            (side, cursor?.encode()),
        ];
        Some(with(&paths.invitations(), &parameters))
    };
    let page = ListPage {
        layout: layout.in_section("invitations"),
        errors: FieldErrors::default(),
        states: state_choices(state),
        channel_choices: channel_choices(channel_name),
        channels: ChannelRow::all(&figures, &paths),
        is_filtered: wanted != Wanted::All || channel.is_some(),
        previous: found
            .has_previous
            .then(|| page_link("before", ends.0))
            .flatten(),
        next: found.has_next.then(|| page_link("after", ends.1)).flatten(),
        rows: found
            .rows
            .into_iter()
            .map(|row| Row::new(row, &paths, now))
            .collect(),
    };
    html(&page)
}
