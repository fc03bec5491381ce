//! What happened to one's own invitations, until it is read.

use askama::Template;

use super::kinds::KINDS;
use crate::{
    activity::{self, EventView, Filter, LoggedEvent},
    db::{self, keyset::Page, types::Timestamp},
    directory::Names,
    identity::{self, Layout, Request, View},
    web::{
        Answer,
        form::Form,
        layout::Flash,
        list::{ListView, Pager},
    },
};

#[derive(Template)]
#[template(path = "activity_log/notifications.html")]
struct NotificationsPage {
    layout: Layout,
    rows: Vec<EventView>,
    read_until: Timestamp,
    pager: Pager,
    /// Up to which event the button marks them read: what came since is not on the page.
    until: Option<String>,
}

/// One's own notifications, newest first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn notifications(mut request: Request<View>) -> Answer {
    let view = ListView::<()>::of(request.query_string())?;
    let (filter, wanted) = (Filter::for_person(request.by.staff.id), view.clone());
    let now = request.now;
    let read = request.read(move |conn, scope| {
        let page = activity::list(conn, scope, &filter, &wanted.position, wanted.size)?;
        let users = Names::of(conn, scope, &page.rows, now)?;
        Ok::<_, db::Error>((page, users))
    });
    let (found, read_until) = (read.await?, request.notified_until());
    let shown = |layout: Layout| {
        NotificationsPage::new(layout.in_section("notifications"), &view, found, read_until)
    };
    request.page(shown).await
}

impl NotificationsPage {
    fn new(
        layout: Layout,
        view: &ListView<()>,
        (page, users): (Page<LoggedEvent>, Names),
        read_until: Timestamp,
    ) -> Self {
        let path = layout.paths.notifications();
        let shown = format!("{} on this page", page.rows.len());
        let newest = page.rows.first().map(|event| event.at);
        Self {
            pager: view.pager(&path, &page, LoggedEvent::cursor, shown),
            rows: (page.rows.into_iter())
                .map(|event| users.view(KINDS, event, &layout.paths))
                .collect(),
            read_until,
            until: newest.filter(|at| *at > read_until).map(Timestamp::rfc3339),
            layout,
        }
    }
}

/// Which notifications were on the page.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReadForm {
    until: String,
}

/// Marks them read.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn mark_read(mut request: Request<View>, Form(form): Form<ReadForm>) -> Answer {
    let until = Timestamp::parse(&form.until).ok();
    let marked = request.write(move |tx, by, now| {
        let until = until.map_or(now, |until| until.min(now));
        identity::mark_notifications_read(tx, by.staff.id, until)
    });
    marked.await?;
    let address = request.paths().notifications();
    Ok(request.done(&address, Flash::good("Marked as read.")))
}
