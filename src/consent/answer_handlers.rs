//! The customer's page: read, ask for the code, accept, decline. Public; the link is the key, and opening it
//! changes nothing.

use actix_web::{HttpResponse, http::StatusCode};

use super::{
    acceptance_service::{self, Acceptance, AnswerError},
    code_check_service::{self, CodeCheck},
    code_queries::CodeRequest,
    code_service::{self, CodeError},
    link_page_handlers::{LinkPage, OpenLink},
    person_form_handlers::PersonForm,
};
use crate::{
    db::ids::CodeRequestId,
    error::AppError,
    identity::Signed,
    invitations::Dead,
    mail::CanMail,
    paths::Site,
    secrets::Secrets,
    text,
    translations::{ErrorOtherAddress, Texts},
    web::{
        Answer,
        form::{FieldErrors, Form},
        html, see_other,
    },
};

/// The ask; with a request, the code; after acceptance, the receipt of the person who accepted.
pub(super) async fn show(page: LinkPage, signed: Option<Signed>) -> Answer {
    if let Err(dead) = page.answerable() {
        return match dead == Dead::Accepted && page.found.is_acceptors() {
            true => page.receipt(),
            false => page.dead(dead),
        };
    }
    if page.is_first_view(signed.as_ref()) {
        page.write(acceptance_service::note_opened).await?;
    }
    let errors = FieldErrors::default();
    match page.found.request.clone() {
        Some(request) => html(&page.code_page(request, errors, false)),
        None => html(&page.ask_page(PersonForm::default(), errors)?),
    }
}

/// Mails the code.
///
/// # Errors
/// `NotFound` for an unknown token.
pub(super) async fn request_code(OpenLink(page): OpenLink, Form(form): Form<PersonForm>) -> Answer {
    let person = match form.parse(page.language) {
        Ok(person) => person,
        Err(errors) => return page.ask_again(form, errors),
    };
    if !page.request.part::<CanMail>()?.0 {
        let errors = FieldErrors::page(page.language.texts().error_no_mail());
        return page.ask_again(form, errors);
    }
    let (product, rules) = (page.request.layout.product.clone(), page.rules.clone());
    let asked = page.write(move |tx, invitation, now| {
        code_service::request_code(tx, &product, &rules, invitation, &person, now)
    });
    match asked.await {
        Ok(id) => Ok(see_other(&page.at().request(id))),
        Err(CodeError::Db(error)) => Err(error.into()),
        Err(CodeError::Dead(dead)) => page.dead(dead),
        Err(why) => {
            let errors = no_code(&page, why);
            page.ask_again(form, errors)
        }
    }
}

/// Why no code was mailed, in the language of the page.
fn no_code(page: &LinkPage, why: CodeError) -> FieldErrors {
    let t = page.language.texts();
    let (field, problem) = match why {
        CodeError::OtherAddress => {
            let masked = &text::masked(&page.found.invitation.recipient);
            let sender = &page.found.sender;
            let other = ErrorOtherAddress { masked, sender };
            ("email", t.error_other_address(other))
        }
        CodeError::Insider(partner) => ("email", t.error_insider(&partner)),
        CodeError::Unverified(proof) => ("email", page.must_verify(proof).into()),
        CodeError::TooSoon => ("", t.error_too_soon()),
        CodeError::TooMany => ("", t.error_too_many()),
        CodeError::Dead(_) | CodeError::Db(_) => ("", why.to_string().into()),
    };
    let mut errors = FieldErrors::default();
    errors.add(field, problem);
    errors
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

impl AcceptanceForm {
    /// The code in its own letters, however it was typed; or what is missing.
    fn parse(&self, t: Texts) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let typed = self.code.chars().filter(char::is_ascii_alphanumeric);
        let typed = typed.collect::<String>().to_ascii_uppercase();
        if typed.is_empty() {
            errors.add("code", t.error_code());
        }
        if !self.is_agreed() {
            errors.add("agree", t.error_agree());
        }
        errors.or(typed)
    }

    fn is_agreed(&self) -> bool {
        self.agree == "yes"
    }
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
    let request = page.found.request.clone();
    match (page.answerable(), request) {
        (Err(Dead::Accepted), Some(request)) if request.used_at.is_some() => {
            Ok(to_receipt(&page, request.id))
        }
        (Err(dead), _) => page.dead(dead),
        (Ok(()), None) => {
            let errors = FieldErrors::page(page.language.texts().error_say_who());
            page.ask_again(PersonForm::default(), errors)
        }
        (Ok(()), Some(request)) => match check_code(&page, &request, &form).await? {
            Checked::Right => finish(page, request, form.terms).await,
            Checked::Used => Ok(to_receipt(&page, request.id)),
            Checked::Wrong(errors) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                page.code_page_again(status, errors, form.is_agreed()).await
            }
        },
    }
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

/// The tick first, because it costs no try.
async fn check_code(
    page: &LinkPage,
    request: &CodeRequest,
    form: &AcceptanceForm,
) -> Result<Checked, AppError> {
    let t = page.language.texts();
    let typed = match form.parse(t) {
        Ok(typed) => typed,
        Err(errors) => return Ok(Checked::Wrong(errors)),
    };
    let (db, secrets) = (page.request.db(), page.request.part::<Secrets>()?);
    let checked = code_check_service::check(db, &secrets, request, &typed, page.request.now);
    let problem = match checked.await? {
        CodeCheck::Right => return Ok(Checked::Right),
        CodeCheck::Used => return Ok(Checked::Used),
        CodeCheck::Wrong(left) => t.error_wrong_code(left),
        CodeCheck::Over => t.error_code_over(),
    };
    let mut errors = FieldErrors::default();
    errors.add("code", problem);
    Ok(Checked::Wrong(errors))
}

async fn finish(page: LinkPage, request: CodeRequest, terms_hash: String) -> Answer {
    let (site, rules) = (page.request.part::<Site>()?, page.rules.clone());
    let secrets = page.request.part::<Secrets>()?;
    let (id, product) = (request.id, page.request.layout.product.clone());
    let accepted = page.write(move |tx, invitation, now| {
        let acceptance = Acceptance {
            invitation,
            request: &request,
            terms_hash: &terms_hash,
        };
        acceptance_service::accept(tx, &secrets, &site, &product, &rules, acceptance, now)
    });
    let t = page.language.texts();
    let (status, problem) = match accepted.await {
        Ok(()) | Err(AnswerError::Dead(Dead::Accepted)) => return Ok(to_receipt(&page, id)),
        Err(AnswerError::Db(error)) => return Err(error.into()),
        Err(AnswerError::Dead(dead)) => return page.dead(dead),
        Err(AnswerError::OtherTerms) => (StatusCode::CONFLICT, t.error_wording()),
        Err(AnswerError::Insider(by)) => (StatusCode::FORBIDDEN, t.error_insider(&by)),
        Err(AnswerError::Unverified(it)) => (StatusCode::FORBIDDEN, page.must_verify(it).into()),
    };
    let errors = FieldErrors::page(problem);
    page.code_page_again(status, errors, false).await
}
