//! What is typed about a user.

use super::{
    model::{DirectoryUser, Person, UserRole, UserRoles},
    user_name::name_of_parts,
};
use crate::{
    activity::Changes,
    identity::country_name,
    text::{self, folded},
    web::{
        form::{Choice, FieldErrors},
        list,
    },
};

/// Checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name that is shown.
    pub display_name: String,
    /// May be empty.
    pub first_name: String,
    /// May be empty.
    pub last_name: String,
    /// The whole user name.
    pub user_name: String,
    /// ISO 3166-1 alpha-2.
    pub usage_location: Option<String>,
    /// Where links are mailed; empty where that is the user name.
    pub contact_email: String,
    /// Roles at the customer.
    pub roles: UserRoles,
}

impl Profile {
    /// The user with these values; roles have rows of their own.
    pub(super) fn onto(&self, user: DirectoryUser) -> DirectoryUser {
        DirectoryUser {
            user_name_key: self.user_name.to_lowercase(),
            name_key: folded(&self.display_name),
            user_name: self.user_name.clone(),
            display_name: self.display_name.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            usage_location: self.usage_location.clone(),
            contact_email: self.contact_email.clone(),
            ..user
        }
    }
}

/// As it was typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProfileForm {
    pub(super) display_name: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) user_name: String,
    pub(super) domain: String,
    pub(super) usage_location: String,
    pub(super) contact_email: String,
    pub(super) roles: Vec<String>,
    /// The version that it was typed over.
    pub(super) version: String,
    /// Which button it was: `restore` where a deleted user is wanted instead.
    pub(super) act: String,
    /// That user.
    pub(super) deleted: String,
    /// The name under which they are wanted back; as it was when empty.
    pub(super) restore_as: String,
}

impl ProfileForm {
    /// As it is first shown for a new user.
    pub(super) fn fresh(country: &str, domains: &[String]) -> Self {
        Self {
            usage_location: country.to_owned(),
            domain: domains.first().cloned().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// As a user stands.
    pub(super) fn of(person: &Person) -> Self {
        let user = &person.user;
        let (local, domain) = user.user_name.split_once('@').unwrap_or_default();
        let roles = person.roles.each().iter();
        Self {
            display_name: user.display_name.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            user_name: local.to_owned(),
            domain: domain.to_owned(),
            usage_location: user.usage_location.clone().unwrap_or_default(),
            contact_email: user.contact_email.clone(),
            roles: roles.map(|role| role.as_str().to_owned()).collect(),
            version: user.version.to_string(),
            ..Self::default()
        }
    }

    /// The checked values; `kept` is the domain that the user has, whether it is still verified or not.
    pub(super) fn parse(
        &self,
        domains: &[String],
        kept: Option<&str>,
    ) -> Result<Profile, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = |text: &str| text::optional_line(text, text::NAME_MAX);
        let first_name = errors.take("first_name", name(&self.first_name));
        let last_name = errors.take("last_name", name(&self.last_name));
        let both = format!("{first_name} {last_name}");
        let display_name = match self.display_name.trim() {
            "" => both.trim(),
            typed => typed,
        };
        let display_name = text::line(
            display_name,
            text::NAME_MAX,
            "a display name, or first and last name",
        );
        let display_name = errors.take("display_name", display_name);
        let is_known = domains.contains(&self.domain) || kept == Some(self.domain.as_str());
        if !is_known {
            errors.add("domain", "Choose one of the customer's verified domains");
        }
        let user_name = errors.take("user_name", name_of_parts(&self.user_name, &self.domain));
        let contact_email = match self.contact_email.trim() {
            "" => String::new(),
            typed => errors.take("contact_email", text::email(typed)),
        };
        let usage_location = errors.take("usage_location", location(&self.usage_location));
        let roles = errors.take("roles", roles(&self.roles));
        errors.or(Profile {
            display_name,
            first_name,
            last_name,
            user_name,
            usage_location,
            contact_email,
            roles,
        })
    }

    /// To choose from.
    pub(super) fn domains(&self, domains: &[String]) -> Vec<Choice> {
        let mut domains = domains.to_vec();
        if !self.domain.is_empty() && !domains.contains(&self.domain) {
            domains.push(self.domain.clone());
        }
        let choice = |domain: &String| Choice::new(domain, domain.as_str(), &self.domain);
        domains.iter().map(choice).collect()
    }

    /// To choose from, by name.
    pub(super) fn locations(&self) -> Vec<Choice> {
        location_choices(&self.usage_location)
    }

    /// To choose from.
    pub(super) fn roles(&self) -> Vec<Choice> {
        role_choices(&self.roles)
    }
}

/// Usage locations to choose from, by name.
pub(crate) fn location_choices(present: &str) -> Vec<Choice> {
    let countries = rust_iso3166::ALL.iter();
    let mut each: Vec<(&str, &str)> = countries.map(|it| (it.alpha2, it.name)).collect();
    each.sort_unstable_by_key(|(_, name)| *name);
    list::choices("Not known", present, each)
}

/// Roles at the customer to choose from.
pub(crate) fn role_choices(present: &[String]) -> Vec<Choice> {
    let choice = |role: &UserRole| Choice {
        value: role.as_str().to_owned(),
        label: role.label().to_owned(),
        selected: present.iter().any(|name| name == role.as_str()),
    };
    UserRole::ALL.iter().map(choice).collect()
}

/// A country by its code; none where nothing is chosen.
pub(crate) fn location(code: &str) -> Result<Option<String>, String> {
    match code {
        "" => Ok(None),
        code => match rust_iso3166::from_alpha2(code) {
            Some(country) => Ok(Some(country.alpha2.to_owned())),
            None => Err("Choose one of the list".to_owned()),
        },
    }
}

/// Roles by the values of the form.
pub(crate) fn roles(names: &[String]) -> Result<UserRoles, String> {
    let roles: Result<Vec<UserRole>, String> = names.iter().map(|name| name.parse()).collect();
    let roles = roles.map_err(|_| "Choose from the roles that are listed".to_owned())?;
    Ok(UserRoles::new(&roles))
}

/// What differs, for the log. Names and addresses are not told: what is logged outlives the user.
pub(super) fn changes(before: &Person, new: &Profile) -> Changes {
    let user = &before.user;
    let named = |code: &Option<String>| code.as_deref().map(country_name).unwrap_or_default();
    let is_other_name = user.first_name != new.first_name || user.last_name != new.last_name;
    let contact = user.contact_email != new.contact_email;
    Changes::default()
        .withheld("Display name", user.display_name != new.display_name)
        .withheld("First or last name", is_other_name)
        .withheld("User name", user.user_name != new.user_name)
        .withheld("Contact address", contact)
        .value(
            "Usage location",
            &named(&user.usage_location),
            &named(&new.usage_location),
        )
        .value("Roles", &before.roles.words(), &new.roles.words())
}
