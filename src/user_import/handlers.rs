//! Upload users, look at the rows, confirm, follow.

use actix_web::{HttpResponse, web::Payload};

use super::{
    kind::{self, BY_HEADINGS, IN_ORDER},
    pages::{self, ImportPage, NewPage},
    settings::{Settings, SettingsForm},
};
use crate::{
    customer_access::{CustomerAct, CustomerRequest, ManageAdmins, ManageUsers, SeeUsers},
    db::{self, ids::BatchId},
    error::AppError,
    uploads::{self, Acted, Batch, RowsQuery, State, Taken, Upload},
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        html,
        layout::Flash,
        upload,
    },
};

/// A request to add users of a customer.
type Acting = CustomerRequest<ManageUsers>;

/// Upload users, and the uploads so far.
pub(super) async fn new(mut on: CustomerRequest<SeeUsers>) -> Answer {
    let about = pages::so_far(&mut on).await?;
    let by = on.granted;
    let page = |layout| NewPage::new(layout, &by, &about, ("", ""), FieldErrors::default());
    on.request.page(page).await
}

/// Takes a file, and begins to read it.
pub(super) async fn create(on: Acting, payload: Payload) -> Answer {
    let mut form = upload::receive(on.request.http(), payload, &["order", "encoding"]).await?;
    let in_order = form.text("order") == pages::IN_ORDER;
    let kind = if in_order { &IN_ORDER } else { &BY_HEADINGS };
    let mut errors = FieldErrors::default();
    let taken = match uploads::take(&mut form, kind).await {
        Ok(taken) => taken,
        Err((field, why)) => {
            errors.add(field, why);
            return refuse(on, &form, errors).await;
        }
    };
    begin(on, kind, taken).await
}

async fn begin(on: Acting, kind: &'static kind::UserImport, taken: Taken) -> Answer {
    let settings = Settings {
        unread: taken.unread(),
        ..Settings::default()
    };
    let customer = Some(on.granted.customer);
    uploads::begin_upload(on.request, kind, customer, taken, &settings).await
}

async fn refuse(mut on: Acting, form: &upload::Upload, errors: FieldErrors) -> Answer {
    let about = pages::so_far(&mut on).await?;
    let by = on.granted;
    let typed = (form.text("order"), form.text("encoding"));
    on.request
        .again(|layout| NewPage::new(layout, &by, &about, typed, errors))
        .await
}

/// The upload in the address.
fn batch_of<A: CustomerAct>(on: &CustomerRequest<A>) -> Result<BatchId, AppError> {
    let key = on.request.http().match_info().get("batch");
    key.and_then(|key| key.parse().ok())
        .ok_or(AppError::NotFound)
}

/// One of them.
pub(super) async fn show(mut on: CustomerRequest<SeeUsers>) -> Answer {
    let (id, query) = (batch_of(&on)?, RowsQuery::of(on.request.query_string())?);
    let found = pages::look_up(&mut on, id, query).await?;
    let form = SettingsForm::of(&found.settings);
    let layout = on.request.layout().await?;
    let page = ImportPage::new(layout, &on.granted, &found, &form, FieldErrors::default());
    Ok(uploads::moving(html(&page)?, &page.about))
}

/// The state, and the upload with the settings of the form, or what is wrong with them.
async fn changed(
    on: &mut Acting,
    id: BatchId,
    form: &SettingsForm,
) -> Result<(State, Result<(Batch, Settings), FieldErrors>), AppError> {
    let read = on.read(move |conn, by| kind::find(conn, by, id));
    let batch = read.await?;
    let state = batch.state;
    if state == State::Preview && form.version != batch.version.to_string() {
        return Ok((state, Err(uploads::changed())));
    }
    let changed = match form.parse(batch.settings()?) {
        Ok(settings) => Ok((batch.with_settings(&settings)?, settings)),
        Err(errors) => Err(errors),
    };
    Ok((state, changed))
}

/// Confirm, with the settings of the form; and Go on, which has none.
pub(super) async fn confirm(mut on: Acting, Form(form): Form<SettingsForm>) -> Answer {
    let (id, shown) = (batch_of(&on)?, form.version.parse().ok());
    let batch = match changed(&mut on, id, &form).await? {
        (State::Preview, Err(errors)) => return again(on, id, form, errors).await,
        (State::Preview, Ok((batch, settings))) => {
            if !settings.roles.is_empty() && !on.granted.allows::<ManageAdmins>() {
                return Err(on.refusal_of::<ManageAdmins>().await?);
            }
            Some(batch)
        }
        _ => None,
    };
    let acted = on.write(move |tx, by, now| match &batch {
        Some(batch) => uploads::confirm_with(tx, &by.by, &BY_HEADINGS, batch, now),
        None => uploads::confirm(tx, &by.by, &BY_HEADINGS, id, shown, now),
    });
    let acted: Result<Acted, db::Error> = acted.await?;
    Ok(back(&on, id, acted?))
}

/// The page again, with what was typed and what is wrong with it.
async fn again(mut on: Acting, id: BatchId, form: SettingsForm, errors: FieldErrors) -> Answer {
    let found = pages::look_up(&mut on, id, uploads::first_rows(None)).await?;
    let by = on.granted;
    on.request
        .again(|layout| ImportPage::new(layout, &by, &found, &form, errors))
        .await
}

fn back(on: &Acting, id: BatchId, acted: Acted) -> HttpResponse {
    let page = on
        .request
        .paths()
        .user_import(on.granted.entry.page_key(), id);
    uploads::back(&on.request, acted, &page)
}

/// Stop. What is done stays. It takes hold of the job before anything of the customer, as its steps do.
pub(super) async fn stop(mut on: Acting, Form(_): Form<NoFields>) -> Answer {
    let (id, granted) = (batch_of(&on)?, on.granted.clone());
    let acted = on.request.write(move |tx, by, now| {
        kind::find(tx.conn(), &granted, id)?;
        uploads::stop(tx, by, &BY_HEADINGS, id, now)
    });
    let acted = acted.await?;
    Ok(back(&on, id, acted))
}

/// Discard.
pub(super) async fn remove(mut on: Acting, Form(_): Form<NoFields>) -> Answer {
    let (id, granted) = (batch_of(&on)?, on.granted.clone());
    let acted = on.request.write(move |tx, by, now| {
        kind::find(tx.conn(), &granted, id)?;
        uploads::remove(tx, by, &BY_HEADINGS, id, now)
    });
    match acted.await? {
        Acted::Done => {
            let start = on.request.paths().user_imports(on.granted.entry.page_key());
            let flash = Flash::good(BY_HEADINGS.words().discarded);
            Ok(on.request.done(&start, flash))
        }
        acted => Ok(back(&on, id, acted)),
    }
}
