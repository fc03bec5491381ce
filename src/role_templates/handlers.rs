//! The page of the templates: what there is, saving one, removing one.

use actix_web::web::{Path, Query};
use askama::Template;

use super::{
    model::{self, RoleTemplate},
    queries,
};
use crate::{
    activity::{self, Action, Actor, Line},
    db::{self, Tx, ids::RoleTemplateId, types::Timestamp},
    error::AppError,
    identity::{self, CustomerManager, Layout, ManageCustomers, Request, View},
    paths::Paths,
    privileges::{AdminRole, RoleSet},
    text,
    translations::{RolesForDays, staff},
    web::{
        Answer, address,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
    },
};

/// Longest name, in characters.
const NAME_MAX: usize = 50;

/// What is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TemplateForm {
    name: String,
    roles: Vec<String>,
    days: String,
}

impl TemplateForm {
    fn of(template: &RoleTemplate) -> Self {
        let roles = template.roles.roles();
        Self {
            name: template.name.clone(),
            roles: roles.iter().map(|role| role.as_str().to_owned()).collect(),
            days: template.days.to_string(),
        }
    }

    fn parse(&self) -> Result<RoleTemplate, FieldErrors> {
        let mut errors = FieldErrors::default();
        let offered = |name: &String| name.parse().ok().filter(|it: &AdminRole| it.is_offered());
        let roles: Vec<Option<AdminRole>> = self.roles.iter().map(offered).collect();
        if roles.is_empty() || roles.contains(&None) {
            errors.add("roles", "Choose one or more of the roles that are listed");
        }
        let roles = RoleSet::new(&roles.into_iter().flatten().collect::<Vec<_>>());
        let template = RoleTemplate {
            id: None,
            name: errors.take("name", text::line(&self.name, NAME_MAX, "a name")),
            days: errors.take("days", model::grant_days(&self.days, &roles)),
            roles,
        };
        errors.or(template)
    }

    fn choice(&self, role: AdminRole) -> Choice {
        Choice {
            value: role.as_str().to_owned(),
            label: format!("{}: {}", role.label(), role.meaning_to_staff()),
            selected: self.roles.iter().any(|name| name == role.as_str()),
        }
    }
}

/// A template as the page shows it.
struct TemplateView {
    name: String,
    words: String,
    /// Fills the form with it.
    edit: String,
    /// None of one to start from.
    removal: Option<String>,
}

impl TemplateView {
    fn new(template: RoleTemplate, paths: &Paths) -> Self {
        let words = staff::roles_for_days(RolesForDays {
            roles: &template.roles.words(),
            count: template.days.into(),
        });
        let edit = [("from", template.name.clone())];
        Self {
            words: words.into_owned(),
            edit: format!("{}#form", address::with(&paths.role_templates(), &edit)),
            removal: template.id.map(|id| paths.role_template_removal(id)),
            name: template.name,
        }
    }
}

#[derive(Template)]
#[template(path = "role_templates/list.html")]
struct TemplatesPage {
    layout: Layout,
    errors: FieldErrors,
    own: Vec<TemplateView>,
    to_start_from: Vec<TemplateView>,
    roles: Vec<Choice>,
    global: Choice,
    form: TemplateForm,
}

impl TemplatesPage {
    fn new(
        layout: Layout,
        all: Vec<RoleTemplate>,
        form: TemplateForm,
        errors: FieldErrors,
    ) -> Self {
        let paths = layout.paths.clone();
        let (own, start): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.id.is_some());
        let views = |list: Vec<RoleTemplate>| {
            let view = |template| TemplateView::new(template, &paths);
            list.into_iter().map(view).collect()
        };
        Self {
            own: views(own),
            to_start_from: views(start),
            roles: AdminRole::offered().map(|role| form.choice(role)).collect(),
            global: form.choice(AdminRole::GlobalAdministrator),
            layout: layout.in_section("privileges"),
            errors,
            form,
        }
    }
}

/// The template that the form begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct FromQuery {
    from: String,
}

/// What there is.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn list(mut request: Request<View>, query: Query<FromQuery>) -> Answer {
    let all = request.read(queries::all).await?;
    let from = all.iter().find(|it| it.is_called(&query.from));
    let empty = TemplateForm {
        days: "365".to_owned(),
        ..TemplateForm::default()
    };
    let form = from.map_or(empty, TemplateForm::of);
    let errors = FieldErrors::default();
    request
        .page(|layout| TemplatesPage::new(layout, all, form, errors))
        .await
}

/// Keeps one.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn save(
    mut request: Request<ManageCustomers>,
    Form(form): Form<TemplateForm>,
) -> Answer {
    let errors = match form.parse() {
        Ok(template) => {
            let name = template.name.clone();
            let saved = request.write(move |tx, by, now| keep(tx, by, &template, now));
            if saved
                .await
                .map_err(|error: db::Error| AppError::from(error))?
            {
                let text = format!("The role template {name} is saved.");
                return Ok(request.done(&request.paths().role_templates(), Flash::good(text)));
            }
            let mut errors = FieldErrors::default();
            errors.add(
                "",
                "There are 100 role templates, which is the most. Remove one first",
            );
            errors
        }
        Err(errors) => errors,
    };
    let all = request.read(queries::all).await?;
    request
        .again(|layout| TemplatesPage::new(layout, all, form, errors))
        .await
}

fn keep(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    template: &RoleTemplate,
    now: Timestamp,
) -> db::Result<bool> {
    identity::lock_partner(tx, by.scope)?;
    let saved = queries::save(tx, by.scope, template)?;
    if saved {
        let detail = format!("{}: {}", template.name, template.roles.words());
        note(tx, by, Action::RoleTemplateSaved, &detail, now)?;
    }
    Ok(saved)
}

fn note(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    action: Action,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: None,
        company: "",
        invitation: None,
        detail,
        notify: None,
    };
    activity::record(tx, line, now)
}

/// Forgets one. What was asked for with it stays.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn remove(
    mut request: Request<ManageCustomers>,
    id: Path<RoleTemplateId>,
) -> Answer {
    let id = id.into_inner();
    let removed = request.write(move |tx, by, now| {
        let all = queries::all(tx.conn(), by.scope)?;
        let known = all.into_iter().find(|it| it.id == Some(id));
        let template = known.ok_or(db::Error::NotFound)?;
        queries::remove(tx, by.scope, id)?;
        note(tx, by, Action::RoleTemplateRemoved, &template.name, now)?;
        Ok::<_, db::Error>(template.name)
    });
    let name = removed.await?;
    let text = format!("The role template {name} is removed. What was asked for with it stays.");
    Ok(request.done(&request.paths().role_templates(), Flash::good(text)))
}
