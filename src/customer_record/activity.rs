//! The activity page: what was done about this company, the latest first.

use actix_web::web::Path;
use askama::Template;

use crate::{
    activity::{self, Action, ActivityLine, Filter},
    customer_access::{Head, Moment, Tab},
    customers,
    db::{
        self, Conn,
        ids::{CustomerId, InvitationId},
        types::Timestamp,
    },
    identity::{Layout, Request, Scope, View},
    translations::{Text, staff},
    web::{
        Answer,
        address::Question,
        page::{Page, Position},
    },
};

/// Lines on a page.
const SIZE: usize = 25;

/// One line.
struct LineView {
    at: Moment,
    what: &'static str,
    tone: &'static str,
    who: String,
    detail: String,
    invitation: Option<InvitationId>,
}

impl LineView {
    fn new(line: ActivityLine) -> Self {
        Self {
            at: line.at.into(),
            what: line.action.label(),
            tone: tone(line.action),
            who: line.actor_name,
            detail: line.detail,
            invitation: line.invitation_id,
        }
    }
}

fn tone(action: Action) -> &'static str {
    match action {
        Action::InvitationAccepted | Action::PartnershipBegun => "good",
        Action::InvitationDeclined | Action::MailFailed => "attention",
        Action::InvitationSent | Action::InvitationReminded | Action::CodeRequested => "waiting",
        Action::InvitationDrafted
        | Action::InvitationSaved
        | Action::InvitationReady
        | Action::InvitationOpenedInEmail
        | Action::InvitationCopied
        | Action::InvitationDownloaded
        | Action::InvitationOpened
        | Action::InvitationRevoked
        | Action::InvitationLinkRenewed
        | Action::InvitationExpired
        | Action::PartnershipDeclined
        | Action::PartnershipRemoved
        | Action::RelationshipRemoved
        | Action::PrivilegesExpired
        | Action::PrivilegesEnded
        | Action::PrivilegesExtended
        | Action::ExtensionSwitchedOn
        | Action::ExtensionSwitchedOff
        | Action::GlobalAdministratorDropped
        | Action::PrivilegesExported
        | Action::RoleTemplateSaved
        | Action::RoleTemplateRemoved
        | Action::CustomersExported
        | Action::ActivityExported
        | Action::CustomersImported
        | Action::BatchUploaded
        | Action::BatchStarted
        | Action::BatchStopped
        | Action::BatchRemoved
        | Action::TemplateSaved
        | Action::TemplateRestored
        | Action::SetUpLinkMade => "ended",
    }
}

#[derive(Template)]
#[template(path = "customer_record/activity.html")]
struct ActivityPage {
    layout: Layout,
    record: Head,
    lines: Vec<LineView>,
    previous: Option<String>,
    next: Option<String>,
    shown: Text,
    is_first: bool,
    all: String,
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub async fn activity(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let key = key.uuid();
    let mut question = Question::of(request.query_string());
    let place = question.place(activity::is_place);
    let place = question.answer(place)?;
    let is_first = place == Position::First;
    let now = request.now;
    let found = request.read(move |conn, scope| read(conn, scope, key, &place, now));
    let (head, lines) = found.await?;
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let page = |layout: Layout| page(layout.in_section("customers"), head, lines, is_first);
    request.page(page).await
}

fn read(
    conn: &mut Conn,
    scope: Scope,
    key: uuid::Uuid,
    place: &Position,
    now: Timestamp,
) -> db::Result<(Head, Page<ActivityLine>)> {
    let entry = customers::find(conn, scope, key)?;
    let filter = Filter {
        entry: Some(entry.id),
        ..Filter::default()
    };
    let lines = activity::list_lines(conn, scope, &filter, place, SIZE)?;
    let head = Head::read(conn, scope, &entry, Tab::Activity, now)?;
    Ok((head, lines))
}

fn page(layout: Layout, record: Head, lines: Page<ActivityLine>, is_first: bool) -> ActivityPage {
    let here = layout.paths.customer_activity(record.key);
    let beside = |line: Option<&ActivityLine>, side: &str| {
        line.map(|line| format!("{here}?{side}={}", line.cursor().encode()))
    };
    ActivityPage {
        all: format!("{}?customer={}", layout.paths.activity(), record.entry),
        previous: beside(lines.rows.first().filter(|_| lines.has_previous), "before"),
        next: beside(lines.rows.last().filter(|_| lines.has_next), "after"),
        shown: staff::lines(lines.rows.len()),
        is_first,
        lines: lines.rows.into_iter().map(LineView::new).collect(),
        layout,
        record,
    }
}
