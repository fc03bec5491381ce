//! The form in which a seller's Global admin says how a service is administered.

use actix_web::web::Path;
use askama::Template;

use super::{
    address::{CUSTOMER_ID, DOMAIN},
    edit_service::{self, Words},
    model::Administration,
    queries,
};
use crate::{
    db::{self, ids::ServiceId},
    error::AppError,
    identity::{Layout, ManageServices, Request},
    prices::Service,
    privileges::AdminRole,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
        rival::{Differing, Rival, SaveError, Saved, beside},
    },
};

/// What is typed, and the version that was on the page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AdministrationForm {
    address: String,
    role: String,
    version: String,
}

impl AdministrationForm {
    fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "services/administration.html")]
struct AdministrationPage {
    layout: Layout,
    errors: FieldErrors,
    service: Service,
    roles: Vec<Choice>,
    typed: AdministrationForm,
    version: i32,
    /// What can be filled in.
    help: String,
    rival: Option<Rival<Vec<Differing>>>,
}

fn page(
    layout: Layout,
    service: Service,
    typed: AdministrationForm,
    version: i32,
) -> AdministrationPage {
    let choice = |role: AdminRole| Choice::new(role.as_str(), role.label(), &typed.role);
    let usual = AdminRole::offered().chain([AdminRole::GlobalAdministrator]);
    let none = Choice::new("", "Choose a role", &typed.role);
    AdministrationPage {
        layout: layout.in_section("services"),
        errors: FieldErrors::default(),
        service,
        roles: std::iter::once(none).chain(usual.map(choice)).collect(),
        version,
        typed,
        help: format!(
            "Over https. {CUSTOMER_ID} and {DOMAIN} stand for those of the customer, behind the host alone."
        ),
        rival: None,
    }
}

/// The service, and what is said of it by whom.
type Found = (Service, Option<(Administration, String)>);

async fn find(request: &mut Request<ManageServices>, id: ServiceId) -> Result<Found, AppError> {
    let found = request.read(move |conn, scope| {
        let service = edit_service::own(conn, scope, id)?;
        Ok::<_, db::Error>((service, queries::administration(conn, id)?))
    });
    Ok(found.await?)
}

/// The form.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) async fn edit(mut request: Request<ManageServices>, id: Path<ServiceId>) -> Answer {
    let (service, known) = find(&mut request, *id).await?;
    let typed = known.map(|(known, _)| AdministrationForm {
        address: known.address,
        role: known.role.as_str().to_owned(),
        version: known.version.to_string(),
    });
    let typed = typed.unwrap_or_default();
    let version = typed.version();
    request
        .page(|layout| page(layout, service, typed, version))
        .await
}

/// Keeps it.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) async fn save(
    mut request: Request<ManageServices>,
    id: Path<ServiceId>,
    Form(form): Form<AdministrationForm>,
) -> Answer {
    let (id, version) = (*id, form.version());
    let words = match Words::of(&form.address, &form.role) {
        Ok(words) => words,
        Err(errors) => return wrong(request, id, form, errors).await,
    };
    let typed = words.clone();
    let saved = request
        .write(move |tx, by, now| edit_service::save(tx, by, id, (&typed, version), now))
        .await;
    match saved {
        Ok(()) => {
            let text = "Saved. It holds from now on, for your company and your resellers.";
            Ok(request.done(&request.paths().service(id), Flash::good(text)))
        }
        Err(SaveError::Db(error)) => Err(error.into()),
        Err(error) => against(request, id, form, &words, &error).await,
    }
}

/// With what was typed, and what is wrong with it.
async fn wrong(
    mut request: Request<ManageServices>,
    id: ServiceId,
    form: AdministrationForm,
    errors: FieldErrors,
) -> Answer {
    let (service, _) = find(&mut request, id).await?;
    let version = form.version();
    let again = |layout| AdministrationPage {
        errors,
        ..page(layout, service, form, version)
    };
    request.again(again).await
}

/// With what was typed, beside what is saved.
async fn against(
    mut request: Request<ManageServices>,
    id: ServiceId,
    form: AdministrationForm,
    words: &Words,
    error: &SaveError,
) -> Answer {
    let (service, known) = find(&mut request, id).await?;
    let version = known.as_ref().map_or(0, |(known, _)| known.version);
    let rival = known.map(|(known, who)| Rival {
        words: beside(Words::kept(&known).facts(), words.facts()),
        saved: Some(Saved::new(who, known.changed_at)),
    });
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let again = |layout| AdministrationPage {
        errors,
        rival,
        ..page(layout, service, form, version)
    };
    request.again(again).await
}
