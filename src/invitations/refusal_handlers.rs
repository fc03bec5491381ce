//! The customer declines: without a code, but on a page of its own.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Path, Query},
};

use super::{
    acceptance_service::{self, AnswerError},
    answer_pages::RefusalPage,
    model::{Dead, Refusal},
    reading::Step,
    visit_handlers::{StepQuery, Visit},
};
use crate::{
    db::Db,
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
    mut visit: Visit,
    unexpected: bool,
    reason: String,
    errors: FieldErrors,
) -> RefusalPage {
    visit.step = Step::Refusal(unexpected);
    RefusalPage {
        ask: visit.ask(),
        at: visit.at(),
        languages: visit.languages(),
        errors: visit.reading.errors(errors),
        layout: visit.layout,
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
    let visit = Visit::begin(http, layout, token.into_inner(), "", &query.lang).await?;
    if let Err(dead) = visit.answerable() {
        return visit.dead(dead);
    }
    let page = refusal_page(
        visit,
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
    let visit = Visit::begin(http, layout, token.into_inner(), "", &query.lang).await?;
    if let Err(dead) = visit.answerable() {
        return visit.dead(dead);
    }
    let unexpected = form.unexpected == "1";
    let t = visit.reading.texts();
    let reason = match text::paragraphs(&form.reason, REASON_MAX) {
        Ok(reason) if !reason.is_empty() => reason,
        _ => {
            let mut errors = FieldErrors::default();
            let problem = t.about_text(&form.reason, REASON_MAX, t.error_reason());
            errors.add("reason", problem);
            return html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &refusal_page(visit, unexpected, form.reason, errors),
            );
        }
    };
    let refusal = if unexpected {
        Refusal::Unexpected
    } else {
        Refusal::Declined
    };
    let (invitation, now, product) = (
        visit.found.invitation.clone(),
        visit.now,
        visit.layout.product.clone(),
    );
    let declined = part::<Db>(&visit.http)?
        .write(move |tx| {
            acceptance_service::decline(tx, &product, &invitation, refusal, &reason, now)
        })
        .await;
    match declined {
        Ok(()) | Err(AnswerError::Dead(Dead::Declined)) => Ok(see_other(&visit.at().ask())),
        Err(AnswerError::Dead(dead)) => visit.dead(dead),
        Err(error) => Err(error.into()),
    }
}
