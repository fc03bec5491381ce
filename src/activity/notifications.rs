//! What happened to one's own invitations, until it is read.

use askama::Template;

use super::{
    model::{Action, ActivityLine},
    queries::{self, Filter},
};
use crate::{
    db::{keyset::Page, types::Timestamp},
    identity::{self, Layout, Request, View},
    paths::Paths,
    web::{
        Answer,
        form::Form,
        layout::Flash,
        list::{ListView, Pager},
    },
};

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
    pager: Pager,
    /// Up to which line the button marks them read: what came since is not on the page.
    until: Option<String>,
}

/// One's own notifications, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn notifications(mut request: Request<View>) -> Answer {
    let view = ListView::<()>::of(request.query_string())?;
    let (filter, wanted) = (Filter::for_person(request.by.staff.id), view.clone());
    let read = request.read(move |conn, scope| {
        queries::list(conn, scope, &filter, &wanted.position, wanted.size)
    });
    let (page, read_until) = (read.await?, request.notified_until());
    let shown = |layout: Layout| {
        NotificationsPage::new(layout.in_section("notifications"), &view, &page, read_until)
    };
    request.page(shown).await
}

impl NotificationsPage {
    fn new(
        layout: Layout,
        view: &ListView<()>,
        page: &Page<ActivityLine>,
        read_until: Timestamp,
    ) -> Self {
        let path = layout.paths.notifications();
        let shown = format!("{} on this page", page.rows.len());
        let newest = page.rows.first().map(|line| line.at);
        let rows = page.rows.iter();
        Self {
            rows: rows
                .map(|line| Row::of(line, &layout.paths, read_until))
                .collect(),
            pager: view.pager(&path, page, ActivityLine::cursor, shown),
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
pub async fn mark_read(mut request: Request<View>, Form(form): Form<ReadForm>) -> Answer {
    let until = Timestamp::parse(&form.until).ok();
    let marked = request.write(move |tx, by, now| {
        let until = until.map_or(now, |until| until.min(now));
        identity::mark_notifications_read(tx, by.staff.id, until)
    });
    marked.await?;
    let address = request.paths().notifications();
    Ok(request.done(&address, Flash::good("Marked as read.")))
}
