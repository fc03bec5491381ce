//! The acts on one incident: an update, its end, its cause.

use actix_web::web::Path;

use super::{
    act_service::{self, ActError},
    model::Severity,
    show_page::{Found, ShowPage, Typed, find},
    words::{moment, needed},
};
use crate::{
    db::ids::{IncidentId, IncidentUpdateId},
    error::AppError,
    identity::{ManageServices, Request},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

/// An update as it is typed, and the version that was on the page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UpdateForm {
    key: String,
    version: String,
    severity: String,
    body: String,
}

/// The end as it is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EndForm {
    version: String,
    ends: String,
}

/// The cause as it is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CauseForm {
    version: String,
    cause: String,
}

fn version(typed: &str) -> i32 {
    typed.parse().unwrap_or_default()
}

/// Says how it goes on.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) async fn update(
    mut request: Request<ManageServices>,
    id: Path<IncidentId>,
    Form(form): Form<UpdateForm>,
) -> Answer {
    let (id, version) = (*id, version(&form.version));
    let found = own(&mut request, id).await?;
    let mut errors = FieldErrors::default();
    let body = errors.take("body", needed(&form.body, "what there is to say"));
    let severity = errors.take("severity", severity(&form.severity, &found).map(Some));
    let (Some(severity), true) = (severity, errors.is_empty()) else {
        return again(request, found, |typed| form.onto(typed), errors).await;
    };
    let key = form.key.parse().unwrap_or_default();
    let written = request.write(move |tx, by, now| {
        act_service::update(tx, by, (id, version), (key, severity, &body), now)
    });
    match written.await {
        Ok(()) => Ok(request.done(&request.paths().incident(id), Flash::good("Added."))),
        Err(error) => refused(request, id, |typed| form.onto(typed), error).await,
    }
}

/// Maintenance stays what it is; nothing else becomes one.
fn severity(typed: &str, found: &Found) -> Result<Severity, String> {
    if found.incident.is_maintenance() {
        return Ok(Severity::Maintenance);
    }
    let severity = typed.parse::<Severity>().ok();
    let severity = severity.filter(|it| Severity::UNPLANNED.contains(it));
    severity.ok_or_else(|| "Choose how bad it is from now on".to_owned())
}

impl UpdateForm {
    /// A key that was used for other words is not used again.
    fn onto(&self, typed: Typed) -> Typed {
        Typed {
            key: match self.key.parse::<IncidentUpdateId>() {
                Ok(key) => key.to_string(),
                Err(_) => typed.key,
            },
            severity: self.severity.clone(),
            body: self.body.clone(),
            ..typed
        }
    }
}

/// Says when it was over.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) async fn end(
    mut request: Request<ManageServices>,
    id: Path<IncidentId>,
    Form(form): Form<EndForm>,
) -> Answer {
    let (id, version) = (*id, version(&form.version));
    let onto = |typed| Typed {
        ends: form.ends.clone(),
        ..typed
    };
    let mut errors = FieldErrors::default();
    let ends = errors.take("ends", moment(&form.ends));
    let Some(ends) = ends else {
        if errors.is_empty() {
            errors.add("ends", "Enter when it was over");
        }
        let found = own(&mut request, id).await?;
        return again(request, found, onto, errors).await;
    };
    let written =
        request.write(move |tx, by, now| act_service::end(tx, by, (id, version), ends, now));
    match written.await {
        Ok(()) => Ok(request.done(&request.paths().incident(id), Flash::good(ENDED))),
        Err(ActError::Over) => Ok(request.done(&request.paths().incident(id), over())),
        Err(error) => refused(request, id, onto, error).await,
    }
}

const ENDED: &str = "Ended. As soon as the cause is known, enter it below.";

fn over() -> Flash {
    Flash::attention("It was over already. Nothing was changed.")
}

/// Says what the cause was.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) async fn explain(
    mut request: Request<ManageServices>,
    id: Path<IncidentId>,
    Form(form): Form<CauseForm>,
) -> Answer {
    let (id, version) = (*id, version(&form.version));
    let onto = |typed| Typed {
        cause: form.cause.clone(),
        ..typed
    };
    let cause = match needed(&form.cause, "the cause") {
        Ok(cause) => cause,
        Err(wrong) => {
            let mut errors = FieldErrors::default();
            errors.add("cause", wrong);
            let found = own(&mut request, id).await?;
            return again(request, found, onto, errors).await;
        }
    };
    let written =
        request.write(move |tx, by, now| act_service::explain(tx, by, (id, version), &cause, now));
    match written.await {
        Ok(()) => Ok(request.done(&request.paths().incident(id), Flash::good("Saved."))),
        Err(error) => refused(request, id, onto, error).await,
    }
}

/// One of one's own.
async fn own(request: &mut Request<ManageServices>, id: IncidentId) -> Result<Found, AppError> {
    let found = request
        .read(move |conn, scope| find(conn, scope, id))
        .await?;
    match found.seller.is_empty() {
        true => Ok(found),
        false => Err(AppError::NotFound),
    }
}

/// The page with what was typed, beside what is there now.
async fn refused(
    mut request: Request<ManageServices>,
    id: IncidentId,
    onto: impl FnOnce(Typed) -> Typed,
    error: ActError,
) -> Answer {
    let mut errors = FieldErrors::default();
    match error {
        ActError::Db(error) => return Err(error.into()),
        ref other => errors.explain(other),
    }
    let found = own(&mut request, id).await?;
    let is_reused = matches!(error, ActError::Reused);
    let onto = |untouched: Typed| {
        let key = untouched.key.clone();
        let typed = onto(untouched);
        match is_reused {
            true => Typed { key, ..typed },
            false => typed,
        }
    };
    again(request, found, onto, errors).await
}

async fn again(
    request: Request<ManageServices>,
    found: Found,
    onto: impl FnOnce(Typed) -> Typed,
    errors: FieldErrors,
) -> Answer {
    let now = request.now;
    let typed = onto(Typed::untouched(&found.incident, now));
    request
        .again(|layout| ShowPage::new(layout, found, (typed, errors), None, now))
        .await
}
