//! Many invitations: upload, look at the rows and the message, confirm, follow.

use actix_web::{
    HttpRequest,
    web::{Path, Payload},
};
use askama::Template;

use super::{
    batch_service::{self, Came},
    bulk_form::{self, BulkForm},
    bulk_pages::{self, BulkPage},
    bulk_words,
    import_handlers::{back, moving},
    intake::{self, Taken},
    judging::Rules,
    model::{Batch, HandOver, Kind, State},
    queries, reading_service,
    view::{Line, RowsQuery},
};
use crate::{
    clock::Clock,
    db::{self, Db, ids::BatchId},
    domains::ConsentRules,
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, View},
    invitations::{self, Channel, InviteError},
    messages::{self, ForeignLinks},
    paths::Site,
    web::{
        Answer, address,
        form::{FieldErrors, Form},
        html, html_422,
        layout::Flash,
        part, see_other, upload,
    },
};

#[derive(Template)]
#[template(path = "batches/bulk_new.html")]
struct NewPage {
    layout: Layout,
    errors: FieldErrors,
    pasted: String,
    lines: Vec<Line>,
}

async fn new_page<P>(
    request: &HttpRequest,
    staff: &Authorized<P>,
    layout: Layout,
    errors: FieldErrors,
    pasted: &str,
) -> Result<NewPage, AppError> {
    let (scope, now) = (staff.scope, part::<Clock>(request)?.now());
    let batches = part::<Db>(request)?
        .read(move |conn| queries::latest(conn, scope, Kind::Invite, 10))
        .await
        .map_err(AppError::from)?;
    Ok(NewPage {
        errors,
        pasted: pasted.to_owned(),
        lines: batches
            .iter()
            .map(|batch| Line::of(batch, &layout.paths, now))
            .collect(),
        layout: layout.in_section("invitations"),
    })
}

/// Invite many at once.
///
/// # Errors
/// When the database does not answer.
pub async fn new(request: HttpRequest, staff: Authorized<View>, layout: Layout) -> Answer {
    html(&new_page(&request, &staff, layout, FieldErrors::default(), "").await?)
}

/// Takes the list, and begins to read it.
///
/// # Errors
/// When the form does not arrive, or the database does not answer.
pub async fn create(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    payload: Payload,
) -> Answer {
    let mut form = upload::receive(&request, payload, &["pasted"]).await?;
    let taken = match intake::take(&mut form, Kind::Invite) {
        Ok(taken) => taken,
        Err((field, why)) => {
            let mut errors = FieldErrors::default();
            errors.add(field, why);
            let page = new_page(&request, &admin, layout, errors, form.text("pasted")).await?;
            return html_422(&page);
        }
    };
    let id = begin_reading(&request, admin, taken, None).await?;
    Ok(see_other(&layout.paths.bulk_invitation(id)))
}

/// Keeps the batch, and begins to read its rows in the background.
pub(super) async fn begin_reading(
    request: &HttpRequest,
    admin: CustomerManager,
    taken: Taken,
    channel: Option<Channel>,
) -> Result<BatchId, AppError> {
    let clock = part::<Clock>(request)?;
    let now = clock.now();
    let by = Some(admin.staff.id);
    let mut batch = Batch::reading(admin.scope.partner_id(), by, Kind::Invite, now);
    taken.describe(&mut batch);
    bulk_form::begin(&mut batch);
    if channel.is_some() {
        batch.channel = channel;
    }
    let db = part::<Db>(request)?;
    let (consent, own) = (part::<ConsentRules>(request)?, admin.staff.partner.clone());
    let (kept, id) = (batch.clone(), batch.id);
    let rules = db
        .write(move |tx| {
            batch_service::add(tx, &admin, &kept, now)?;
            Rules::of(tx.conn(), &consent, &own)
        })
        .await?;
    let (db, clock) = (db.get_ref().clone(), clock.get_ref().clone());
    reading_service::start(db, clock, batch, rules, taken.rows());
    Ok(id)
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub async fn show(
    request: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let query = RowsQuery::of(request.query_string())?;
    let found = bulk_pages::look_up(&request, &staff, id.into_inner(), query).await?;
    let form = BulkForm::of(&found.batch);
    let page = BulkPage::new(layout, &found, form, FieldErrors::default());
    let answer = html(&page)?;
    Ok(moving(answer, &page.about))
}

/// The form again, as it was typed.
async fn again<P>(
    request: &HttpRequest,
    staff: &Authorized<P>,
    layout: Layout,
    id: BatchId,
    form: BulkForm,
    errors: FieldErrors,
) -> Answer {
    let query = RowsQuery::with_row(form.row.parse().ok());
    let found = bulk_pages::look_up(request, staff, id, query).await?;
    html_422(&BulkPage::new(layout, &found, form, errors))
}

/// Why the messages of these rows must not go as they are, each with its own words.
async fn objection(
    request: &HttpRequest,
    admin: &CustomerManager,
    settings: &Batch,
    form: &mut BulkForm,
) -> Result<Option<FieldErrors>, AppError> {
    if settings.hand_over != Some(HandOver::Send) {
        return Ok(None);
    }
    let (scope, staff, batch) = (admin.scope, admin.staff.clone(), settings.clone());
    let rule = *part::<ForeignLinks>(request)?.get_ref();
    let host = part::<Site>(request)?.host().to_owned();
    let found = part::<Db>(request)?
        .read(move |conn| bulk_words::foreign(conn, scope, &staff, &batch, host, rule))
        .await?;
    let (foreign, sites) = found;
    let mut errors = FieldErrors::default();
    let objection = foreign.objection(&sites, &form.foreign);
    form.foreign = messages::words(&sites, " ");
    Ok(objection.map(|objection| {
        errors.add("body", objection);
        errors
    }))
}

/// The batch as it is, and with the settings of the form, or what is wrong with them.
async fn changed(
    request: &HttpRequest,
    admin: &CustomerManager,
    id: BatchId,
    form: BulkForm,
) -> Result<(State, Result<Batch, FieldErrors>), AppError> {
    let (scope, own) = (admin.scope, admin.staff.partner.clone());
    let db = part::<Db>(request)?;
    let found = db.read(move |conn| {
        let batch = queries::find(conn, scope, Kind::Invite, id)?;
        let mut changed = form.apply(&batch);
        if let Ok(settings) = &changed {
            match invitations::who_asks(conn, scope, &own, settings.together()) {
                Ok(_) => {}
                Err(InviteError::Db(error)) => return Err(error),
                Err(_) => changed = Err(form.without_partnership()),
            }
        }
        Ok((batch.state, changed))
    });
    Ok(found.await?)
}

/// Keeps the settings, and shows the message with them.
///
/// # Errors
/// `NotFound`.
pub async fn save(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
    Form(form): Form<BulkForm>,
) -> Answer {
    let (id, scope) = (id.into_inner(), admin.scope);
    let changed = match changed(&request, &admin, id, form.clone()).await? {
        (_, Ok(changed)) => changed,
        (_, Err(errors)) => return again(&request, &admin, layout, id, form, errors).await,
    };
    let is_saved = part::<Db>(&request)?
        .write(move |tx| queries::save_settings(tx, scope, &changed))
        .await
        .map_err(AppError::from)?;
    let page = address::with(&layout.paths.bulk_invitation(id), &[("row", form.row)]);
    let came = if is_saved { Came::Done } else { Came::TooLate };
    Ok(back(&request, came, &format!("{page}#message")))
}

/// Confirm, with the settings of the form; and Go on, which has none.
///
/// # Errors
/// `NotFound`.
pub async fn confirm(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
    Form(form): Form<BulkForm>,
) -> Answer {
    let (id, scope) = (id.into_inner(), admin.scope);
    let now = part::<Clock>(&request)?.now();
    let mut form = form;
    let settings = match changed(&request, &admin, id, form.clone()).await? {
        (State::Preview, Err(errors)) => {
            return again(&request, &admin, layout, id, form, errors).await;
        }
        (State::Preview, Ok(settings)) => {
            if let Some(errors) = objection(&request, &admin, &settings, &mut form).await? {
                return again(&request, &admin, layout, id, form, errors).await;
            }
            Some(settings)
        }
        _ => None,
    };
    let came = part::<Db>(&request)?
        .write(move |tx| {
            if let Some(settings) = &settings
                && !queries::save_settings(tx, scope, settings)?
            {
                return Ok(Came::TooLate);
            }
            batch_service::confirm(tx, &admin, Kind::Invite, id, now)
        })
        .await
        .map_err(|error: db::Error| AppError::from(error))?;
    Ok(back(&request, came, &layout.paths.bulk_invitation(id)))
}

/// Stop.
///
/// # Errors
/// `NotFound`.
pub async fn stop(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let came = part::<Db>(&request)?
        .write(move |tx| batch_service::stop(tx, &admin, Kind::Invite, id, now))
        .await
        .map_err(AppError::from)?;
    Ok(back(&request, came, &layout.paths.bulk_invitation(id)))
}

/// Discard.
///
/// # Errors
/// `NotFound`.
pub async fn remove(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let came = part::<Db>(&request)?
        .write(move |tx| batch_service::remove(tx, &admin, Kind::Invite, id, now))
        .await
        .map_err(AppError::from)?;
    if came == Came::Done {
        Flash::good("The list is discarded. Nobody was invited.").leave(&request);
        return Ok(see_other(&layout.paths.new_bulk_invitation()));
    }
    Ok(back(&request, came, &layout.paths.bulk_invitation(id)))
}
