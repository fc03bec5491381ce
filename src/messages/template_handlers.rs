//! Message templates: which there are, change one, see what becomes of it, go back to the built-in text.

use actix_web::{HttpResponse, http::StatusCode, web::Path};

use super::{
    placeholders::{self, Occasion, TemplatePart},
    template_pages::{TemplatePage, TemplatesPage, occasions},
    template_queries,
    template_service::{self, TemplateError},
    templates::{Template, Which},
};
use crate::{
    db,
    error::AppError,
    identity::{ManageCustomers, Partner, Request, View},
    partnerships::{self, Side},
    text,
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        layout::Flash,
    },
};

/// Longest subject, in characters.
const SUBJECT_MAX: usize = 200;
/// Longest text.
const BODY_MAX: usize = 10_000;

/// Which there are.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let own = request.read(template_queries::list).await?;
    let partner = request.by.staff.partner.clone();
    request
        .page(|layout| TemplatesPage::new(layout, &partner, &own))
        .await
}

/// The template that an address names.
fn which(partner: &Partner, key: &(String, String)) -> Result<Which, AppError> {
    let known = |occasion: &Occasion| occasions(partner).contains(occasion);
    match (key.0.parse(), key.1.parse()) {
        (Ok(language), Ok(occasion)) if known(&occasion) => Ok(Which { language, occasion }),
        _ => Err(AppError::NotFound),
    }
}

/// What the page of one template is made of.
struct Found {
    kept: Template,
    version: i32,
    /// The first partner across, by name.
    other: Option<String>,
}

async fn find<P>(request: &mut Request<P>, which: Which) -> Result<Found, AppError> {
    let partner = &request.by.staff.partner;
    let side = Side::of(partner)
        .into_iter()
        .find(|side| *side == Side::Reseller || !partner.is_reseller);
    let found = request.read(move |conn, scope| {
        let own = template_queries::find(conn, scope, which.language, which.occasion)?;
        let other = match side {
            Some(side) => partnerships::first_across(conn, scope, side)?,
            None => None,
        };
        Ok::<_, db::Error>(Found {
            version: own.as_ref().map_or(0, |own| own.version),
            kept: own.map_or_else(
                || Template::built_in(which.language, which.occasion),
                |own| Template {
                    subject: own.subject,
                    body: own.body,
                },
            ),
            other: other.map(|other| other.legal_name),
        })
    });
    Ok(found.await?)
}

/// One, beside the letter made of it.
pub(super) async fn edit(mut request: Request<View>, key: Path<(String, String)>) -> Answer {
    let staff = request.by.staff.clone();
    let which = which(&staff.partner, &key)?;
    let Found {
        kept,
        version,
        other,
    } = find(&mut request, which).await?;
    let sender = (staff.name.as_str(), &staff.partner);
    request
        .page(|layout| TemplatePage::new(layout, which, kept, version, sender, other.as_deref()))
        .await
}

/// Subject and text as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TemplateForm {
    subject: String,
    body: String,
    version: String,
}

impl TemplateForm {
    fn typed(&self) -> Template {
        Template {
            subject: self.subject.clone(),
            body: self.body.replace("\r\n", "\n"),
        }
    }

    fn parse(&self, occasion: Occasion) -> Result<Template, FieldErrors> {
        let good = |place, text: String| {
            placeholders::check(place, &text, occasion)?;
            Ok(text)
        };
        let mut errors = FieldErrors::default();
        let words = Template {
            subject: errors.take(
                "subject",
                text::line(&self.subject, SUBJECT_MAX, "a subject")
                    .and_then(|text| good(TemplatePart::Subject, text)),
            ),
            body: errors.take(
                "body",
                text::paragraphs(&self.body, BODY_MAX)
                    .and_then(|text| good(TemplatePart::Body, text)),
            ),
        };
        errors.or(words)
    }
}

/// The page again, with what was typed; `version` is the newest, so that it can be saved over it.
async fn again(
    mut request: Request<ManageCustomers>,
    which: Which,
    form: &TemplateForm,
    errors: FieldErrors,
) -> Answer {
    let Found { version, other, .. } = find(&mut request, which).await?;
    let staff = request.by.staff.clone();
    let sender = (staff.name.as_str(), &staff.partner);
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let version = match form.version.parse() {
        Ok(typed) if errors.get("").is_none() => typed,
        _ => version,
    };
    let page = |layout| {
        TemplatePage::new(
            layout,
            which,
            form.typed(),
            version,
            sender,
            other.as_deref(),
        )
        .with(errors)
    };
    request.page_with(status, page).await
}

/// Shows the letter that the typed words make. Keeps nothing.
pub(super) async fn preview(
    request: Request<ManageCustomers>,
    key: Path<(String, String)>,
    Form(form): Form<TemplateForm>,
) -> Answer {
    let which = which(&request.by.staff.partner, &key)?;
    let errors = form.parse(which.occasion).err().unwrap_or_default();
    again(request, which, &form, errors).await
}

/// Keeps the typed words as the partner's own.
pub(super) async fn update(
    mut request: Request<ManageCustomers>,
    key: Path<(String, String)>,
    Form(form): Form<TemplateForm>,
) -> Answer {
    let which = which(&request.by.staff.partner, &key)?;
    let words = match form.parse(which.occasion) {
        Ok(words) => words,
        Err(errors) => return again(request, which, &form, errors).await,
    };
    let version = form.version.parse().unwrap_or(-1);
    let saved = request
        .write(move |tx, by, now| template_service::save(tx, by, which, words, version, now));
    match saved.await {
        Ok(()) => Ok(done(&request, &key, SAVED)),
        Err(TemplateError::Db(error)) => Err(error.into()),
        Err(TemplateError::Stale) => again(request, which, &form, FieldErrors::page(STALE)).await,
    }
}

const SAVED: &str = "The template is saved. New drafts of this kind and language begin with it; drafts that exist stay as they are.";
const STALE: &str = "Somebody else changed this template since you opened it. What you typed is kept here. Open the template in another tab to see the other text, then save this one again";
const RESTORED: &str =
    "The built-in text is back. New drafts of this kind and language begin with it.";

fn done(request: &Request<ManageCustomers>, key: &(String, String), text: &str) -> HttpResponse {
    let address = request.paths().template(&key.0, &key.1);
    request.done(&address, Flash::good(text))
}

/// Goes back to the built-in text.
pub(super) async fn remove(
    mut request: Request<ManageCustomers>,
    key: Path<(String, String)>,
    Form(NoFields {}): Form<NoFields>,
) -> Answer {
    let which = which(&request.by.staff.partner, &key)?;
    request
        .write(move |tx, by, now| template_service::restore(tx, by, which, now))
        .await?;
    Ok(done(&request, &key, RESTORED))
}
