//! Begin an invitation: for a new customer, or for one in the list.

use actix_web::web::{Path, Query};
use askama::Template;

use super::{
    daily_limit::DailyLimit,
    invite_form::{InviteForm, Partners},
    invite_service::{self, InviteError},
};
use crate::{
    customers::{self, Entry, Standing},
    db,
    domains::ConsentRules,
    error::{AppError, Explained},
    identity::{Layout, ManageCustomers, Request, View},
    privileges,
    secrets::Secrets,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        html_422,
        layout::Flash,
    },
};

/// The customer in the list who is asked.
struct Known {
    name: String,
    domain: String,
    record: String,
    is_connected: bool,
}

impl Known {
    fn title(&self) -> &'static str {
        if self.is_connected {
            "Ask for privileges"
        } else {
            "Request a reseller relationship"
        }
    }
}

#[derive(Template)]
#[template(path = "invitations/invite.html")]
struct InvitePage {
    layout: Layout,
    errors: FieldErrors,
    form: InviteForm,
    roles: Vec<Choice>,
    global: Choice,
    templates: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    providers: Vec<Choice>,
    resellers: Vec<Choice>,
    /// A reseller that has no provider to invite with.
    lacks_provider: bool,
    known: Option<Known>,
    action: String,
    /// What stands in the way, and where it is.
    existing: Option<(String, String)>,
}

impl InvitePage {
    fn new(layout: Layout, form: InviteForm, known: Option<&Entry>, partners: &Partners) -> Self {
        let paths = layout.paths.clone();
        let action = known.map_or_else(
            || paths.new_invitation(),
            |entry| paths.customer_invitation(entry.page_key()),
        );
        let roles = form.role_choices();
        let section = if known.is_some() {
            "customers"
        } else {
            "invitations"
        };
        let known = known.map(|entry| Known {
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            record: paths.customer(entry.page_key()),
            is_connected: entry.standing == Standing::Connected,
        });
        Self {
            layout: layout.in_section(section),
            errors: FieldErrors::default(),
            roles,
            global: form.global_choice(),
            templates: partners.template_choices(&form.template),
            channels: form.channel_choices(),
            languages: form.language_choices(),
            providers: Partners::choices(partners.providers.as_ref(), &form.provider),
            resellers: Partners::choices(partners.resellers.as_ref(), &form.reseller),
            lacks_provider: partners.providers.as_ref().is_some_and(Vec::is_empty),
            form,
            known,
            action,
            existing: None,
        }
    }

    fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    fn refused(mut self, error: InviteError) -> Result<Self, AppError> {
        let field = match error.field() {
            "domain" if self.known.is_some() => "",
            "provider" if self.form.provider.is_empty() => "reseller",
            field => field,
        };
        self.errors.add(field, error.to_string());
        let paths = &self.layout.paths;
        self.existing = match error {
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
        Ok(self)
    }
}

/// Whom the form begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct BeginQuery {
    provider: String,
    reseller: String,
}

/// Invite new customers.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn new(mut request: Request<View>, query: Query<BeginQuery>) -> Answer {
    let BeginQuery { provider, reseller } = query.into_inner();
    let form = InviteForm {
        provider,
        reseller,
        ..InviteForm::default()
    };
    let partners = partners(&mut request).await?;
    request
        .page(|layout| InvitePage::new(layout, form, None, &partners))
        .await
}

/// With whom the form can be filled in.
async fn partners<P>(request: &mut Request<P>) -> Result<Partners, AppError> {
    let own = request.by.staff.partner.clone();
    let read = request.read(move |conn, scope| Partners::of(conn, scope, &own));
    Ok(read.await?)
}

/// The company in the list that is asked.
async fn entry<P>(request: &mut Request<P>, key: Path<uuid::Uuid>) -> Result<Entry, AppError> {
    let key = key.into_inner();
    let read = request.read(move |conn, scope| customers::find(conn, scope, key));
    Ok(read.await?)
}

/// Begins the draft for a new customer.
///
/// # Errors
/// When the database does not answer.
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
///
/// # Errors
/// `NotFound`.
pub(super) async fn request(
    mut request: Request<View>,
    key: Path<uuid::Uuid>,
    query: Query<RequestQuery>,
) -> Answer {
    let entry = entry(&mut request, key).await?;
    let partners = partners(&mut request).await?;
    let RequestQuery { role, again } = query.into_inner();
    let domain = entry.domain.clone();
    let form = request.read(move |conn, scope| {
        let name = privileges::proposed_name(conn, scope, &domain)?;
        Ok::<_, db::Error>(match again.parse() {
            Ok(id) => InviteForm::anew(&privileges::find(conn, scope, id)?, name),
            Err(_) => InviteForm::for_known(vec![role], name),
        })
    });
    let form = form.await?;
    request
        .page(|layout| InvitePage::new(layout, form, Some(&entry), &partners))
        .await
}

/// Begins the draft for a company in the list.
///
/// # Errors
/// `NotFound`.
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
        let partners = partners(&mut request).await?;
        let form = form.filled_in(&partners.templates).unwrap_or(form);
        let page = |layout| InvitePage::new(layout, form, known.as_ref(), &partners);
        return request.page(page).await;
    }
    let ask = match form.parse(known.as_ref()) {
        Ok(ask) => ask,
        Err(errors) => {
            let partners = partners(&mut request).await?;
            let page = |layout| InvitePage::new(layout, form, known.as_ref(), &partners);
            return request.again(|layout| page(layout).with(errors)).await;
        }
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
        Err(InviteError::Db(db::Error::NotFound)) => Err(AppError::NotFound),
        Err(error) => {
            let partners = partners(&mut request).await?;
            let layout = request.layout().await?;
            let page = InvitePage::new(layout, form, known.as_ref(), &partners);
            html_422(&page.refused(error)?)
        }
    }
}
