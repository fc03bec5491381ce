//! The ask in plain words, as the customer's page and the sender's preview show it.

use super::model::{Invitation, Party};
use crate::{
    language::Language,
    privileges::{AdminRole, EXTENSION_DAYS},
    translations::{self, GlobalApart, RoleItem, SentBy, Text, Texts},
};

/// A partner that asks.
#[derive(Debug, Clone)]
pub(crate) struct AskingParty {
    pub name: String,
    pub domain: String,
    /// Country, by name.
    pub country: String,
    /// As what it would act.
    pub kind: Text,
    /// Since when it is here.
    pub since: Text,
    /// What it will be able to do, one thing a line.
    pub can: Text,
}

/// The ask in plain words, as the customer's page and the sender's preview show it.
#[derive(Clone)]
pub(crate) struct AskView {
    /// The texts, in the language of the page.
    pub t: Texts,
    /// The company that is asked.
    pub company: String,
    pub domain: String,
    /// Who sent it, for whom.
    pub sent_by: Text,
    pub sender: String,
    /// For which of the partners.
    pub asker: String,
    /// Those of the partners that take no part any more.
    pub inactive: String,
    pub parties: Vec<AskingParty>,
    /// Names of who asks, as a sentence has them.
    pub names: String,
    /// What each privilege that is asked for means, and for how long.
    pub role_items: Vec<Text>,
    pub role_names: String,
    /// What is said apart, where Global administrator is asked for.
    pub global: Option<Text>,
    /// What is said where they are to be extended by themselves.
    pub extension: Option<Text>,
    /// Whether nothing else is asked for.
    pub privileges_only: bool,
    /// How it is taken back, one thing a line.
    pub take_back: Text,
    /// What they will not be able to do, one thing a line.
    pub cannot: Text,
}

impl AskView {
    /// The ask of an invitation, in its own language.
    #[must_use]
    pub(crate) fn new(invitation: &Invitation, parties: &[Party], sender: &str) -> Self {
        Self::in_language(invitation, parties, sender, invitation.language)
    }

    /// The same in another language.
    #[must_use]
    pub(crate) fn in_language(
        invitation: &Invitation,
        parties: &[Party],
        sender: &str,
        language: Language,
    ) -> Self {
        let t = Texts::of(language);
        let names_of = |wanted: &dyn Fn(&Party) -> bool| {
            let wanted = parties.iter().filter(|party| wanted(party));
            let names: Vec<&str> = wanted
                .map(|party| party.partner.legal_name.as_str())
                .collect();
            t.names(&names)
        };
        let days = invitation.grant_days.unwrap_or_default();
        let role_item = |role: &AdminRole| {
            let (label, meaning) = t.role(*role);
            t.role_item(RoleItem {
                meaning: &meaning,
                days: days.into(),
                label: &label,
            })
        };
        let names = names_of(&|_| true);
        let roles = invitation.roles.roles();
        let global = roles.contains(&AdminRole::GlobalAdministrator).then(|| {
            t.global_apart(GlobalApart {
                names: &names,
                days: days.into(),
            })
        });
        let cannot = match roles.iter().any(|role| role.reaches_content()) {
            true => t.cannot_wide(),
            false => t.cannot(),
        };
        Self {
            t,
            global,
            extension: (invitation.auto_extend && !roles.is_empty())
                .then(|| t.extension_asked(EXTENSION_DAYS)),
            privileges_only: invitation.privileges_only,
            take_back: match (invitation.privileges_only, roles.is_empty()) {
                (true, _) => t.take_back_privileges(),
                (false, true) => t.take_back(),
                (false, false) => t.take_back_both(),
            },
            cannot,
            company: invitation.company_name.clone(),
            domain: invitation.domain.clone(),
            sent_by: {
                let asker = names_of(&|party| party.partner.id == invitation.partner_id);
                t.sent_by(SentBy {
                    sender: &format!("{sender} ({asker})"),
                    company: &invitation.company_name,
                    domain: &invitation.domain,
                })
            },
            sender: sender.to_owned(),
            asker: names_of(&|party| party.partner.id == invitation.partner_id),
            inactive: names_of(&|party| !party.partner.is_active()),
            names,
            parties: parties
                .iter()
                .map(|party| AskingParty {
                    name: party.partner.legal_name.clone(),
                    domain: party.partner.domain.clone(),
                    country: translations::country(&party.partner.country, language),
                    kind: t.kind(party.kind),
                    since: t.day_of(party.partner.created_at),
                    can: match invitation.privileges_only {
                        true => Text::default(),
                        false => t.kind_can(party.kind),
                    },
                })
                .collect(),
            role_items: roles.iter().map(role_item).collect(),
            role_names: t.role_names(&invitation.roles),
        }
    }
}
