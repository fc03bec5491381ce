//! The customer's page: read, ask for the code, accept, decline. Public; the link is the key, and opening it
//! changes nothing.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode},
    web::{Path, Query},
};
use subtle::ConstantTimeEq;

use super::{
    acceptance_service::{self, Acceptance, AnswerError},
    code_queries::{self, CodeRequest},
    code_service::{self, CodeError},
    model::Dead,
    visit_handlers::{PersonForm, StepQuery, Visit},
};
use crate::{
    db::{
        Db,
        ids::{CodeRequestId, InvitationId},
    },
    domains::ConsentRules,
    error::AppError,
    identity::Signed,
    mail::CanMail,
    paths::Site,
    secrets::Secrets,
    text,
    translations::ErrorOtherAddress,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html_with,
        layout::PublicLayout,
        part, see_other,
    },
};

/// A browser that looks ahead, without a person having asked for the page.
pub(super) fn is_prefetch(request: &HttpRequest) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .any(|name| {
            let value = request
                .headers()
                .get(*name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default();
            value.contains("prefetch") || value.contains("preview")
        })
}

/// The ask; with a request, the code; after acceptance, the receipt of the person who accepted.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn show(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    query: Query<StepQuery>,
    signed: Option<Signed>,
) -> Answer {
    let visit = Visit::begin(
        http,
        layout,
        token.into_inner(),
        &query.request,
        &query.lang,
    )
    .await?;
    if let Err(dead) = visit.answerable() {
        return if dead == Dead::Accepted && visit.found.is_acceptors() {
            visit.receipt()
        } else {
            visit.dead(dead)
        };
    }
    let is_first = visit.found.invitation.opened_at.is_none();
    if is_first
        && visit.http.method() == Method::GET
        && !is_prefetch(&visit.http)
        && !visit.is_staff(signed.as_ref())
    {
        let (invitation, now) = (visit.found.invitation.clone(), visit.now);
        part::<Db>(&visit.http)?
            .write(move |tx| acceptance_service::note_opened(tx, &invitation, now))
            .await
            .map_err(AppError::from)?;
    }
    match visit.found.request.clone() {
        Some(request) => html_with(
            StatusCode::OK,
            &visit.code_page(request, FieldErrors::default(), false),
        ),
        None => html_with(
            StatusCode::OK,
            &visit.ask_page(PersonForm::default(), FieldErrors::default())?,
        ),
    }
}

/// Mails the code.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn request_code(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    query: Query<StepQuery>,
    Form(form): Form<PersonForm>,
) -> Answer {
    let visit = Visit::begin(http, layout, token.into_inner(), "", &query.lang).await?;
    let t = visit.reading.texts();
    if let Err(dead) = visit.answerable() {
        return visit.dead(dead);
    }
    let again = |visit: Visit, form, errors| {
        html_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &visit.ask_page(form, errors)?,
        )
    };
    let person = match form.parse(visit.reading) {
        Ok(person) => person,
        Err(errors) => return again(visit, form, errors),
    };
    if !part::<CanMail>(&visit.http)?.0 {
        return again(visit, form, FieldErrors::page(t.error_no_mail()));
    }
    let (invitation, now, product) = (
        visit.found.invitation.clone(),
        visit.now,
        visit.layout.product.clone(),
    );
    let rules = part::<ConsentRules>(&visit.http)?;
    let asked = part::<Db>(&visit.http)?
        .write(move |tx| {
            code_service::request_code(tx, &product, &rules, &invitation, &person, now)
        })
        .await;
    let mut errors = FieldErrors::default();
    match asked {
        Ok(id) => return Ok(see_other(&visit.at().request(id))),
        Err(CodeError::Db(error)) => return Err(error.into()),
        Err(CodeError::Dead(dead)) => return visit.dead(dead),
        Err(CodeError::OtherAddress) => {
            let invited = text::masked(&visit.found.invitation.recipient);
            let other = ErrorOtherAddress {
                masked: &invited,
                sender: &visit.found.sender,
            };
            errors.add("email", t.error_other_address(other));
        }
        Err(CodeError::Insider(partner)) => errors.add("email", t.error_insider(&partner)),
        Err(CodeError::Unverified(proof)) => errors.add("email", visit.must_verify(proof)),
        Err(CodeError::TooSoon) => errors.add("", t.error_too_soon()),
        Err(CodeError::TooMany) => errors.add("", t.error_too_many()),
    }
    again(visit, form, errors)
}

/// The code and the agreement, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptanceForm {
    request: String,
    terms: String,
    code: String,
    agree: String,
}

/// Accepts.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn accept(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    query: Query<StepQuery>,
    signed: Option<Signed>,
    Form(form): Form<AcceptanceForm>,
) -> Answer {
    let visit = Visit::begin(http, layout, token.into_inner(), &form.request, &query.lang).await?;
    if visit.is_staff(signed.as_ref()) {
        return visit.refuse_staff();
    }
    let Some(request) = visit.found.request.clone() else {
        return if let Err(dead) = visit.answerable() {
            visit.dead(dead)
        } else {
            let errors = FieldErrors::page(visit.reading.texts().error_say_who());
            html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &visit.ask_page(PersonForm::default(), errors)?,
            )
        };
    };
    if let Err(dead) = visit.answerable() {
        let repeated = dead == Dead::Accepted && visit.found.is_acceptors();
        return if repeated {
            Ok(to_receipt(&visit, request.id))
        } else {
            visit.dead(dead)
        };
    }
    let problems = match check_code(&visit, &request, &form).await? {
        Checked::Used => return Ok(to_receipt(&visit, request.id)),
        Checked::Right => FieldErrors::default(),
        Checked::Wrong(problems) => problems,
    };
    if !problems.is_empty() {
        let agreed = form.agree == "yes";
        return html_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &visit.code_page(request, problems, agreed),
        );
    }
    finish(visit, request, form.terms).await
}

fn to_receipt(visit: &Visit, request: CodeRequestId) -> HttpResponse {
    see_other(&visit.at().request(request))
}

/// What the code and the tick came to.
enum Checked {
    Right,
    Wrong(FieldErrors),
    /// The same person's other press has accepted in this moment.
    Used,
}

/// The tick first, because it costs no try; then a try is counted and committed, and only then compared.
async fn check_code(
    visit: &Visit,
    request: &CodeRequest,
    form: &AcceptanceForm,
) -> Result<Checked, AppError> {
    let t = visit.reading.texts();
    let mut errors = FieldErrors::default();
    let typed: String = form
        .code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    if typed.is_empty() {
        errors.add("code", t.error_code());
    }
    if form.agree != "yes" {
        errors.add("agree", t.error_agree());
    }
    if !errors.is_empty() {
        return Ok(Checked::Wrong(errors));
    }
    let (invitation, id, now) = (visit.found.invitation.id, request.id, visit.now);
    let db = part::<Db>(&visit.http)?;
    let counted = db
        .write(move |tx| code_queries::count_try(tx, invitation, id, now))
        .await
        .map_err(AppError::from)?;
    let code = part::<Secrets>(&visit.http)?.code(request.id.uuid());
    let is_right = bool::from(code.as_bytes().ct_eq(typed.as_bytes()));
    if !counted {
        let may_be_under_way = is_right && now < request.expires_at;
        if was_used(&db, invitation, id, may_be_under_way).await? {
            return Ok(Checked::Used);
        }
        errors.add("code", t.error_code_over());
        return Ok(Checked::Wrong(errors));
    }
    if !is_right {
        let left = code_queries::TRIES - request.tries - 1;
        errors.add("code", t.error_wrong_code(left));
    }
    Ok(if errors.is_empty() {
        Checked::Right
    } else {
        Checked::Wrong(errors)
    })
}

/// Whether another press has accepted with this code. Where this press has the right one, too, its tries may be presses of
/// the same person that are under way, and they are waited for. A code without tries is worth nothing to whoever finds out
/// that it is the right one.
async fn was_used(
    db: &Db,
    invitation: InvitationId,
    id: CodeRequestId,
    may_be_under_way: bool,
) -> Result<bool, AppError> {
    const LOOKS: usize = 20;
    for look in 0..LOOKS {
        let present = db
            .read(move |conn| code_queries::find(conn, invitation, id))
            .await?;
        if present.used_at.is_some() {
            return Ok(true);
        }
        if !may_be_under_way || look + 1 == LOOKS {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(false)
}

async fn finish(visit: Visit, request: CodeRequest, terms_hash: String) -> Answer {
    let (invitation, now, product) = (
        visit.found.invitation.clone(),
        visit.now,
        visit.layout.product.clone(),
    );
    let site = part::<Site>(&visit.http)?;
    let rules = part::<ConsentRules>(&visit.http)?;
    let id = request.id;
    let accepted = part::<Db>(&visit.http)?
        .write(move |tx| {
            let acceptance = Acceptance {
                invitation: &invitation,
                request: &request,
                terms_hash: &terms_hash,
            };
            acceptance_service::accept(tx, &site, &product, &rules, acceptance, now)
        })
        .await;
    match accepted {
        Ok(()) => Ok(to_receipt(&visit, id)),
        Err(AnswerError::Db(error)) => Err(error.into()),
        Err(AnswerError::Dead(Dead::Accepted)) => Ok(to_receipt(&visit, id)),
        Err(AnswerError::Dead(dead)) => visit.dead(dead),
        Err(AnswerError::OtherTerms) => {
            let problem = visit.reading.texts().error_wording();
            refused(visit, StatusCode::CONFLICT, problem)
        }
        Err(AnswerError::Insider(partner)) => {
            let problem = visit.reading.texts().error_insider(&partner);
            refused(visit, StatusCode::FORBIDDEN, problem)
        }
        Err(AnswerError::Unverified(proof)) => {
            let problem = visit.must_verify(proof);
            refused(visit, StatusCode::FORBIDDEN, problem)
        }
    }
}

/// The page of the code again; nothing was accepted.
fn refused(visit: Visit, status: StatusCode, problem: impl Into<String>) -> Answer {
    let Some(request) = visit.found.request.clone() else {
        return Err(AppError::NotFound);
    };
    let errors = FieldErrors::page(problem);
    html_with(status, &visit.code_page(request, errors, false))
}
