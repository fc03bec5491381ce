//! The notes about one customer, the latest first, and the form for one more.

use actix_web::web::Path;
use askama::Template;

use super::{
    queries::{self, Written},
    service::{self, NoteError},
};
use crate::{
    customer_access::{Annotate, Blocked, CustomerRequest, look, why_blocked},
    customers::Entry,
    db::{
        self,
        ids::{CustomerId, NoteId, UserId},
        keyset::{Cursor, Page, Position},
        types::Timestamp,
    },
    identity::{Layout, Request, View},
    translations::{Text, staff},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
        list::{ListView, Pager},
        see_other,
    },
};

/// A note as the page shows it.
struct NoteView {
    id: NoteId,
    who: String,
    at: Timestamp,
    changed: Option<Timestamp>,
    body: String,
    is_own: bool,
}

impl NoteView {
    fn new((note, who): &Written, reader: UserId) -> Self {
        Self {
            id: note.id,
            who: who.clone(),
            at: note.created_at,
            changed: note.changed_at,
            body: note.body.clone(),
            is_own: note.author_id == reader,
        }
    }
}

#[derive(Template)]
#[template(path = "customer_notes/list.html")]
struct NotesPage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    notes: Vec<NoteView>,
    pager: Pager,
    typed: String,
    blocked: Option<Blocked>,
}

impl NotesPage {
    fn new(
        layout: Layout,
        entry: &Entry,
        reader: UserId,
        view: &ListView<()>,
        page: &Page<Written>,
    ) -> Self {
        let here = layout.paths.customer_notes(entry.page_key());
        let cursor = |(note, _): &Written| Cursor {
            key: note.created_at.rfc3339(),
            id: note.id.to_string(),
        };
        let shown: Text = staff::notes(page.rows.len());
        Self {
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            notes: page
                .rows
                .iter()
                .map(|note| NoteView::new(note, reader))
                .collect(),
            pager: view.pager(&here, page, cursor, shown.into_owned()),
            typed: String::new(),
            blocked: None,
            layout: layout.in_section("customers"),
        }
    }
}

/// The notes.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn list(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let view = ListView::<()>::of(request.query_string())?;
    let (key, now, reader) = (key.uuid(), request.now, request.by.staff.id);
    let (place, size) = (view.position.clone(), view.size);
    let read = request.read(move |conn, scope| {
        let (entry, between) = look(conn, scope, key, now)?;
        let page = queries::list(conn, scope, entry.id, &place, size)?;
        Ok::<_, db::Error>((entry, between, page))
    });
    let (entry, between, found) = read.await?;
    if key != entry.page_key() {
        return Ok(see_other(&request.paths().customer_notes(entry.page_key())));
    }
    let blocked = why_blocked::<Annotate, _>(&mut request, &entry, &between).await?;
    let page = |layout| NotesPage {
        blocked,
        ..NotesPage::new(layout, &entry, reader, &view, &found)
    };
    request.page(page).await
}

/// One more note.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NoteForm {
    body: String,
}

/// Writes it.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn add(mut on: CustomerRequest<Annotate>, Form(form): Form<NoteForm>) -> Answer {
    let typed = form.body.clone();
    let added = on.write(move |tx, granted, now| service::add(tx, granted, &typed, now));
    match added.await? {
        Ok(_) => {
            let here = on
                .request
                .paths()
                .customer_notes(on.granted.entry.page_key());
            Ok(on.request.done(&here, Flash::good("The note is kept.")))
        }
        Err(NoteError::Db(error)) => Err(error.into()),
        Err(error) => again(on, form, &error).await,
    }
}

async fn again(mut on: CustomerRequest<Annotate>, form: NoteForm, error: &NoteError) -> Answer {
    let view = ListView::usual(());
    let size = view.size;
    let found = on.read(move |conn, granted| {
        let (scope, entry) = (granted.by.scope, granted.entry.id);
        queries::list(conn, scope, entry, &Position::First, size)
    });
    let found: Page<Written> = found.await?;
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let (entry, reader) = (on.granted.entry, on.request.by.staff.id);
    let page = |layout| NotesPage {
        errors,
        typed: form.body,
        ..NotesPage::new(layout, &entry, reader, &view, &found)
    };
    on.request.again(page).await
}
