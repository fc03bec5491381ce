//! The customer declines: without a code, but on a page of its own.

use actix_web::http::StatusCode;

use super::{
    acceptance_service::{self, AnswerError},
    link_page_handlers::LinkPage,
    page_language::Step,
    pages::RefusalPage,
};
use crate::{
    invitations::{Dead, Refusal},
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html_with, see_other,
    },
};

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

fn refusal_page(
    mut page: LinkPage,
    unexpected: bool,
    reason: String,
    errors: FieldErrors,
) -> RefusalPage {
    page.step = Step::Refusal(unexpected);
    RefusalPage {
        ask: page.ask(),
        at: page.at(),
        languages: page.languages(),
        errors: page.language.errors(errors),
        layout: page.layout,
        unexpected,
        reason,
    }
}

/// Asks whether to decline.
pub(super) async fn confirm(page: LinkPage) -> Answer {
    if let Err(dead) = page.answerable() {
        return page.dead(dead);
    }
    let is_unexpected = page.query.unexpected == "1";
    let page = refusal_page(page, is_unexpected, String::new(), FieldErrors::default());
    html_with(StatusCode::OK, &page)
}

/// Why, as typed. A reason is asked for so that a program that presses buttons declines nothing.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RefusalForm {
    reason: String,
    unexpected: String,
}

/// Declines.
pub(super) async fn refuse(page: LinkPage, Form(form): Form<RefusalForm>) -> Answer {
    if let Err(dead) = page.answerable() {
        return page.dead(dead);
    }
    let unexpected = form.unexpected == "1";
    let t = page.language.texts();
    let reason = match text::paragraphs(&form.reason, REASON_MAX) {
        Ok(reason) if !reason.is_empty() => reason,
        _ => {
            let mut errors = FieldErrors::default();
            let problem = t.about_text(&form.reason, REASON_MAX, t.error_reason());
            errors.add("reason", problem);
            return html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &refusal_page(page, unexpected, form.reason, errors),
            );
        }
    };
    let refusal = if unexpected {
        Refusal::Unexpected
    } else {
        Refusal::Declined
    };
    let product = page.layout.product.clone();
    let declined = page.write(move |tx, invitation, now| {
        acceptance_service::decline(tx, &product, invitation, refusal, &reason, now)
    });
    match declined.await {
        Ok(()) | Err(AnswerError::Dead(Dead::Declined)) => Ok(see_other(&page.at().ask())),
        Err(AnswerError::Dead(dead)) => page.dead(dead),
        Err(error) => Err(error.into()),
    }
}
