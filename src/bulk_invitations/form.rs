//! What is set once for all rows of a bulk invitation.

use super::settings::{SendBy, Settings};
use crate::{
    db::{self, Conn},
    identity::Scope,
    invitations::{InviteForm, names_of},
    messages::{Occasion, TemplatePart, check_placeholders},
    partnerships::Side,
    role_templates::RoleTemplate,
    text,
    web::form::{Choice, FieldErrors},
};

/// Longest subject and text of a template, in characters.
const SUBJECT_MAX: usize = 200;
const BODY_MAX: usize = 10_000;

/// The settings, as they were typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BulkForm {
    /// The version of the list that the page has shown; Go on sends none.
    pub(super) version: String,
    pub(super) hand_over: String,
    pub(super) provider: String,
    pub(super) reseller: String,
    pub(super) channel: String,
    pub(super) language: String,
    pub(super) roles: Vec<String>,
    pub(super) days: String,
    pub(super) expires_in: String,
    pub(super) subject: String,
    pub(super) body: String,
    /// The row whose message is shown, by its line.
    pub(super) row: String,
    /// The other sites that stood on the page as named in the messages.
    pub(super) foreign: String,
    /// Ticked where privileges are to be extended by themselves.
    pub(super) extend: String,
    /// The role template, by its name, and whether it is to be filled in.
    pub(super) template: String,
    pub(super) fill: String,
    /// The part that single invitations have, once it is known which partners are meant.
    #[serde(skip)]
    named: Option<InviteForm>,
}

impl BulkForm {
    /// As they are kept.
    pub(super) fn of(settings: &Settings) -> Self {
        let other = settings.together_with.map(|id| id.to_string());
        let on = |side: Side| {
            let other = other.clone().filter(|_| settings.as_side == Some(side));
            other.unwrap_or_default()
        };
        Self {
            version: String::new(),
            hand_over: settings.send_by.as_str().to_owned(),
            provider: on(Side::Reseller),
            reseller: on(Side::Provider),
            channel: settings.channel.as_str().to_owned(),
            language: settings.language.as_str().to_owned(),
            roles: settings
                .roles
                .roles()
                .iter()
                .map(|role| role.as_str().to_owned())
                .collect(),
            days: settings.grant_days.unwrap_or(365).to_string(),
            expires_in: settings.expires_in.to_string(),
            subject: settings.subject.clone(),
            body: settings.body.clone(),
            row: String::new(),
            foreign: String::new(),
            extend: match settings.auto_extend {
                true => "yes".to_owned(),
                false => String::new(),
            },
            template: String::new(),
            fill: String::new(),
            named: None,
        }
    }

    /// What names a provider and a reseller.
    pub(super) fn partners(self) -> (String, String) {
        (self.provider, self.reseller)
    }

    /// The part that single invitations have, too.
    pub(super) fn single(&self) -> InviteForm {
        if let Some(named) = &self.named {
            return named.clone();
        }
        InviteForm::with_settings(
            (&self.provider, &self.reseller),
            &self.channel,
            &self.language,
            &self.roles,
            (&self.days, &self.extend),
            &self.expires_in,
        )
    }

    /// With the chosen template filled in, when that was asked for.
    pub(super) fn fill_in(&mut self, templates: &[RoleTemplate]) {
        let chosen = templates.iter().find(|it| it.is_called(&self.template));
        if let Some(chosen) = chosen.filter(|_| !self.fill.is_empty()) {
            self.roles = names_of(&chosen.roles);
            self.days = chosen.days.to_string();
        }
    }

    /// Finds the partners whose names were typed.
    pub(super) fn find_partners(&mut self, conn: &mut Conn, scope: Scope) -> db::Result<()> {
        let mut single = self.single();
        single.find_partners(conn, scope)?;
        self.named = Some(single);
        Ok(())
    }

    /// Who asks, and for what, with these settings kept so far.
    pub(super) fn occasion(&self, present: &Settings) -> Occasion {
        match (self.provider.trim(), self.reseller.trim()) {
            ("", "") if present.for_privileges => Occasion::Privileges,
            ("", "") => Occasion::Alone,
            _ => Occasion::Joint,
        }
    }

    /// The checked settings, in the place of the present ones.
    pub(super) fn settings(&self, present: &Settings) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let single = self.single().settings(&mut errors);
        if present.for_privileges && self.roles.is_empty() {
            errors.add(
                "roles",
                "Choose one or more roles, or fill in a role template",
            );
        }
        let send_by = self.hand_over.parse();
        if send_by.is_err() {
            errors.add("hand_over", "Choose who hands the links out");
        }
        let occasion = self.occasion(present);
        let subject = text::line(&self.subject, SUBJECT_MAX, "a subject").and_then(|text| {
            check_placeholders(TemplatePart::Subject, &text, occasion).map(|()| text)
        });
        let body = text::paragraphs(&self.body, BODY_MAX).and_then(|text| {
            check_placeholders(TemplatePart::Body, &text, occasion).map(|()| text)
        });
        let settings = Settings {
            send_by: send_by.unwrap_or(SendBy::Server),
            channel: single.channel,
            language: single.language,
            expires_in: single.expires_in,
            roles: single.roles,
            grant_days: single.grant_days,
            as_side: single.together.map(|it| it.as_side),
            together_with: single.together.map(|it| it.with),
            for_privileges: present.for_privileges,
            auto_extend: single.auto_extend,
            subject: errors.take("subject", subject),
            body: errors.take("body", body),
        };
        errors.or(settings)
    }

    /// The other partner is none of this one's.
    pub(super) fn without_partnership(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let field = if self.provider.is_empty() {
            "reseller"
        } else {
            "provider"
        };
        errors.add(
            field,
            "You have no active partnership with this company. Choose another, or invite alone",
        );
        errors
    }

    pub(super) fn send_by_choices(&self) -> Vec<Choice> {
        [
            (SendBy::Server, "This server sends each message"),
            (
                SendBy::Partner,
                "Prepare only: each link is made live, and you hand it out yourself",
            ),
        ]
        .map(|(value, label)| Choice::new(value.as_str(), label, &self.hand_over))
        .to_vec()
    }
}
