//! The ask in plain words, as the customer's page and the sender's preview show it.

use super::model::{Invitation, Party};
use crate::{
    language::Language,
    privileges::AdminRole,
    texts::{self, PageTexts},
};

/// A partner that asks.
#[derive(Debug, Clone)]
pub(crate) struct AskingParty {
    /// Legal name.
    pub name: String,
    /// Domain.
    pub domain: String,
    /// Country, by name.
    pub country: String,
    /// As what it would act.
    pub kind: &'static str,
    /// Since when it is here.
    pub since: String,
    /// What it will be able to do.
    pub can: &'static [&'static str],
}

/// The ask in plain words, as the customer's page and the sender's preview show it.
#[derive(Clone)]
pub(crate) struct AskView {
    /// The language of the words.
    pub language: Language,
    /// What the page says.
    pub t: &'static PageTexts,
    /// The company that is asked.
    pub company: String,
    /// Its domain.
    pub domain: String,
    /// Who sent it, for whom.
    pub sent_by: String,
    /// Who sent it.
    pub sender: String,
    /// For which of the partners.
    pub asker: String,
    /// Those of the partners that take no part any more.
    pub inactive: String,
    /// Who asks.
    pub parties: Vec<AskingParty>,
    /// Names of who asks, as a sentence has them.
    pub names: String,
    /// What each privilege that is asked for means, and for how long.
    pub role_items: Vec<String>,
    /// The names of the privileges.
    pub role_names: String,
    /// What nobody will be able to do.
    pub cannot: &'static [&'static str],
    /// How it is taken back.
    pub back: &'static [&'static str],
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
        let (texts, t) = (texts::of(language), texts::pages(language));
        let names_of = |wanted: &dyn Fn(&Party) -> bool| {
            let wanted = parties.iter().filter(|party| wanted(party));
            let names: Vec<&str> = wanted
                .map(|party| party.partner.legal_name.as_str())
                .collect();
            texts.names(&names)
        };
        let days = invitation.grant_days.unwrap_or_default();
        let role_item = |role: &AdminRole| {
            let role = texts.role(*role);
            (t.role_item)(role.meaning, days, role.label)
        };
        Self {
            language,
            t,
            company: invitation.company_name.clone(),
            domain: invitation.domain.clone(),
            sent_by: {
                let asker = names_of(&|party| party.partner.id == invitation.partner_id);
                let sender = format!("{sender} ({asker})");
                (t.sent_by)(&sender, &invitation.company_name, &invitation.domain)
            },
            sender: sender.to_owned(),
            asker: names_of(&|party| party.partner.id == invitation.partner_id),
            inactive: names_of(&|party| !party.partner.is_active()),
            names: names_of(&|_| true),
            parties: parties
                .iter()
                .map(|party| AskingParty {
                    name: party.partner.legal_name.clone(),
                    domain: party.partner.domain.clone(),
                    country: texts::country(&party.partner.country, language),
                    kind: texts.kind(party.kind).label,
                    since: texts.day_of(party.partner.created_at),
                    can: texts.kind(party.kind).can,
                })
                .collect(),
            role_items: invitation.roles.roles().iter().map(role_item).collect(),
            role_names: texts.role_names(&invitation.roles),
            cannot: texts.cannot,
            back: texts.take_back,
        }
    }
}
