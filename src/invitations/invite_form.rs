//! The form that begins an invitation: what is typed, what can be chosen, and the checked ask.

use super::{
    ask::{Ask, JointWith},
    model::Channel,
};
use crate::{
    customers::Entry,
    db::{self, Conn, ids::PartnerId},
    identity::Scope,
    language::Language,
    partnerships::{self, Among, Side},
    privileges::{self, AdminRole, Grant, RoleSet},
    role_templates::{self, RoleTemplate},
    text::{self, NamedAddress},
    web::form::{Choice, FieldErrors},
};

/// What is asked, as it was typed.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InviteForm {
    pub(super) recipient: String,
    pub(super) recipient_name: String,
    pub(super) company_name: String,
    pub(super) domain: String,
    pub(super) provider: String,
    pub(super) reseller: String,
    pub(super) channel: String,
    pub(super) language: String,
    pub(super) roles: Vec<String>,
    pub(super) days: String,
    pub(super) privilege_name: String,
    /// Ticked where privileges are to be extended by themselves.
    pub(super) extend: String,
    pub(super) expires_in: String,
    /// The role template, by its name, and whether it is to be filled in.
    pub(super) template: String,
    pub(super) fill: String,
    /// Why a name that was typed does not say who is meant, with its field.
    #[serde(skip)]
    pub(super) unclear: Vec<(&'static str, String)>,
}

impl Default for InviteForm {
    fn default() -> Self {
        Self {
            recipient: String::new(),
            recipient_name: String::new(),
            company_name: String::new(),
            domain: String::new(),
            provider: String::new(),
            reseller: String::new(),
            channel: Channel::OwnMarketing.as_str().to_owned(),
            language: Language::English.as_str().to_owned(),
            roles: Vec::new(),
            days: "365".to_owned(),
            privilege_name: String::new(),
            extend: String::new(),
            expires_in: "30".to_owned(),
            template: String::new(),
            fill: String::new(),
            unclear: Vec::new(),
        }
    }
}

/// What is asked of every company alike, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Delegated admin privileges, may be none.
    pub roles: RoleSet,
    /// For how many days, when there are roles.
    pub grant_days: Option<i32>,
    /// Whether they are to be extended by themselves.
    pub auto_extend: bool,
    /// Days until the link ends.
    pub expires_in: i32,
    /// The language of the letter and of the customer's page.
    pub language: Language,
    /// How the partner came to the company.
    pub channel: Channel,
    /// With whom, when not alone.
    pub together: Option<JointWith>,
}

fn number(text: &str, least: i32, most: i32) -> Result<i32, String> {
    match text.trim().parse::<i32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("Enter a number of days from {least} to {most}")),
    }
}

/// The roles that can be asked for, as the boxes name them.
#[must_use]
pub fn names_of(roles: &RoleSet) -> Vec<String> {
    let offered = roles.roles().into_iter().filter(|role| role.is_offered());
    offered.map(|role| role.as_str().to_owned()).collect()
}

/// The one of a list that was chosen; nonsense is a message.
fn chosen<T: std::str::FromStr>(
    errors: &mut FieldErrors,
    field: &'static str,
    value: &str,
) -> Option<T> {
    let parsed = value.parse().ok();
    if parsed.is_none() {
        errors.add(field, "Choose one of the list");
    }
    parsed
}

impl InviteForm {
    /// With what is asked of every company alike, as it was typed.
    #[must_use]
    pub fn with_settings(
        partners: (&str, &str),
        channel: &str,
        language: &str,
        roles: &[String],
        (days, extend): (&str, &str),
        expires_in: &str,
    ) -> Self {
        Self {
            provider: partners.0.to_owned(),
            reseller: partners.1.to_owned(),
            channel: channel.to_owned(),
            language: language.to_owned(),
            roles: roles.to_vec(),
            days: days.to_owned(),
            extend: extend.to_owned(),
            expires_in: expires_in.to_owned(),
            ..Self::default()
        }
    }

    /// Puts the key of the partner that is meant where its name was typed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn find_partners(&mut self, conn: &mut Conn, scope: Scope) -> db::Result<()> {
        for (field, typed, own_side) in [
            ("provider", &mut self.provider, Side::Reseller),
            ("reseller", &mut self.reseller, Side::Provider),
        ] {
            if typed.trim().is_empty() {
                typed.clear();
                continue;
            }
            match partnerships::meant(conn, scope, Among::Active(own_side), typed)? {
                Ok(id) => *typed = id.to_string(),
                Err(why) => self.unclear.push((field, why)),
            }
        }
        Ok(())
    }

    /// As it is first shown for a company of the list: most are served already, elsewhere. These roles are ticked.
    pub(super) fn for_known(roles: Vec<String>, name: String) -> Self {
        Self {
            channel: Channel::ExistingCustomer.as_str().to_owned(),
            roles,
            privilege_name: name,
            ..Self::default()
        }
    }

    /// The same, with what the customer granted before.
    pub(super) fn anew(grant: &Grant, name: String) -> Self {
        let mut form = Self::for_known(names_of(&grant.roles), name);
        if grant.auto_extend {
            "yes".clone_into(&mut form.extend);
        }
        // Extensions do not count: a term of more days than can be asked for is not asked for again.
        let days = grant.ends_at.since(grant.starts_at).num_days().to_string();
        if role_templates::grant_days(&days, &grant.roles).is_ok() {
            form.days = days;
        }
        form
    }

    /// Filled in with the chosen template, when that was asked for; nothing else that was typed changes.
    #[must_use]
    pub(super) fn filled_in(&self, templates: &[RoleTemplate]) -> Option<Self> {
        let chosen = templates.iter().find(|it| it.is_called(&self.template));
        let chosen = chosen.filter(|_| !self.fill.is_empty())?;
        Some(Self {
            roles: names_of(&chosen.roles),
            days: chosen.days.to_string(),
            ..self.clone()
        })
    }

    /// The checked values; `known` gives company and domain where the company is in the list already.
    pub(super) fn parse(&self, known: Option<&Entry>) -> Result<Ask, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (company_name, domain) = match known {
            Some(entry) => (entry.name.clone(), entry.domain.clone()),
            None => (
                errors.take(
                    "company_name",
                    text::line(&self.company_name, text::COMPANY_MAX, "the company's name"),
                ),
                errors.take("domain", text::domain(&self.domain)),
            ),
        };
        let NamedAddress { email, name } = match text::named_email(&self.recipient) {
            Ok(found) => found,
            Err(why) => {
                errors.add("recipient", why);
                NamedAddress::default()
            }
        };
        let typed = text::optional_line(&self.recipient_name, text::NAME_MAX);
        let typed = errors.take("recipient_name", typed);
        let settings = self.settings(&mut errors);
        let called = Some(&self.privilege_name).filter(|name| !name.trim().is_empty());
        let grant_name =
            called.map(|name| errors.take("privilege_name", privileges::parse_name(name)));
        errors.or(Ask {
            recipient: email,
            // Pasted with its address, as mail programs copy it.
            recipient_name: if typed.is_empty() { name } else { typed },
            company_name,
            domain,
            grant_name: grant_name.filter(|_| !settings.roles.is_empty()),
            roles: settings.roles,
            grant_days: settings.grant_days,
            auto_extend: settings.auto_extend,
            privileges_only: false,
            expires_in: settings.expires_in,
            language: settings.language,
            channel: settings.channel,
            together: settings.together,
        })
    }

    /// The checked values that do not depend on the company.
    pub fn settings(&self, errors: &mut FieldErrors) -> Settings {
        let roles = self.roles(errors);
        let grant_days = (!roles.is_empty())
            .then(|| errors.take("days", role_templates::grant_days(&self.days, &roles)));
        Settings {
            auto_extend: self.is_extended(&roles, errors),
            roles,
            grant_days,
            expires_in: errors.take("expires_in", number(&self.expires_in, 1, 90)),
            together: self.together(errors),
            language: chosen(errors, "language", &self.language).unwrap_or(Language::English),
            channel: chosen(errors, "channel", &self.channel).unwrap_or(Channel::OwnMarketing),
        }
    }

    /// Whether privileges with these roles are to be extended by themselves.
    fn is_extended(&self, roles: &RoleSet, errors: &mut FieldErrors) -> bool {
        if self.extend.is_empty() || roles.is_empty() {
            return false;
        }
        if roles.holds(AdminRole::GlobalAdministrator) {
            errors.add(
                "extend",
                "Privileges with Global administrator are never extended by themselves. Leave this off, or ask for that role by itself",
            );
        }
        true
    }

    fn roles(&self, errors: &mut FieldErrors) -> RoleSet {
        let offered = |name: &String| name.parse().ok().filter(|it: &AdminRole| it.is_offered());
        let roles: Vec<Option<AdminRole>> = self.roles.iter().map(offered).collect();
        if roles.contains(&None) {
            errors.add("roles", "Choose from the roles that are listed");
        }
        RoleSet::new(&roles.into_iter().flatten().collect::<Vec<_>>())
    }

    /// Whom to invite together with; an empty choice is nobody.
    fn together(&self, errors: &mut FieldErrors) -> Option<JointWith> {
        let (as_side, field, value) = match (self.provider.is_empty(), self.reseller.is_empty()) {
            (true, true) => return None,
            (false, true) => (Side::Reseller, "provider", &self.provider),
            (true, false) => (Side::Provider, "reseller", &self.reseller),
            (false, false) => {
                errors.add("provider", "Choose a provider or a reseller, not both");
                return None;
            }
        };
        if let Some((_, why)) = self.unclear.iter().find(|(named, _)| *named == field) {
            errors.add(field, why);
            return None;
        }
        let with: Option<PartnerId> = chosen(errors, field, value);
        with.map(|with| JointWith { as_side, with })
    }

    /// To choose from.
    #[must_use]
    pub fn role_choices(&self) -> Vec<Choice> {
        AdminRole::offered().map(|role| self.role(role)).collect()
    }

    /// The role that is shown apart.
    #[must_use]
    pub fn global_choice(&self) -> Choice {
        self.role(AdminRole::GlobalAdministrator)
    }

    fn role(&self, role: AdminRole) -> Choice {
        Choice {
            value: role.as_str().to_owned(),
            label: format!("{}: {}", role.label(), role.meaning_to_staff()),
            selected: self.roles.iter().any(|name| name == role.as_str()),
        }
    }

    /// To choose from.
    #[must_use]
    pub fn channel_choices(&self) -> Vec<Choice> {
        Channel::ALL
            .iter()
            .map(|channel| Choice::new(channel.as_str(), channel.label(), &self.channel))
            .collect()
    }

    /// To choose from.
    #[must_use]
    pub fn language_choices(&self) -> Vec<Choice> {
        Language::ALL
            .iter()
            .map(|language| {
                let label = match language {
                    Language::English => language.label().to_owned(),
                    other => format!("{} ({})", other.label(), other.own_name()),
                };
                Choice::new(language.as_str(), label, &self.language)
            })
            .collect()
    }
}
