//! The activity page: what was done about this company, the latest first.

use actix_web::web::Path;
use askama::Template;

use crate::{
    activity::{self, EventKind, EventKinds, EventView, Filter, LoggedEvent},
    customer_access::{Head, Tab},
    customers,
    db::{self, Conn, ids::CustomerId, types::Timestamp},
    directory::Names,
    error::AppError,
    identity::{Layout, Request, Scope, View},
    translations::{Text, staff},
    web::{
        Answer,
        address::{self, Question},
        form::{Choice, FieldErrors},
        list::{self, Chip},
        page::{Page, Position},
    },
};

/// Lines on a page.
const SIZE: usize = 25;

#[derive(Template)]
#[template(path = "customer_record/activity.html")]
struct ActivityPage {
    layout: Layout,
    errors: FieldErrors,
    record: Head,
    /// The kinds of events to choose from.
    kinds: Vec<Choice>,
    /// The kind that is chosen.
    chips: Vec<Chip>,
    events: Vec<EventView>,
    previous: Option<String>,
    next: Option<String>,
    shown: Text,
    is_first: bool,
    all: String,
}

/// What is asked for.
struct Wanted {
    place: Position,
    kind: Option<EventKind>,
}

impl Wanted {
    fn of(query: &str, kinds: EventKinds) -> Result<Self, AppError> {
        let mut question = Question::of(query);
        let wanted = Self {
            place: question.place(activity::is_place),
            kind: question.choice_by("action", |code| kinds.find(code)),
        };
        question.answer(wanted)
    }

    /// The same kind of events beside this one, in the page at this address.
    fn beside(&self, here: &str, side: &str, event: Option<&LoggedEvent>) -> Option<String> {
        let code = self.kind.map_or("", EventKind::code).to_owned();
        let address = |event: &LoggedEvent| {
            let cursor = event.cursor().encode();
            address::with(here, &[("action", code.clone()), (side, cursor)])
        };
        event.map(address)
    }
}

/// The page.
pub async fn activity(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let key = key.uuid();
    let kinds = *request.part::<EventKinds>()?.get_ref();
    let wanted = Wanted::of(request.query_string(), kinds)?;
    let now = request.now;
    let found = request.read(move |conn, scope| {
        let (head, events) = read(conn, scope, key, &wanted, now)?;
        Ok::<_, db::Error>((head, events, wanted))
    });
    let (head, events, wanted) = found.await?;
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let page = |layout: Layout| {
        ActivityPage::new(layout.in_section("customers"), head, kinds, events, &wanted)
    };
    request.page(page).await
}

fn read(
    conn: &mut Conn,
    scope: Scope,
    key: uuid::Uuid,
    wanted: &Wanted,
    now: Timestamp,
) -> db::Result<(Head, (Page<LoggedEvent>, Names))> {
    let entry = customers::find(conn, scope, key)?;
    let filter = Filter {
        entry: Some(entry.id),
        kind: wanted.kind,
        ..Filter::default()
    };
    let events = activity::list(conn, scope, &filter, &wanted.place, SIZE)?;
    let head = Head::read(conn, scope, &entry, Tab::Activity, now)?;
    let users = Names::of(conn, scope, &events.rows, now)?;
    Ok((head, (events, users)))
}

impl ActivityPage {
    fn new(
        layout: Layout,
        record: Head,
        kinds: EventKinds,
        (events, users): (Page<LoggedEvent>, Names),
        wanted: &Wanted,
    ) -> Self {
        let paths = &layout.paths;
        let here = paths.customer_activity(record.key);
        let (previous, next) = (events.rows.first(), events.rows.last());
        Self {
            all: format!("{}?customer={}", paths.activity(), record.entry),
            previous: wanted.beside(&here, "before", previous.filter(|_| events.has_previous)),
            next: wanted.beside(&here, "after", next.filter(|_| events.has_next)),
            shown: staff::lines(events.rows.len()),
            is_first: wanted.place == Position::First,
            errors: FieldErrors::default(),
            kinds: choices(kinds, wanted.kind),
            chips: chips(wanted.kind, &here),
            events: (events.rows.into_iter())
                .map(|event| users.view(kinds, event, paths))
                .collect(),
            layout,
            record,
        }
    }
}

/// The kinds of events to choose from.
fn choices(kinds: EventKinds, present: Option<EventKind>) -> Vec<Choice> {
    let each = kinds.all().map(|kind| (kind.code(), kind.label()));
    list::choices("Anything", present.map_or("", EventKind::code), each)
}

/// The chosen kind, and the page without it.
fn chips(kind: Option<EventKind>, here: &str) -> Vec<Chip> {
    let chip = |kind: EventKind| Chip {
        label: format!("Action: {}", kind.label()),
        href: here.to_owned(),
    };
    kind.into_iter().map(chip).collect()
}
