//! Begin an invitation: for a new customer, or for one in the list.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use super::{
    DailyLimit,
    invite_service::{self, Ask, InviteError},
};
use crate::{
    clock::Clock,
    customers::{self, Entry},
    db::{self, Db},
    error::AppError,
    identity::{Authorized, CustomerAdmin, Layout, View},
    privileges::{AdminRole, RoleSet},
    secrets::Secrets,
    text,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        html, html_422,
        layout::Flash,
        part, see_other,
    },
};

/// What is asked, as it was typed.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InviteForm {
    recipient: String,
    recipient_name: String,
    company_name: String,
    domain: String,
    roles: Vec<String>,
    days: String,
    expires_in: String,
}

impl Default for InviteForm {
    fn default() -> Self {
        Self {
            recipient: String::new(),
            recipient_name: String::new(),
            company_name: String::new(),
            domain: String::new(),
            roles: Vec::new(),
            days: "365".to_owned(),
            expires_in: "30".to_owned(),
        }
    }
}

fn number(text: &str, least: i32, most: i32) -> Result<i32, String> {
    match text.trim().parse::<i32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("Enter a number of days from {least} to {most}")),
    }
}

impl InviteForm {
    /// The checked values; `known` gives company and domain where the company is in the list already.
    fn parse(&self, known: Option<&Entry>) -> Result<Ask, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (company_name, domain) = match known {
            Some(entry) => (entry.name.clone(), entry.domain.clone()),
            None => (
                errors.take(
                    "company_name",
                    text::line(&self.company_name, text::NAME_MAX, "the company's name"),
                ),
                errors.take("domain", text::domain(&self.domain)),
            ),
        };
        let recipient = errors.take("recipient", text::email(&self.recipient));
        let recipient_name = errors.take(
            "recipient_name",
            text::optional_line(&self.recipient_name, text::NAME_MAX),
        );
        let roles: Vec<Option<AdminRole>> =
            self.roles.iter().map(|name| name.parse().ok()).collect();
        if roles.contains(&None) {
            errors.add("roles", "Choose from the roles that are listed");
        }
        let roles: Vec<AdminRole> = roles.into_iter().flatten().collect();
        let grant_days =
            (!roles.is_empty()).then(|| errors.take("days", number(&self.days, 1, 730)));
        let expires_in = errors.take("expires_in", number(&self.expires_in, 1, 90));
        errors.or(Ask {
            recipient,
            recipient_name,
            company_name,
            domain,
            roles: RoleSet::new(&roles),
            grant_days,
            expires_in,
        })
    }

    fn role_choices(&self) -> Vec<Choice> {
        AdminRole::ALL
            .iter()
            .map(|role| Choice {
                value: role.as_str().to_owned(),
                label: format!("{}: {}", role.label(), role.meaning_to_staff()),
                selected: self.roles.iter().any(|name| name == role.as_str()),
            })
            .collect()
    }
}

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
    known: Option<Known>,
    action: String,
    /// What stands in the way, and where it is.
    existing: Option<(String, String)>,
}

impl InvitePage {
    fn new(layout: Layout, form: InviteForm, known: Option<&Entry>) -> Self {
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
            form,
            roles,
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
            InviteError::OwnDomain => self.errors.add(field, "This is your own company's domain. Enter the customer's"),
            InviteError::DailyLimit(limit) => self.errors.add(
                "",
                format!("Your company has begun {limit} invitations in the last 24 hours, which is its limit. Try again tomorrow, or ask the operator for more"),
            ),
            InviteError::Db(error) => return Err(error.into()),
        }
        Ok(self)
    }
}

/// Invite new customers.
///
/// # Errors
/// None of its own.
pub async fn new(_staff: Authorized<View>, layout: Layout) -> Answer {
    html(&InvitePage::new(layout, InviteForm::default(), None))
}

/// Begins the draft for a new customer.
///
/// # Errors
/// When the database does not answer.
pub async fn create(
    request: HttpRequest,
    admin: CustomerAdmin,
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
    staff: Authorized<View>,
    layout: Layout,
    key: Path<uuid::Uuid>,
    db: Data<Db>,
) -> Answer {
    let key = key.into_inner();
    let entry = db
        .read(move |conn| customers::find(conn, staff.scope, key))
        .await
        .map_err(AppError::from)?;
    html(&InvitePage::new(
        layout,
        InviteForm::default(),
        Some(&entry),
    ))
}

/// Begins the draft for a company in the list.
///
/// # Errors
/// `NotFound`.
pub async fn create_request(
    request: HttpRequest,
    admin: CustomerAdmin,
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
    admin: CustomerAdmin,
    layout: Layout,
    form: InviteForm,
    known: Option<Entry>,
) -> Answer {
    let ask = match form.parse(known.as_ref()) {
        Ok(ask) => ask,
        Err(errors) => {
            return html_422(&InvitePage::new(layout, form, known.as_ref()).with(errors));
        }
    };
    let (db, secrets) = (part::<Db>(request)?, part::<Secrets>(request)?);
    let limit = *part::<DailyLimit>(request)?.get_ref();
    let now = part::<Clock>(request)?.now();
    match db
        .write(move |tx| invite_service::invite(tx, &admin, &secrets, limit, &ask, now))
        .await
    {
        Ok(id) => {
            Flash::good("The draft is ready to be read and changed. Its link works once you send it or hand it out.").leave(request);
            Ok(see_other(&layout.paths.invitation(id)))
        }
        Err(InviteError::Db(db::Error::NotFound)) => Err(AppError::NotFound),
        Err(error) => html_422(&InvitePage::new(layout, form, known.as_ref()).refused(error)?),
    }
}
