//! Many invitations: upload, look at the rows and the message, confirm, follow.

use actix_web::web::{Path, Payload};
use askama::Template;

use super::{
    form::BulkForm,
    kind::BulkInvitation,
    pages::{self, BulkPage},
    settings::{SendBy, Settings},
    template, words,
};
use crate::{
    db::{self, Conn, ids::BatchId},
    error::AppError,
    identity::{Layout, ManageCustomers, Partner, Request, Scope, View},
    invitations::{self, Channel, InviteError},
    messages::{self, ForeignLinks},
    paths::Site,
    role_templates,
    uploads::{self, Acted, Batch, ListedBatch, RowsQuery, State, Taken, Upload},
    web::{
        Answer, address,
        form::{FieldErrors, Form},
        html, html_422,
        layout::Flash,
        upload,
    },
};

/// A request to do something with a list.
type Acting = Request<ManageCustomers>;

#[derive(Template)]
#[template(path = "bulk_invitations/new.html")]
struct NewPage {
    layout: Layout,
    errors: FieldErrors,
    pasted: String,
    lines: Vec<ListedBatch>,
}

async fn new_page<P>(
    mut request: Request<P>,
    errors: FieldErrors,
    pasted: &str,
) -> Result<NewPage, AppError> {
    let batches =
        request.read(|conn, scope| uploads::latest(conn, scope, BulkInvitation.kind(), None, 10));
    let batches = batches.await?;
    let layout = request.layout().await?;
    Ok(NewPage {
        errors,
        pasted: pasted.to_owned(),
        lines: batches
            .iter()
            .map(|batch| ListedBatch::of(&BulkInvitation, batch, &layout.paths, request.now))
            .collect(),
        layout: layout.in_section("invitations"),
    })
}

/// Invite many at once.
pub(super) async fn new(request: Request<View>) -> Answer {
    html(&new_page(request, FieldErrors::default(), "").await?)
}

/// Takes the list, and begins to read it.
pub(super) async fn create(request: Acting, payload: Payload) -> Answer {
    let mut form = upload::receive(request.http(), payload, &["pasted"]).await?;
    let taken = match uploads::take(&mut form, &BulkInvitation).await {
        Ok(taken) => taken,
        Err((field, why)) => {
            let mut errors = FieldErrors::default();
            errors.add(field, why);
            return html_422(&new_page(request, errors, form.text("pasted")).await?);
        }
    };
    begin(request, taken, Settings::new(Channel::OwnMarketing)).await
}

/// Keeps the list, and begins to read its rows in the background.
pub(super) async fn begin(request: Acting, taken: Taken, settings: Settings) -> Answer {
    uploads::begin_upload(request, &BulkInvitation, None, taken, &settings).await
}

/// One of them.
pub(super) async fn show(mut request: Request<View>, id: Path<BatchId>) -> Answer {
    let query = RowsQuery::of(request.query_string())?;
    let found = pages::look_up(&mut request, id.into_inner(), query, None).await?;
    let form = BulkForm::of(&found.settings);
    let layout = request.layout().await?;
    let page = BulkPage::new(layout, &found, form, FieldErrors::default());
    Ok(uploads::moving(html(&page)?, &page.about))
}

/// The form again, as it was typed.
async fn again(mut request: Acting, id: BatchId, form: BulkForm, errors: FieldErrors) -> Answer {
    let query = uploads::first_rows(form.row.parse().ok());
    let typed = Some((form.provider.clone(), form.reseller.clone()));
    let found = pages::look_up(&mut request, id, query, typed).await?;
    request
        .again(|layout| BulkPage::new(layout, &found, form, errors))
        .await
}

/// Why the messages of these rows must not go as they are, each with its own words.
async fn objection(
    request: &mut Acting,
    changed: &Changed,
    form: &mut BulkForm,
) -> Result<Option<FieldErrors>, AppError> {
    if changed.settings.send_by != SendBy::Server {
        return Ok(None);
    }
    let staff = request.by.staff.clone();
    let (id, settings) = (changed.batch.id, changed.settings.clone());
    let rule = *request.part::<ForeignLinks>()?.get_ref();
    let host = request.part::<Site>()?.host().to_owned();
    let found = request
        .read(move |conn, scope| words::foreign(conn, scope, &staff, (id, &settings), host, rule));
    let (foreign, sites) = found.await?;
    let objection = foreign.objection(&sites, &form.foreign);
    form.foreign = messages::words(&sites, " ");
    Ok(objection.map(|objection| {
        let mut errors = FieldErrors::default();
        errors.add("body", objection);
        errors
    }))
}

/// A list with the settings of the form.
struct Changed {
    batch: Batch,
    settings: Settings,
    /// Whether its words became those of another template, which nobody has read yet.
    is_unread: bool,
}

/// The state, and the list with the settings of the form, or what is wrong with them. The words follow the language and
/// who asks, as long as nobody has changed them.
async fn changed(
    request: &mut Acting,
    id: BatchId,
    mut form: BulkForm,
) -> Result<(State, Result<Changed, FieldErrors>), AppError> {
    let own = request.by.staff.partner.clone();
    let found = request.read(move |conn, scope| {
        let batch = uploads::find(conn, scope, BulkInvitation.kind(), id)?;
        let state = batch.state;
        if state == State::Preview && form.version != batch.version.to_string() {
            return Ok((state, Err(uploads::changed())));
        }
        form.fill_in(&role_templates::all(conn, scope)?);
        form.find_partners(conn, scope)?;
        let present: Settings = batch.settings()?;
        let is_unread = template::follow(conn, scope, &present, &mut form)?;
        let settings = match form.settings(&present) {
            Ok(settings) if can_ask(conn, scope, &own, &settings)? => settings,
            Ok(_) => return Ok((state, Err(form.without_partnership()))),
            Err(errors) => return Ok((state, Err(errors))),
        };
        let batch = batch.with_settings(&settings)?;
        let changed = Changed {
            batch,
            settings,
            is_unread,
        };
        Ok::<_, db::Error>((state, Ok(changed)))
    });
    Ok(found.await?)
}

/// Whether the partners that the settings name work together.
fn can_ask(conn: &mut Conn, scope: Scope, own: &Partner, settings: &Settings) -> db::Result<bool> {
    match invitations::who_asks(conn, scope, own, settings.together()) {
        Ok(_) => Ok(true),
        Err(InviteError::Db(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

/// Keeps the settings, and shows the message with them.
pub(super) async fn save(
    mut request: Acting,
    id: Path<BatchId>,
    Form(form): Form<BulkForm>,
) -> Answer {
    let id = id.into_inner();
    match changed(&mut request, id, form.clone()).await? {
        (_, Ok(changed)) => {
            let (acted, page) = keep(&mut request, changed.batch, form).await?;
            Ok(uploads::back(&request, acted, &page))
        }
        (_, Err(errors)) => again(request, id, form, errors).await,
    }
}

/// Keeps the settings; with the page that shows the message with them.
async fn keep(
    request: &mut Acting,
    batch: Batch,
    form: BulkForm,
) -> Result<(Acted, String), AppError> {
    let page = request.paths().bulk_invitation(batch.id);
    let page = address::with(&page, &[("row", form.row)]);
    let saved = request.write(move |tx, by, _| uploads::save_settings(tx, by.scope, &batch));
    let acted = if saved.await? {
        Acted::Done
    } else {
        Acted::TooLate
    };
    Ok((acted, format!("{page}#message")))
}

/// Said instead of inviting with words that nobody has seen.
const UNREAD: &str = "The message changed with the language, or with who asks. Read it, then invite. Nobody is invited yet.";

/// Shows the message again, whose words nobody has seen yet, before anybody is invited with them.
async fn read_first(mut request: Acting, batch: Batch, form: BulkForm) -> Answer {
    let (acted, page) = keep(&mut request, batch, form).await?;
    Ok(match acted {
        Acted::Done => request.done(&page, Flash::attention(UNREAD)),
        acted => uploads::back(&request, acted, &page),
    })
}

/// Confirm, with the settings of the form; and Go on, which has none.
pub(super) async fn confirm(
    mut request: Acting,
    id: Path<BatchId>,
    Form(mut form): Form<BulkForm>,
) -> Answer {
    let (id, shown) = (id.into_inner(), form.version.parse().ok());
    let batch = match changed(&mut request, id, form.clone()).await? {
        (State::Preview, Err(errors)) => return again(request, id, form, errors).await,
        (State::Preview, Ok(changed)) if changed.is_unread => {
            return read_first(request, changed.batch, form).await;
        }
        (State::Preview, Ok(changed)) => {
            if let Some(errors) = objection(&mut request, &changed, &mut form).await? {
                return again(request, id, form, errors).await;
            }
            Some(changed.batch)
        }
        _ => None,
    };
    let acted = request.write(move |tx, by, now| match &batch {
        Some(batch) => uploads::confirm_with(tx, by, &BulkInvitation, batch, now),
        None => uploads::confirm(tx, by, &BulkInvitation, id, shown, now),
    });
    let (acted, page) = (acted.await?, request.paths().bulk_invitation(id));
    Ok(uploads::back(&request, acted, &page))
}
