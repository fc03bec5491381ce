//! Message templates: which there are, change one, see what becomes of it, go back to the built-in text.

use actix_web::{HttpRequest, http::StatusCode, web::Path};

use super::{
    placeholders::{self, Occasion, Place},
    template_pages::{TemplatePage, TemplatesPage, occasions},
    template_queries,
    template_service::{self, TemplateError},
    templates::{Template, Which},
};
use crate::{
    clock::Clock,
    db::{self, Db},
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, Partner, View},
    partnerships::{self, Side},
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html, html_with,
        layout::Flash,
        part, see_other,
    },
};

/// Longest subject, in characters.
const SUBJECT_MAX: usize = 200;
/// Longest text.
const BODY_MAX: usize = 10_000;

/// Which there are.
///
/// # Errors
/// When the database does not answer.
pub async fn list(http: HttpRequest, staff: Authorized<View>, layout: Layout) -> Answer {
    let scope = staff.scope;
    let own = part::<Db>(&http)?
        .read(move |conn| template_queries::list(conn, scope))
        .await
        .map_err(AppError::from)?;
    html(&TemplatesPage::new(layout, &staff.staff.partner, &own))
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

async fn find<P>(
    http: &HttpRequest,
    staff: &Authorized<P>,
    which: Which,
) -> Result<Found, AppError> {
    let scope = staff.scope;
    let side = Side::of(&staff.staff.partner)
        .into_iter()
        .find(|side| *side == Side::Reseller || !staff.staff.partner.is_reseller);
    Ok(part::<Db>(http)?
        .read(move |conn| {
            let own = template_queries::find(conn, scope, which.language, which.occasion)?;
            let others = match side {
                Some(side) => partnerships::others(conn, scope, side)?,
                None => Vec::new(),
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
                other: others.into_iter().next().map(|other| other.legal_name),
            })
        })
        .await?)
}

/// One, beside the letter made of it.
///
/// # Errors
/// `NotFound` for a language or kind that there is not.
pub async fn edit(
    http: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    key: Path<(String, String)>,
) -> Answer {
    let which = which(&staff.staff.partner, &key)?;
    let found = find(&http, &staff, which).await?;
    let sender = (staff.staff.name.as_str(), &staff.staff.partner);
    let (words, other) = (found.kept, found.other.as_deref());
    html(&TemplatePage::new(
        layout,
        which,
        words,
        found.version,
        sender,
        other,
    ))
}

/// Subject and text as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TemplateForm {
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
                    .and_then(|text| good(Place::Subject, text)),
            ),
            body: errors.take(
                "body",
                text::paragraphs(&self.body, BODY_MAX).and_then(|text| good(Place::Body, text)),
            ),
        };
        errors.or(words)
    }
}

/// The page again, with what was typed; `version` is the newest, so that it can be saved over it.
async fn again(
    http: &HttpRequest,
    admin: &CustomerManager,
    layout: Layout,
    which: Which,
    form: &TemplateForm,
    errors: FieldErrors,
) -> Answer {
    let found = find(http, admin, which).await?;
    let sender = (admin.staff.name.as_str(), &admin.staff.partner);
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let version = match form.version.parse() {
        Ok(version) if errors.get("").is_none() => version,
        _ => found.version,
    };
    let (words, other) = (form.typed(), found.other.as_deref());
    let page = TemplatePage::new(layout, which, words, version, sender, other);
    html_with(status, &page.with(errors))
}

/// Shows the letter that the typed words make. Keeps nothing.
///
/// # Errors
/// `NotFound` for a language or kind that there is not.
pub async fn preview(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    key: Path<(String, String)>,
    Form(form): Form<TemplateForm>,
) -> Answer {
    let which = which(&admin.staff.partner, &key)?;
    let errors = form.parse(which.occasion).err().unwrap_or_default();
    again(&http, &admin, layout, which, &form, errors).await
}

/// Keeps the typed words as the partner's own.
///
/// # Errors
/// `NotFound` for a language or kind that there is not.
pub async fn update(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    key: Path<(String, String)>,
    Form(form): Form<TemplateForm>,
) -> Answer {
    let which = which(&admin.staff.partner, &key)?;
    let words = match form.parse(which.occasion) {
        Ok(words) => words,
        Err(errors) => return again(&http, &admin, layout, which, &form, errors).await,
    };
    let (by, now) = (admin.clone(), part::<Clock>(&http)?.now());
    let version = form.version.parse().unwrap_or(-1);
    let saved = part::<Db>(&http)?
        .write(move |tx| template_service::save(tx, &by, which, words, version, now))
        .await;
    match saved {
        Ok(()) => {
            Flash::good("The template is saved. New drafts of this kind and language begin with it; drafts that exist stay as they are.").leave(&http);
            Ok(see_other(&layout.paths.template(&key.0, &key.1)))
        }
        Err(TemplateError::Db(error)) => Err(error.into()),
        Err(TemplateError::Stale) => {
            let errors = FieldErrors::page(
                "Somebody else changed this template since you opened it. What you typed is kept here. Open the template in another tab to see the other text, then save this one again",
            );
            again(&http, &admin, layout, which, &form, errors).await
        }
    }
}

/// No fields.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoFields {}

/// Goes back to the built-in text.
///
/// # Errors
/// `NotFound` for a language or kind that there is not.
pub async fn remove(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    key: Path<(String, String)>,
    Form(NoFields {}): Form<NoFields>,
) -> Answer {
    let which = which(&admin.staff.partner, &key)?;
    let now = part::<Clock>(&http)?.now();
    part::<Db>(&http)?
        .write(move |tx| template_service::restore(tx, &admin, which, now))
        .await?;
    Flash::good("The built-in text is back. New drafts of this kind and language begin with it.")
        .leave(&http);
    Ok(see_other(&layout.paths.template(&key.0, &key.1)))
}
