//! Saying what the columns of a file hold; it is read again by that.

use actix_web::web::Path;
use askama::Template;

use super::{
    column_choices,
    column_form::{ColumnsForm, ColumnsView},
    events::{BATCH_COLUMNS, BatchEvent},
    kind::Upload,
    model::{Batch, State, lease_time},
    parts, queries,
    reader::{self, Opening, START},
    reading_service,
    rules::Rules,
};
use crate::{
    activity,
    clock::Clock,
    db::{
        self, Tx,
        ids::{BatchId, LeaseId},
        types::Timestamp,
    },
    domains::ConsentRules,
    error::AppError,
    identity::{CustomerManager, Layout, ManageCustomers, Request},
    web::{
        Answer,
        form::{FieldErrors, Form},
        html_422,
        layout::Flash,
        see_other,
    },
};

/// A request to say it.
type Choosing = Request<ManageCustomers>;

#[derive(Template)]
#[template(path = "uploads/columns.html")]
struct ColumnsPage {
    layout: Layout,
    file_name: String,
    back: String,
    columns: ColumnsView,
}

/// A preview whose file is kept, and how it is read now.
struct Found {
    batch: Batch,
    opening: Opening,
    /// The beginning of the file.
    start: Vec<u8>,
}

/// Reads the file again, as the form says.
pub(crate) async fn choose<U: Upload + Default + Send + 'static>(
    mut request: Choosing,
    id: Path<BatchId>,
    Form(form): Form<ColumnsForm>,
) -> Answer {
    let (id, upload) = (id.into_inner(), U::default());
    let page = upload.page(request.paths(), id.into());
    let Some(found) = look_up(&mut request, &upload, id).await? else {
        const LATE: &str =
            "Nothing was changed: it is confirmed or discarded already. This is how it stands now.";
        return Ok(request.done(&page, Flash::attention(LATE)));
    };
    let opening = match said(&upload, &found, &form) {
        Ok(opening) => opening,
        Err(errors) => return again(request, &upload, &found, &form, errors).await,
    };
    let clock = request.part::<Clock>()?.get_ref().clone();
    match keep(&mut request, U::default(), found.batch.clone(), opening).await? {
        Some((batch, rules)) => {
            reading_service::start_again(request.db(), clock, upload, batch, rules)
        }
        None => return again(request, &upload, &found, &form, stale()).await,
    }
    Ok(see_other(&page))
}

/// Said where a colleague was first.
fn stale() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(
        "column",
        "Columns or settings were changed meanwhile, by a colleague or on another page of yours. Look at what you have chosen, and send it again if it shall count",
    );
    errors
}

async fn look_up(
    request: &mut Choosing,
    upload: &dyn Upload,
    id: BatchId,
) -> Result<Option<Found>, AppError> {
    let kind = upload.kind();
    let found = request.read(move |conn, scope| {
        let batch = queries::find(conn, scope, kind, id)?;
        let opening = batch.opening().filter(|_| batch.state == State::Preview);
        let start = parts::part(conn, id, 0)?;
        Ok::<_, db::Error>(opening.zip(start).map(|(opening, start)| Found {
            batch,
            opening,
            start,
        }))
    });
    Ok(found.await?)
}

/// How the file is to be read, or what is wrong with what was said.
fn said(upload: &dyn Upload, found: &Found, form: &ColumnsForm) -> Result<Opening, FieldErrors> {
    if form.version != found.batch.version.to_string() {
        return Err(stale());
    }
    let present = ColumnsForm::of(&found.batch, &found.opening);
    let said = form.said(&present, upload)?;
    let start = found.start.get(..START).unwrap_or(&found.start);
    reader::look(start, found.opening.encoding(), upload, said).map_err(|why| {
        let mut errors = FieldErrors::default();
        errors.add("encoding", why);
        errors
    })
}

/// Keeps what was said, and remembers it for the partner; nothing where somebody was first.
async fn keep<U: Upload + Send + 'static>(
    request: &mut Choosing,
    upload: U,
    batch: Batch,
    opening: Opening,
) -> Result<Option<(Batch, Rules)>, AppError> {
    let consent = request.part::<ConsentRules>()?.get_ref().clone();
    let kept = request.write(move |tx, by, now| {
        let Some(batch) = change(tx, by, &upload, batch, &opening, now)? else {
            return Ok(None);
        };
        let rules = Rules::of(tx.conn(), &consent, &by.staff.partner)?;
        Ok::<_, db::Error>(Some((batch, rules)))
    });
    Ok(kept.await?)
}

fn change(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    batch: Batch,
    opening: &Opening,
    now: Timestamp,
) -> db::Result<Option<Batch>> {
    let changed = Batch {
        state: State::Reading,
        version: batch.version + 1,
        lease: Some(LeaseId::new()),
        leased_until: Some(now.plus(lease_time())),
        started_at: Some(now),
        ..batch
    }
    .opened(opening)?;
    if !queries::read_again(tx, by.scope, &changed)? {
        return Ok(None);
    }
    column_choices::remember(tx, by.scope, upload, opening, now)?;
    let event = BatchEvent {
        kind: BATCH_COLUMNS,
        upload,
        batch: &changed,
        more: "",
    };
    activity::record(tx, by, &event, now)?;
    Ok(Some(changed))
}

/// The form as it was sent, with what is wrong with it.
async fn again(
    mut request: Choosing,
    upload: &dyn Upload,
    found: &Found,
    form: &ColumnsForm,
    errors: FieldErrors,
) -> Answer {
    let layout = request.layout().await?;
    let (batch, paths) = (&found.batch, layout.paths.clone());
    html_422(&ColumnsPage {
        file_name: batch.file_name.clone(),
        back: upload.page(&paths, batch.place()),
        columns: ColumnsView::new(upload, batch, &found.opening, &paths, form, errors),
        layout,
    })
}
