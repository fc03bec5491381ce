//! Many invitations: upload, look at the rows and the message, confirm, follow.

use actix_web::{
    HttpRequest,
    web::{Path, Payload},
};
use askama::Template;

use super::{
    form::BulkForm,
    kind::BulkInvitation,
    pages::{self, BulkPage},
    settings::{SendBy, Settings},
    words,
};
use crate::{
    clock::Clock,
    db::{self, Db, ids::BatchId},
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, View},
    invitations::{self, Channel, InviteError},
    messages::{self, ForeignLinks},
    paths::Site,
    uploads::{self, Acted, Batch, Line, RowsQuery, State, Taken, Upload},
    web::{
        Answer, address,
        form::{FieldErrors, Form},
        html, html_422, part, upload,
    },
};

#[derive(Template)]
#[template(path = "bulk_invitations/new.html")]
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
        .read(move |conn| uploads::latest(conn, scope, BulkInvitation.kind(), 10))
        .await
        .map_err(AppError::from)?;
    Ok(NewPage {
        errors,
        pasted: pasted.to_owned(),
        lines: batches
            .iter()
            .map(|batch| Line::of(&BulkInvitation, batch, &layout.paths, now))
            .collect(),
        layout: layout.in_section("invitations"),
    })
}

/// Invite many at once.
pub async fn new(request: HttpRequest, staff: Authorized<View>, layout: Layout) -> Answer {
    html(&new_page(&request, &staff, layout, FieldErrors::default(), "").await?)
}

/// Takes the list, and begins to read it.
pub async fn create(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    payload: Payload,
) -> Answer {
    let mut form = upload::receive(&request, payload, &["pasted"]).await?;
    let taken = match uploads::take(&mut form, &BulkInvitation) {
        Ok(taken) => taken,
        Err((field, why)) => {
            let mut errors = FieldErrors::default();
            errors.add(field, why);
            let page = new_page(&request, &admin, layout, errors, form.text("pasted")).await?;
            return html_422(&page);
        }
    };
    begin(&request, admin, &layout, taken, Channel::OwnMarketing).await
}

/// Keeps the list, and begins to read its rows in the background.
pub(super) async fn begin(
    request: &HttpRequest,
    admin: CustomerManager,
    layout: &Layout,
    taken: Taken,
    channel: Channel,
) -> Answer {
    // It begins with the words of a single invitation.
    let settings = Settings::new(channel, words::SUBJECT, words::BODY);
    uploads::begin_upload(request, admin, layout, &BulkInvitation, taken, &settings).await
}

/// One of them.
pub async fn show(
    request: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let query = RowsQuery::of(request.query_string())?;
    let found = pages::look_up(&request, &staff, id.into_inner(), query).await?;
    let form = BulkForm::of(&found.settings);
    let page = BulkPage::new(layout, &found, form, FieldErrors::default());
    let answer = html(&page)?;
    Ok(uploads::moving(answer, &page.about))
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
    let found = pages::look_up(request, staff, id, query).await?;
    html_422(&BulkPage::new(layout, &found, form, errors))
}

/// Why the messages of these rows must not go as they are, each with its own words.
async fn objection(
    request: &HttpRequest,
    admin: &CustomerManager,
    changed: &Changed,
    form: &mut BulkForm,
) -> Result<Option<FieldErrors>, AppError> {
    if changed.settings.send_by != SendBy::Server {
        return Ok(None);
    }
    let (scope, staff) = (admin.scope, admin.staff.clone());
    let (id, settings) = (changed.batch.id, changed.settings.clone());
    let rule = *part::<ForeignLinks>(request)?.get_ref();
    let host = part::<Site>(request)?.host().to_owned();
    let found = part::<Db>(request)?
        .read(move |conn| words::foreign(conn, scope, &staff, (id, &settings), host, rule))
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

/// A list with the settings of the form.
struct Changed {
    batch: Batch,
    settings: Settings,
}

/// The state, and the list with the settings of the form, or what is wrong with them.
async fn changed(
    request: &HttpRequest,
    admin: &CustomerManager,
    id: BatchId,
    form: BulkForm,
) -> Result<(State, Result<Changed, FieldErrors>), AppError> {
    let (scope, own) = (admin.scope, admin.staff.partner.clone());
    let db = part::<Db>(request)?;
    let found = db.read(move |conn| {
        let batch = uploads::find(conn, scope, BulkInvitation.kind(), id)?;
        let state = batch.state;
        let settings = match form.settings() {
            Ok(settings) => settings,
            Err(errors) => return Ok((state, Err(errors))),
        };
        match invitations::who_asks(conn, scope, &own, settings.together()) {
            Ok(_) => {}
            Err(InviteError::Db(error)) => return Err(error),
            Err(_) => return Ok((state, Err(form.without_partnership()))),
        }
        let batch = batch.with_settings(&settings)?;
        Ok((state, Ok(Changed { batch, settings })))
    });
    Ok(found.await?)
}

/// Keeps the settings, and shows the message with them.
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
        .write(move |tx| uploads::save_settings(tx, scope, &changed.batch))
        .await
        .map_err(AppError::from)?;
    let page = address::with(&layout.paths.bulk_invitation(id), &[("row", form.row)]);
    let acted = if is_saved {
        Acted::Done
    } else {
        Acted::TooLate
    };
    Ok(uploads::back(&request, acted, &format!("{page}#message")))
}

/// Confirm, with the settings of the form; and Go on, which has none.
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
        (State::Preview, Ok(changed)) => {
            if let Some(errors) = objection(&request, &admin, &changed, &mut form).await? {
                return again(&request, &admin, layout, id, form, errors).await;
            }
            Some(changed.batch)
        }
        _ => None,
    };
    let acted = part::<Db>(&request)?
        .write(move |tx| {
            if let Some(settings) = &settings
                && !uploads::save_settings(tx, scope, settings)?
            {
                return Ok(Acted::TooLate);
            }
            uploads::confirm(tx, &admin, &BulkInvitation, id, now)
        })
        .await
        .map_err(|error: db::Error| AppError::from(error))?;
    Ok(uploads::back(
        &request,
        acted,
        &layout.paths.bulk_invitation(id),
    ))
}
