//! The page of the role templates, where they are saved and removed.

use actix_web::web::{Path, Query};

use super::{
    model::RoleTemplate,
    pages::{TemplateForm, TemplatesPage},
    queries, service,
};
use crate::{
    db::ids::RoleTemplateId,
    identity::{ManageCustomers, Request, View},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

/// The template that the form begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct FromQuery {
    from: String,
}

/// What there is.
pub(super) async fn list(mut request: Request<View>, query: Query<FromQuery>) -> Answer {
    let all = request.read(queries::all).await?;
    let from = all.iter().find(|it| it.is_called(&query.from));
    let form = from.map_or_else(TemplateForm::empty, TemplateForm::of);
    let errors = FieldErrors::default();
    request
        .page(|layout| TemplatesPage::new(layout, all, form, errors))
        .await
}

/// Keeps one.
pub(super) async fn save(
    request: Request<ManageCustomers>,
    Form(form): Form<TemplateForm>,
) -> Answer {
    match form.parse() {
        Ok(template) => keep(request, form, template).await,
        Err(errors) => again(request, form, errors).await,
    }
}

async fn keep(
    mut request: Request<ManageCustomers>,
    form: TemplateForm,
    template: RoleTemplate,
) -> Answer {
    let text = format!("The role template {} is saved.", template.name);
    let saved = request.write(move |tx, by, now| service::save(tx, by, &template, now));
    if saved.await? {
        return Ok(request.done(&request.paths().role_templates(), Flash::good(text)));
    }
    let why = "There are 100 role templates, which is the most. Remove one first";
    again(request, form, FieldErrors::page(why)).await
}

/// The page with the form as it was typed.
async fn again(
    mut request: Request<ManageCustomers>,
    form: TemplateForm,
    errors: FieldErrors,
) -> Answer {
    let all = request.read(queries::all).await?;
    request
        .again(|layout| TemplatesPage::new(layout, all, form, errors))
        .await
}

/// Forgets one. What was asked for with it stays.
pub(super) async fn remove(
    mut request: Request<ManageCustomers>,
    id: Path<RoleTemplateId>,
) -> Answer {
    let id = id.into_inner();
    let removed = request.write(move |tx, by, now| service::remove(tx, by, id, now));
    let RoleTemplate { name, .. } = removed.await?;
    let text = format!("The role template {name} is removed. What was asked for with it stays.");
    Ok(request.done(&request.paths().role_templates(), Flash::good(text)))
}
