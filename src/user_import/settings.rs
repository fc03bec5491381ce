//! What is set once for all users of a file.

use serde::{Deserialize, Serialize};

use crate::{
    directory::{self, UserRole, UserRoles},
    web::form::{Choice, FieldErrors},
};

/// Kept as JSON under these names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// The usage location of rows that name none.
    pub(crate) usage_location: Option<String>,
    /// The roles of rows that name none.
    pub(crate) roles: Vec<UserRole>,
    /// Headings of columns that were not read.
    pub(crate) unread: Vec<String>,
}

impl Settings {
    /// The roles of rows that name none.
    pub(super) fn roles(&self) -> UserRoles {
        UserRoles::new(&self.roles)
    }
}

/// As they were typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SettingsForm {
    /// The version of the upload that the page has shown; Go on sends none.
    pub(super) version: String,
    usage_location: String,
    roles: Vec<String>,
}

impl SettingsForm {
    /// As they are kept.
    pub(super) fn of(settings: &Settings) -> Self {
        let roles = settings.roles.iter();
        Self {
            version: String::new(),
            usage_location: settings.usage_location.clone().unwrap_or_default(),
            roles: roles.map(|role| role.as_str().to_owned()).collect(),
        }
    }

    /// Checked, over those that are kept.
    pub(super) fn parse(&self, kept: Settings) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let usage_location = directory::location(&self.usage_location);
        let usage_location = errors.take("usage_location", usage_location);
        let roles = errors.take("roles", directory::roles(&self.roles));
        errors.or(Settings {
            usage_location,
            roles: roles.each().to_vec(),
            ..kept
        })
    }

    /// To choose from.
    pub(super) fn locations(&self) -> Vec<Choice> {
        directory::location_choices(&self.usage_location)
    }

    /// To choose from.
    pub(super) fn roles(&self) -> Vec<Choice> {
        directory::role_choices(&self.roles)
    }
}
