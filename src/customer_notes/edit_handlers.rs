//! One's own note: other words, or gone.

use actix_web::web::Path;
use askama::Template;

use super::{
    model::Note,
    queries::{self, Written},
    service::{self, NoteError},
};
use crate::{
    customer_access::{Annotate, CustomerRequest},
    customers::Entry,
    db::{self, ids::NoteId},
    error::AppError,
    identity::Layout,
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        layout::Flash,
        rival::{Rival, Saved},
    },
};

type Acting = CustomerRequest<Annotate>;

#[derive(Template)]
#[template(path = "customer_notes/edit.html")]
struct NotePage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    note: NoteId,
    version: i32,
    typed: String,
    /// The words that are saved, where the note was changed elsewhere.
    rival: Option<Rival<String>>,
}

impl NotePage {
    fn new(layout: Layout, entry: &Entry, note: Note) -> Self {
        Self {
            layout: layout.in_section("customers"),
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            note: note.id,
            version: note.version,
            typed: note.body,
            rival: None,
        }
    }
}

async fn find(on: &mut Acting, id: NoteId) -> Result<Written, AppError> {
    let found =
        on.read(move |conn, granted| queries::find(conn, granted.by.scope, granted.entry.id, id));
    Ok(found.await.map_err(|error: db::Error| error)?)
}

/// The words as they are.
///
/// # Errors
/// `Forbidden` for another person's.
pub(super) async fn edit(mut on: Acting, key: Path<(uuid::Uuid, NoteId)>) -> Answer {
    let (note, author) = find(&mut on, key.1).await?;
    if note.author_id != on.request.by.staff.id {
        return Err(NoteError::Foreign(author).into());
    }
    let entry = on.granted.entry;
    on.request
        .page(|layout| NotePage::new(layout, &entry, note))
        .await
}

/// Other words, and the version that was on the page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ChangeForm {
    body: String,
    version: String,
}

/// Keeps them.
///
/// # Errors
/// `Forbidden` for another person's.
pub(super) async fn change(
    mut on: Acting,
    key: Path<(uuid::Uuid, NoteId)>,
    Form(form): Form<ChangeForm>,
) -> Answer {
    let (id, typed) = (key.1, form.body.clone());
    let version = form.version.parse().unwrap_or_default();
    let changed =
        on.write(move |tx, granted, now| service::change(tx, granted, id, version, &typed, now));
    match changed.await? {
        Ok(()) => {
            let here = on
                .request
                .paths()
                .customer_notes(on.granted.entry.page_key());
            Ok(on.request.done(&here, Flash::good("The note is changed.")))
        }
        Err(error @ (NoteError::Db(_) | NoteError::Foreign(_))) => Err(error.into()),
        Err(error) => again(on, id, form, &error).await,
    }
}

/// With what was typed; beside it, where it was changed elsewhere, what is saved.
async fn again(mut on: Acting, id: NoteId, form: ChangeForm, error: &NoteError) -> Answer {
    let (note, author) = find(&mut on, id).await?;
    let is_stale = matches!(error, NoteError::Stale);
    let version = match (is_stale, form.version.parse()) {
        (false, Ok(version)) => version,
        _ => note.version,
    };
    let rival = is_stale.then(|| Rival {
        words: note.body.clone(),
        saved: note.changed_at.map(|at| Saved::new(author, at)),
    });
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let entry = on.granted.entry;
    let page = |layout| NotePage {
        errors,
        version,
        typed: form.body,
        rival,
        ..NotePage::new(layout, &entry, note)
    };
    on.request.again(page).await
}

/// Removes it.
///
/// # Errors
/// `Forbidden` for another person's.
pub(super) async fn remove(
    mut on: Acting,
    key: Path<(uuid::Uuid, NoteId)>,
    Form(NoFields {}): Form<NoFields>,
) -> Answer {
    let id = key.1;
    let removed = on.write(move |tx, granted, now| service::remove(tx, granted, id, now));
    removed.await??;
    let here = on
        .request
        .paths()
        .customer_notes(on.granted.entry.page_key());
    Ok(on.request.done(&here, Flash::good("The note is removed.")))
}
