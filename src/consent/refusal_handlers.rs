//! The customer declines: without a code, but on a page of its own.

use super::{
    acceptance_service::{self, AnswerError},
    link_page_handlers::{LinkPage, OpenLink},
    page_language::{PageLanguage, Step},
    pages::RefusalPage,
};
use crate::{
    invitations::{Dead, Refusal},
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html, html_422, see_other,
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
        layout: page.request.layout,
        unexpected,
        reason,
    }
}

/// Asks whether to decline.
///
/// # Errors
/// `NotFound` for an unknown token.
pub(super) async fn confirm(OpenLink(page): OpenLink) -> Answer {
    let is_unexpected = page.query.unexpected == "1";
    let page = refusal_page(page, is_unexpected, String::new(), FieldErrors::default());
    html(&page)
}

/// Why, as typed. A reason is asked for so that a program that presses buttons declines nothing.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RefusalForm {
    reason: String,
    unexpected: String,
}

impl RefusalForm {
    /// Why, or what is wrong with it.
    fn reason(&self, language: PageLanguage) -> Result<String, FieldErrors> {
        match text::paragraphs(&self.reason, REASON_MAX) {
            Ok(reason) if !reason.is_empty() => Ok(reason),
            _ => {
                let (t, mut errors) = (language.texts(), FieldErrors::default());
                let problem = t.about_text(&self.reason, REASON_MAX, t.error_reason());
                errors.add("reason", problem);
                Err(errors)
            }
        }
    }
}

/// Declines.
///
/// # Errors
/// `NotFound` for an unknown token.
pub(super) async fn refuse(OpenLink(page): OpenLink, Form(form): Form<RefusalForm>) -> Answer {
    let is_unexpected = form.unexpected == "1";
    let reason = match form.reason(page.language) {
        Ok(reason) => reason,
        Err(errors) => return html_422(&refusal_page(page, is_unexpected, form.reason, errors)),
    };
    let refusal = match is_unexpected {
        true => Refusal::Unexpected,
        false => Refusal::Declined,
    };
    let product = page.request.layout.product.clone();
    let declined = page.write(move |tx, invitation, now| {
        acceptance_service::decline(tx, &product, invitation, refusal, &reason, now)
    });
    match declined.await {
        Ok(()) | Err(AnswerError::Dead(Dead::Declined)) => Ok(see_other(&page.at().ask())),
        Err(AnswerError::Dead(dead)) => page.dead(dead),
        Err(error) => Err(error.into()),
    }
}
