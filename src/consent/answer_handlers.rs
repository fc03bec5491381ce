//! The customer's page: read, ask for the code, accept, decline. Public; the link is the key, and opening it
//! changes nothing.

use std::time::Duration;

use actix_web::{
    HttpResponse,
    http::{Method, StatusCode},
};
use subtle::ConstantTimeEq;

use super::{
    acceptance_service::{self, Acceptance, AnswerError},
    code_queries::{self, CodeRequest},
    code_service::{self, CodeError},
    link_page_handlers::LinkPage,
    person_form_handlers::PersonForm,
};
use crate::{
    db::{
        Db,
        ids::{CodeRequestId, InvitationId},
    },
    domains::ConsentRules,
    error::AppError,
    identity::Signed,
    invitations::Dead,
    mail::CanMail,
    paths::Site,
    secrets::Secrets,
    text,
    translations::ErrorOtherAddress,
    web::{
        Answer,
        client::is_prefetch,
        form::{FieldErrors, Form},
        html_with, part, see_other,
    },
};

/// The ask; with a request, the code; after acceptance, the receipt of the person who accepted.
pub(super) async fn show(page: LinkPage, signed: Option<Signed>) -> Answer {
    if let Err(dead) = page.answerable() {
        return if dead == Dead::Accepted && page.found.is_acceptors() {
            page.receipt()
        } else {
            page.dead(dead)
        };
    }
    let is_first = page.found.invitation.opened_at.is_none();
    if is_first
        && page.http.method() == Method::GET
        && !is_prefetch(&page.http)
        && !page.is_staff(signed.as_ref())
    {
        page.write(acceptance_service::note_opened)
            .await
            .map_err(AppError::from)?;
    }
    match page.found.request.clone() {
        Some(request) => html_with(
            StatusCode::OK,
            &page.code_page(request, FieldErrors::default(), false),
        ),
        None => html_with(
            StatusCode::OK,
            &page.ask_page(PersonForm::default(), FieldErrors::default())?,
        ),
    }
}

/// Mails the code.
pub(super) async fn request_code(page: LinkPage, Form(form): Form<PersonForm>) -> Answer {
    let t = page.language.texts();
    if let Err(dead) = page.answerable() {
        return page.dead(dead);
    }
    let again = |page: LinkPage, form, errors| {
        html_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page.ask_page(form, errors)?,
        )
    };
    let person = match form.parse(page.language) {
        Ok(person) => person,
        Err(errors) => return again(page, form, errors),
    };
    if !part::<CanMail>(&page.http)?.0 {
        return again(page, form, FieldErrors::page(t.error_no_mail()));
    }
    let (product, rules) = (
        page.layout.product.clone(),
        part::<ConsentRules>(&page.http)?,
    );
    let asked = page.write(move |tx, invitation, now| {
        code_service::request_code(tx, &product, &rules, invitation, &person, now)
    });
    let mut errors = FieldErrors::default();
    match asked.await {
        Ok(id) => return Ok(see_other(&page.at().request(id))),
        Err(CodeError::Db(error)) => return Err(error.into()),
        Err(CodeError::Dead(dead)) => return page.dead(dead),
        Err(CodeError::OtherAddress) => {
            let invited = text::masked(&page.found.invitation.recipient);
            let other = ErrorOtherAddress {
                masked: &invited,
                sender: &page.found.sender,
            };
            errors.add("email", t.error_other_address(other));
        }
        Err(CodeError::Insider(partner)) => errors.add("email", t.error_insider(&partner)),
        Err(CodeError::Unverified(proof)) => errors.add("email", page.must_verify(proof)),
        Err(CodeError::TooSoon) => errors.add("", t.error_too_soon()),
        Err(CodeError::TooMany) => errors.add("", t.error_too_many()),
    }
    again(page, form, errors)
}

/// The code and the agreement, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AcceptanceForm {
    request: String,
    terms: String,
    code: String,
    agree: String,
}

/// Accepts.
pub(super) async fn accept(
    page: LinkPage,
    signed: Option<Signed>,
    Form(form): Form<AcceptanceForm>,
) -> Answer {
    let page = page.at_code(&form.request).await?;
    if page.is_staff(signed.as_ref()) {
        return page.refuse_staff();
    }
    let Some(request) = page.found.request.clone() else {
        return if let Err(dead) = page.answerable() {
            page.dead(dead)
        } else {
            let errors = FieldErrors::page(page.language.texts().error_say_who());
            html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &page.ask_page(PersonForm::default(), errors)?,
            )
        };
    };
    if let Err(dead) = page.answerable() {
        let repeated = dead == Dead::Accepted && page.found.is_acceptors();
        return if repeated {
            Ok(to_receipt(&page, request.id))
        } else {
            page.dead(dead)
        };
    }
    let problems = match check_code(&page, &request, &form).await? {
        Checked::Used => return Ok(to_receipt(&page, request.id)),
        Checked::Right => FieldErrors::default(),
        Checked::Wrong(problems) => problems,
    };
    if !problems.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page
            .code_page_again(status, problems, form.agree == "yes")
            .await;
    }
    finish(page, request, form.terms).await
}

fn to_receipt(page: &LinkPage, request: CodeRequestId) -> HttpResponse {
    see_other(&page.at().request(request))
}

/// What the code and the tick came to.
enum Checked {
    Right,
    Wrong(FieldErrors),
    /// Another click of the same person has accepted at the same moment.
    Used,
}

/// Checks the tick first, because that costs no try; then counts a try, commits it, and only then compares the code.
async fn check_code(
    page: &LinkPage,
    request: &CodeRequest,
    form: &AcceptanceForm,
) -> Result<Checked, AppError> {
    let t = page.language.texts();
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
    let (invitation, id, now) = (page.found.invitation.id, request.id, page.now);
    let db = part::<Db>(&page.http)?;
    let counted = db
        .write(move |tx| code_queries::count_try(tx, invitation, id, now))
        .await
        .map_err(AppError::from)?;
    let code = part::<Secrets>(&page.http)?.code(request.id.uuid());
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

/// Whether another click has accepted with this code. When this one has the right code, too, the tries may be clicks of
/// the same person that are still running, so it waits for them. A code without tries left is worthless to anybody who
/// finds out that it is right.
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

async fn finish(page: LinkPage, request: CodeRequest, terms_hash: String) -> Answer {
    let (site, rules) = (part::<Site>(&page.http)?, part::<ConsentRules>(&page.http)?);
    let (id, product) = (request.id, page.layout.product.clone());
    let accepted = page.write(move |tx, invitation, now| {
        let acceptance = Acceptance {
            invitation,
            request: &request,
            terms_hash: &terms_hash,
        };
        acceptance_service::accept(tx, &site, &product, &rules, acceptance, now)
    });
    match accepted.await {
        Ok(()) => Ok(to_receipt(&page, id)),
        Err(AnswerError::Db(error)) => Err(error.into()),
        Err(AnswerError::Dead(Dead::Accepted)) => Ok(to_receipt(&page, id)),
        Err(AnswerError::Dead(dead)) => page.dead(dead),
        Err(AnswerError::OtherTerms) => {
            let problem = page.language.texts().error_wording();
            let errors = FieldErrors::page(problem);
            page.code_page_again(StatusCode::CONFLICT, errors, false)
                .await
        }
        Err(AnswerError::Insider(partner)) => {
            let problem = page.language.texts().error_insider(&partner);
            let errors = FieldErrors::page(problem);
            page.code_page_again(StatusCode::FORBIDDEN, errors, false)
                .await
        }
        Err(AnswerError::Unverified(proof)) => {
            let problem = page.must_verify(proof);
            let errors = FieldErrors::page(problem);
            page.code_page_again(StatusCode::FORBIDDEN, errors, false)
                .await
        }
    }
}
