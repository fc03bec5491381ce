//! The form in which a seller's Global admin reports an incident of a service, or plans maintenance.

use askama::Template;

use super::{
    act_service::ActError,
    model::Severity,
    report_service::{self, own_service},
    words::{Report, Words, field},
};
use crate::{
    db::{
        ids::{IncidentId, ServiceId},
        types::Timestamp,
    },
    error::AppError,
    identity::{Layout, ManageServices, Request},
    prices::Service,
    web::{
        Answer,
        address::Question,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

#[derive(Template)]
#[template(path = "incidents/new.html")]
struct NewPage {
    layout: Layout,
    errors: FieldErrors,
    service: Service,
    severities: Vec<Choice>,
    typed: Report,
}

/// As the form offers it.
fn offered(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Information: it works, and there is something to know",
        Severity::Degraded => "Degraded: it works slowly, or not for all",
        Severity::Interrupted => "Interrupted: it does not work",
        Severity::Maintenance => "Planned maintenance, with a window",
    }
}

fn page(layout: Layout, errors: FieldErrors, service: Service, typed: Report) -> NewPage {
    let choice = |it: &Severity| Choice::new(it.as_str(), offered(*it), &typed.severity);
    NewPage {
        layout: layout.in_section("services"),
        errors,
        service,
        severities: Severity::ALL.iter().map(choice).collect(),
        typed,
    }
}

fn untouched(now: Timestamp) -> Report {
    Report {
        key: IncidentId::new().to_string(),
        begins: field(now),
        ..Report::default()
    }
}

/// The service of one's own list that the address names; nothing where it names none.
async fn find(request: &mut Request<ManageServices>) -> Result<Option<Service>, AppError> {
    let mut question = Question::of(request.query_string());
    let id: Option<ServiceId> = question.choice("service");
    let Some(id) = question.answer(id)? else {
        return Ok(None);
    };
    let service = request.read(move |conn, scope| own_service(conn, scope, id));
    Ok(Some(service.await?))
}

/// The form. Without a service to the list of services, where one is chosen.
///
/// # Errors
/// `NotFound`, also for another seller's service.
pub(super) async fn form(mut request: Request<ManageServices>) -> Answer {
    let Some(service) = find(&mut request).await? else {
        return Ok(see_other(&request.paths().services()));
    };
    let typed = untouched(request.now);
    request
        .page(|layout| page(layout, FieldErrors::default(), service, typed))
        .await
}

/// Reports it.
///
/// # Errors
/// `NotFound`, also for another seller's service.
pub(super) async fn report(
    mut request: Request<ManageServices>,
    Form(form): Form<Report>,
) -> Answer {
    let service = find(&mut request).await?.ok_or(AppError::NotFound)?;
    let words = match Words::of(&form, request.now) {
        Ok(words) => words,
        Err(errors) => {
            let again = |layout| page(layout, errors, service, form);
            return request.again(again).await;
        }
    };
    let (id, of) = (form.key.parse().unwrap_or_default(), service.id);
    let is_planned = words.severity == Severity::Maintenance;
    let written =
        request.write(move |tx, by, now| report_service::report(tx, by, (id, of), &words, now));
    match written.await {
        Ok(()) => Ok(request.done(&request.paths().incident(id), reported(is_planned))),
        Err(ActError::Db(error)) => Err(error.into()),
        Err(error) => refused(request, service, form, &error).await,
    }
}

fn reported(is_planned: bool) -> Flash {
    Flash::good(match is_planned {
        true => {
            "Planned. It stands on the pages of this service, also for your resellers with customers who have it."
        }
        false => {
            "Reported. It stands on the pages of this service, also for your resellers with customers who have it."
        }
    })
}

/// With what was typed, under another key.
async fn refused(
    request: Request<ManageServices>,
    service: Service,
    form: Report,
    error: &ActError,
) -> Answer {
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let typed = Report {
        key: IncidentId::new().to_string(),
        ..form
    };
    request
        .again(|layout| page(layout, errors, service, typed))
        .await
}
