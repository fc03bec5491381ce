//! The page of the role templates, and its form.

use askama::Template;

use super::model::{self, RoleTemplate};
use crate::{
    identity::Layout,
    paths::Paths,
    privileges::{AdminRole, RoleSet},
    text,
    translations::{RolesForDays, staff},
    web::{
        address,
        form::{Choice, FieldErrors},
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
    /// As it begins.
    pub(super) fn empty() -> Self {
        Self {
            days: "365".to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn of(template: &RoleTemplate) -> Self {
        let roles = template.roles.roles();
        Self {
            name: template.name.clone(),
            roles: roles.iter().map(|role| role.as_str().to_owned()).collect(),
            days: template.days.to_string(),
        }
    }

    pub(super) fn parse(&self) -> Result<RoleTemplate, FieldErrors> {
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
pub(super) struct TemplatesPage {
    layout: Layout,
    errors: FieldErrors,
    own: Vec<TemplateView>,
    to_start_from: Vec<TemplateView>,
    roles: Vec<Choice>,
    global: Choice,
    form: TemplateForm,
}

impl TemplatesPage {
    pub(super) fn new(
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
