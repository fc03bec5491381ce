//! The customer declines: without a code, but on a page of its own.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Path, Query},
};

use super::{
    acceptance_service::{self, AnswerError},
    link_page_handlers::{LinkPage, StepQuery},
    page_language::Step,
    pages::RefusalPage,
};
use crate::{
    db::Db,
    invitations::{Dead, Refusal},
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html_with,
        layout::PublicLayout,
        part, see_other,
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
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn confirm(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    query: Query<StepQuery>,
) -> Answer {
    let page = LinkPage::begin(http, layout, token.into_inner(), "", &query.lang).await?;
    if let Err(dead) = page.answerable() {
        return page.dead(dead);
    }
    let page = refusal_page(
        page,
        query.unexpected == "1",
        String::new(),
        FieldErrors::default(),
    );
    html_with(StatusCode::OK, &page)
}

/// Why, as typed. A reason is asked for so that a program that presses buttons declines nothing.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalForm {
    reason: String,
    unexpected: String,
}

/// Declines.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn refuse(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    query: Query<StepQuery>,
    Form(form): Form<RefusalForm>,
) -> Answer {
    let page = LinkPage::begin(http, layout, token.into_inner(), "", &query.lang).await?;
    if let Err(dead) = page.answerable() {
        return page.dead(dead);
    }
    let unexpected = form.unexpected == "1";
    let texts = &page.language.page().errors;
    let reason = match text::paragraphs(&form.reason, REASON_MAX) {
        Ok(reason) if !reason.is_empty() => reason,
        _ => {
            let mut errors = FieldErrors::default();
            errors.add(
                "reason",
                texts.about_text(&form.reason, REASON_MAX, texts.reason),
            );
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
    let (invitation, now, product) = (
        page.found.invitation.clone(),
        page.now,
        page.layout.product.clone(),
    );
    let declined = part::<Db>(&page.http)?
        .write(move |tx| {
            acceptance_service::decline(tx, &product, &invitation, refusal, &reason, now)
        })
        .await;
    match declined {
        Ok(()) | Err(AnswerError::Dead(Dead::Declined)) => Ok(see_other(&page.at().ask())),
        Err(AnswerError::Dead(dead)) => page.dead(dead),
        Err(error) => Err(error.into()),
    }
}
