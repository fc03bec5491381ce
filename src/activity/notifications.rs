//! What happened to one's own invitations, until it is read.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{
    model::{Action, ActivityLine},
    queries::{self, Filter},
};
use crate::{
    clock::Clock,
    db::{Db, types::Timestamp},
    error::AppError,
    identity::{self, Authorized, Layout, Signed, View},
    paths::{Paths, Site},
    web::{
        Answer,
        address::{Question, with},
        form::Form,
        html,
        layout::Flash,
        page::Page,
        see_other,
    },
};

const SIZE: usize = 50;

/// A notification as the page shows it.
struct Row {
    tone: &'static str,
    what: &'static str,
    company: String,
    company_href: Option<String>,
    who: String,
    detail: String,
    invitation_href: Option<String>,
    at: String,
    at_iso: String,
    is_new: bool,
}

impl Row {
    fn of(line: &ActivityLine, paths: &Paths, read_until: Timestamp) -> Self {
        Self {
            tone: tone(line.action),
            what: line.action.label(),
            company: line.company.clone(),
            company_href: line.entry_id.map(|id| paths.customer(id.uuid())),
            who: line.actor_name.clone(),
            detail: line.detail.clone(),
            invitation_href: line.invitation_id.map(|id| paths.invitation(id)),
            at: line.at.words(),
            at_iso: line.at.rfc3339(),
            is_new: line.at > read_until,
        }
    }
}

fn tone(action: Action) -> &'static str {
    match action {
        Action::InvitationAccepted | Action::PartnershipBegun => "good",
        Action::InvitationDeclined | Action::MailFailed => "attention",
        Action::InvitationExpired | Action::InvitationRevoked | Action::RelationshipRemoved => {
            "ended"
        }
        _ => "waiting",
    }
}

#[derive(Template)]
#[template(path = "activity/notifications.html")]
struct NotificationsPage {
    layout: Layout,
    rows: Vec<Row>,
    shown: String,
    previous: Option<String>,
    next: Option<String>,
    /// Up to which line the button marks them read: what came since is not on the page.
    until: Option<String>,
}

/// One's own notifications, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn notifications(
    viewer: Authorized<View>,
    signed: Signed,
    layout: Layout,
    db: Data<Db>,
    request: HttpRequest,
) -> Answer {
    let query = request.query_string();
    let mut question = Question::of(query);
    let place = question.place(queries::is_place);
    let place = question.answer(place)?;
    let filter = Filter {
        notified: Some(signed.staff.id),
        ..Filter::default()
    };
    let page = db
        .read(move |conn| queries::list(conn, viewer.scope, &filter, &place, SIZE))
        .await
        .map_err(AppError::from)?;
    html(&NotificationsPage::new(
        layout.in_section("notifications"),
        &page,
        signed.notified_until,
    ))
}

impl NotificationsPage {
    fn new(layout: Layout, page: &Page<ActivityLine>, read_until: Timestamp) -> Self {
        let path = layout.paths.notifications();
        let beside = |line: Option<&ActivityLine>, name: &str| {
            line.map(|line| with(&path, &[(name, line.cursor().encode())]))
        };
        let newest = page.rows.first().map(|line| line.at);
        Self {
            rows: page
                .rows
                .iter()
                .map(|line| Row::of(line, &layout.paths, read_until))
                .collect(),
            shown: format!("{} on this page", page.rows.len()),
            previous: beside(page.rows.first().filter(|_| page.has_previous), "before"),
            next: beside(page.rows.last().filter(|_| page.has_next), "after"),
            until: newest.filter(|at| *at > read_until).map(Timestamp::rfc3339),
            layout,
        }
    }
}

/// Which notifications were on the page.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadForm {
    until: String,
}

/// Marks them read.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_read(
    request: HttpRequest,
    signed: Signed,
    db: Data<Db>,
    clock: Data<Clock>,
    site: Data<Site>,
    Form(form): Form<ReadForm>,
) -> Answer {
    let now = clock.now();
    let until = Timestamp::parse(&form.until).map_or(now, |until| until.min(now));
    let user = signed.staff.id;
    db.write(move |tx| identity::mark_notifications_read(tx, user, until))
        .await
        .map_err(AppError::from)?;
    Flash::good("Marked as read.").leave(&request);
    Ok(see_other(&site.paths().notifications()))
}
