//! The activity page: what was done about this company, the latest first.

use actix_web::web::Path;
use askama::Template;

use crate::{
    activity::{self, EventKinds, EventView, Filter, LoggedEvent},
    customer_access::{Head, Tab},
    customers,
    db::{self, Conn, ids::CustomerId, types::Timestamp},
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

#[derive(Template)]
#[template(path = "customer_record/activity.html")]
struct ActivityPage {
    layout: Layout,
    record: Head,
    events: Vec<EventView>,
    previous: Option<String>,
    next: Option<String>,
    shown: Text,
    is_first: bool,
    all: String,
}

/// The page.
pub async fn activity(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let key = key.uuid();
    let mut question = Question::of(request.query_string());
    let place = question.place(activity::is_place);
    let place = question.answer(place)?;
    let is_first = place == Position::First;
    let now = request.now;
    let found = request.read(move |conn, scope| read(conn, scope, key, &place, now));
    let (head, events) = found.await?;
    let kinds = *request.part::<EventKinds>()?.get_ref();
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let page = |layout: Layout| {
        ActivityPage::new(
            layout.in_section("customers"),
            head,
            kinds,
            events,
            is_first,
        )
    };
    request.page(page).await
}

fn read(
    conn: &mut Conn,
    scope: Scope,
    key: uuid::Uuid,
    place: &Position,
    now: Timestamp,
) -> db::Result<(Head, Page<LoggedEvent>)> {
    let entry = customers::find(conn, scope, key)?;
    let filter = Filter {
        entry: Some(entry.id),
        ..Filter::default()
    };
    let events = activity::list(conn, scope, &filter, place, SIZE)?;
    let head = Head::read(conn, scope, &entry, Tab::Activity, now)?;
    Ok((head, events))
}

impl ActivityPage {
    fn new(
        layout: Layout,
        record: Head,
        kinds: EventKinds,
        events: Page<LoggedEvent>,
        is_first: bool,
    ) -> Self {
        let paths = &layout.paths;
        let here = paths.customer_activity(record.key);
        let beside = |event: Option<&LoggedEvent>, side: &str| {
            event.map(|event| format!("{here}?{side}={}", event.cursor().encode()))
        };
        let (previous, next) = (events.rows.first(), events.rows.last());
        Self {
            all: format!("{}?customer={}", paths.activity(), record.entry),
            previous: beside(previous.filter(|_| events.has_previous), "before"),
            next: beside(next.filter(|_| events.has_next), "after"),
            shown: staff::lines(events.rows.len()),
            is_first,
            events: (events.rows.into_iter())
                .map(|event| kinds.view(event, paths))
                .collect(),
            layout,
            record,
        }
    }
}
