//! Begin an invitation: for a new customer, or for one in the list.

use actix_web::{
    HttpRequest,
    web::{Path, Query},
};
use askama::Template;

use super::{
    DailyLimit,
    invite_form::{InviteForm, Partners},
    invite_service::{self, InviteError},
};
use crate::{
    clock::Clock,
    customers::{self, Entry},
    db::{self, Db},
    domains::ConsentRules,
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, View},
    secrets::Secrets,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        html, html_422,
        layout::Flash,
        part, see_other,
    },
};

/// The customer in the list who is asked.
struct Known {
    name: String,
    domain: String,
    record: String,
}

#[derive(Template)]
#[template(path = "invitations/invite.html")]
struct InvitePage {
    layout: Layout,
    errors: FieldErrors,
    form: InviteForm,
    roles: Vec<Choice>,
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
        });
        Self {
            layout: layout.in_section(section),
            errors: FieldErrors::default(),
            roles,
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
        let field = if self.known.is_some() { "" } else { "domain" };
        let paths = self.layout.paths.clone();
        match error {
            InviteError::AlreadyCustomer(entry) => {
                self.errors.add(field, format!("{} is your customer already", entry.name));
                self.existing = Some((format!("Open the record of {}", entry.name), paths.customer(entry.page_key())));
            }
            InviteError::Open(open) => {
                let what = if open.ready_at.is_some() { "An invitation" } else { "A draft" };
                self.errors.add(field, format!("{what} for {} is open already. Finish it, or revoke it first", open.company_name));
                self.existing = Some((format!("Open the invitation of {}", open.company_name), paths.invitation(open.id)));
            }
            InviteError::NoPartnership => {
                let field = if self.form.provider.is_empty() { "reseller" } else { "provider" };
                self.errors.add(field, "You have no active partnership with this company. Choose another, or invite alone");
            }
            InviteError::OwnDomain => self.errors.add(field, "This is your own company's domain. Enter the customer's"),
            InviteError::Recipient(refused) => self.errors.add("recipient", refused.to_string()),
            InviteError::DailyLimit(limit) => self.errors.add(
                "",
                format!("Your company has begun {limit} invitations in the last 24 hours, which is its limit. Try again tomorrow, or ask the operator for more"),
            ),
            InviteError::Db(error) => return Err(error.into()),
        }
        Ok(self)
    }
}

/// Whom the form begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct BeginQuery {
    provider: String,
    reseller: String,
}

/// Invite new customers.
///
/// # Errors
/// When the database does not answer.
pub async fn new(
    http: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    query: Query<BeginQuery>,
) -> Answer {
    let BeginQuery { provider, reseller } = query.into_inner();
    let form = InviteForm {
        provider,
        reseller,
        ..InviteForm::default()
    };
    let partners = partners(&http, &staff).await?;
    html(&InvitePage::new(layout, form, None, &partners))
}

/// With whom the form can be filled in.
async fn partners<P>(http: &HttpRequest, staff: &Authorized<P>) -> Result<Partners, AppError> {
    let (scope, own) = (staff.scope, staff.staff.partner.clone());
    Ok(part::<Db>(http)?
        .read(move |conn| Partners::of(conn, scope, &own))
        .await?)
}

/// Begins the draft for a new customer.
///
/// # Errors
/// When the database does not answer.
pub async fn create(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    Form(form): Form<InviteForm>,
) -> Answer {
    begin(&request, admin, layout, form, None).await
}

/// Request a reseller relationship from a company in the list.
///
/// # Errors
/// `NotFound`.
pub async fn request(
    http: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    key: Path<uuid::Uuid>,
) -> Answer {
    let (scope, key) = (staff.scope, key.into_inner());
    let entry = part::<Db>(&http)?
        .read(move |conn| customers::find(conn, scope, key))
        .await
        .map_err(AppError::from)?;
    let partners = partners(&http, &staff).await?;
    let form = InviteForm::for_known();
    html(&InvitePage::new(layout, form, Some(&entry), &partners))
}

/// Begins the draft for a company in the list.
///
/// # Errors
/// `NotFound`.
pub async fn create_request(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    key: Path<uuid::Uuid>,
    Form(form): Form<InviteForm>,
) -> Answer {
    let (db, scope, key) = (part::<Db>(&request)?, admin.scope, key.into_inner());
    let entry = db
        .read(move |conn| customers::find(conn, scope, key))
        .await
        .map_err(AppError::from)?;
    begin(&request, admin, layout, form, Some(entry)).await
}

async fn begin(
    request: &HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    form: InviteForm,
    known: Option<Entry>,
) -> Answer {
    let ask = match form.parse(known.as_ref()) {
        Ok(ask) => ask,
        Err(errors) => {
            let partners = partners(request, &admin).await?;
            let page = InvitePage::new(layout, form, known.as_ref(), &partners);
            return html_422(&page.with(errors));
        }
    };
    let again = admin.clone();
    let (db, secrets) = (part::<Db>(request)?, part::<Secrets>(request)?);
    let limit = *part::<DailyLimit>(request)?.get_ref();
    let rules = part::<ConsentRules>(request)?;
    let now = part::<Clock>(request)?.now();
    match db
        .write(move |tx| invite_service::invite(tx, &admin, &secrets, &rules, limit, &ask, now))
        .await
    {
        Ok(id) => {
            Flash::good("The draft is ready to be read and changed. Its link works once you send it or hand it out.").leave(request);
            Ok(see_other(&layout.paths.invitation(id)))
        }
        Err(InviteError::Db(db::Error::NotFound)) => Err(AppError::NotFound),
        Err(error) => {
            let partners = partners(request, &again).await?;
            let page = InvitePage::new(layout, form, known.as_ref(), &partners);
            html_422(&page.refused(error)?)
        }
    }
}
