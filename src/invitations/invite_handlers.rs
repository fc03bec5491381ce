//! Begin an invitation: for a new customer, or for one in the list.

use actix_web::web::{Path, Query};

use super::{
    daily_limit::DailyLimit,
    invite_form::InviteForm,
    invite_page::InvitePage,
    invite_partners::Partners,
    invite_service::{self, InviteError},
};
use crate::{
    customers::{self, Entry},
    db,
    domains::ConsentRules,
    error::{AppError, Explained},
    identity::{ManageCustomers, Request, View},
    privileges,
    secrets::Secrets,
    web::{Answer, form::Form, html_422, layout::Flash},
};

/// Whom the form begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct BeginQuery {
    provider: String,
    reseller: String,
}

/// Invite new customers.
pub(super) async fn new(mut request: Request<View>, query: Query<BeginQuery>) -> Answer {
    let BeginQuery { provider, reseller } = query.into_inner();
    let form = InviteForm {
        provider,
        reseller,
        ..InviteForm::default()
    };
    let partners = partners(&mut request, &form).await?;
    request
        .page(|layout| InvitePage::new(layout, form, None, &partners))
        .await
}

/// With whom the form can be filled in.
async fn partners<P>(request: &mut Request<P>, form: &InviteForm) -> Result<Partners, AppError> {
    let own = request.by.staff.partner.clone();
    let (provider, reseller) = (form.provider.clone(), form.reseller.clone());
    let read =
        request.read(move |conn, scope| Partners::of(conn, scope, &own, (&provider, &reseller)));
    Ok(read.await?)
}

/// The form with the keys of the partners whose names were typed. Nothing is read where nobody is named.
async fn with_partners<P>(
    request: &mut Request<P>,
    form: &InviteForm,
) -> Result<InviteForm, AppError> {
    let mut form = form.clone();
    if form.provider.is_empty() && form.reseller.is_empty() {
        return Ok(form);
    }
    let read = request.read(move |conn, scope| {
        form.find_partners(conn, scope)?;
        Ok::<_, db::Error>(form)
    });
    Ok(read.await?)
}

/// The company in the list that is asked.
async fn entry<P>(request: &mut Request<P>, key: Path<uuid::Uuid>) -> Result<Entry, AppError> {
    let key = key.into_inner();
    let read = request.read(move |conn, scope| customers::find(conn, scope, key));
    Ok(read.await?)
}

/// Begins the draft for a new customer.
pub(super) async fn create(
    request: Request<ManageCustomers>,
    Form(form): Form<InviteForm>,
) -> Answer {
    begin(request, form, None).await
}

/// What the form for a company of the list begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct RequestQuery {
    /// The role that is ticked.
    role: String,
    /// The privileges that are asked for anew.
    again: String,
}

/// Request a reseller relationship, or privileges, from a company in the list.
pub(super) async fn request(
    mut request: Request<View>,
    key: Path<uuid::Uuid>,
    query: Query<RequestQuery>,
) -> Answer {
    let entry = entry(&mut request, key).await?;
    let form = first_form(&mut request, &entry, query.into_inner()).await?;
    let partners = partners(&mut request, &form).await?;
    request
        .page(|layout| InvitePage::new(layout, form, Some(&entry), &partners))
        .await
}

/// What is asked, before anything is typed.
async fn first_form(
    request: &mut Request<View>,
    entry: &Entry,
    query: RequestQuery,
) -> Result<InviteForm, AppError> {
    let domain = entry.domain.clone();
    let read = request.read(move |conn, scope| {
        let name = privileges::proposed_name(conn, scope, &domain)?;
        Ok::<_, db::Error>(match query.again.parse() {
            Ok(id) => InviteForm::anew(&privileges::find(conn, scope, id)?, name),
            Err(_) => InviteForm::for_known(vec![query.role], name),
        })
    });
    Ok(read.await?)
}

/// The form with the chosen role template filled in.
async fn filled_in(
    mut request: Request<ManageCustomers>,
    form: InviteForm,
    known: Option<Entry>,
) -> Answer {
    let partners = partners(&mut request, &form).await?;
    let form = form.filled_in(&partners.templates).unwrap_or(form);
    request
        .page(|layout| InvitePage::new(layout, form, known.as_ref(), &partners))
        .await
}

/// Begins the draft for a company in the list.
pub(super) async fn create_request(
    mut request: Request<ManageCustomers>,
    key: Path<uuid::Uuid>,
    Form(form): Form<InviteForm>,
) -> Answer {
    let entry = entry(&mut request, key).await?;
    begin(request, form, Some(entry)).await
}

async fn begin(
    mut request: Request<ManageCustomers>,
    form: InviteForm,
    known: Option<Entry>,
) -> Answer {
    if !form.fill.is_empty() {
        return filled_in(request, form, known).await;
    }
    let named = with_partners(&mut request, &form).await?;
    let ask = match named.parse(known.as_ref()) {
        Ok(ask) => ask,
        Err(errors) => return again(request, form, known, |page| Ok(page.with(errors))).await,
    };
    let (secrets, rules) = (request.part::<Secrets>()?, request.part::<ConsentRules>()?);
    let limit = *request.part::<DailyLimit>()?.get_ref();
    let begun = request.write(move |tx, by, now| {
        invite_service::invite(tx, by, &secrets, &rules, limit, &ask, now)
    });
    match begun.await {
        Ok(id) => {
            let text = "The draft is ready to be read and changed. Its link works once you send it or hand it out.";
            let address = request.paths().invitation(id);
            Ok(request.done(&address, Flash::good(text)))
        }
        Err(error) => again(request, form, known, |page| refused(page, error)).await,
    }
}

/// The form with why nothing was begun.
fn refused(page: InvitePage, why: InviteError) -> Result<InvitePage, AppError> {
    let (field, message, paths) = (why.field(), why.to_string(), page.layout.paths.clone());
    let existing = match why {
        InviteError::Db(error) => return Err(error.into()),
        InviteError::AlreadyCustomer(entry) => Some((
            format!("Open the record of {}", entry.name),
            paths.customer(entry.page_key()),
        )),
        InviteError::Open(open) => Some((
            format!("Open the invitation of {}", open.company_name),
            paths.invitation(open.id),
        )),
        _ => None,
    };
    Ok(page.because(field, message, existing))
}

/// The form as it was typed, with what is said about it.
async fn again(
    mut request: Request<ManageCustomers>,
    form: InviteForm,
    known: Option<Entry>,
    say: impl FnOnce(InvitePage) -> Result<InvitePage, AppError>,
) -> Answer {
    let partners = partners(&mut request, &form).await?;
    let layout = request.layout().await?;
    let page = InvitePage::new(layout, form, known.as_ref(), &partners);
    html_422(&say(page)?)
}
