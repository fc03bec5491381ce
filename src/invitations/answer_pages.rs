//! What the customer reads: the ask, the steps, the receipt, and the pages of links that cannot be answered.

use askama::Template;

use super::{
    code_queries::CodeRequest,
    model::{Dead, Invitation, Party},
    reading::{Addresses, LanguageLink, Reading},
    texts::{
        self,
        pages::{self, DeadTexts, PageTexts},
    },
};
use crate::{
    language::Language,
    mail::Delivery,
    privileges::AdminRole,
    relationships::Consent,
    web::{form::FieldErrors, layout::PublicLayout},
};

/// A partner that asks.
#[derive(Debug, Clone)]
pub(super) struct AskingParty {
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
pub(super) struct AskView {
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
    pub(super) fn new(invitation: &Invitation, parties: &[Party], sender: &str) -> Self {
        Self::in_language(invitation, parties, sender, invitation.language)
    }

    /// The same in another language.
    #[must_use]
    pub(super) fn in_language(
        invitation: &Invitation,
        parties: &[Party],
        sender: &str,
        language: Language,
    ) -> Self {
        let (texts, t) = (texts::of(language), pages::of(language));
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

/// Step 1: the ask, and who answers.
#[derive(Template)]
#[template(path = "invitations/answer.html")]
pub(super) struct AskPage {
    /// The shell.
    pub layout: PublicLayout,
    /// The ask.
    pub ask: AskView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Addresses of the forms and links.
    pub at: Addresses,
    /// The page in each language.
    pub languages: Vec<LanguageLink>,
    /// Name as typed.
    pub person_name: String,
    /// Job title as typed.
    pub job_title: String,
    /// Address as typed.
    pub email: String,
    /// Where the code can go.
    pub email_help: String,
    /// Until when the link works.
    pub ends: (String, String),
    /// Whether a code can be mailed at all.
    pub can_mail: bool,
    /// For the shared part: this is the page itself.
    pub is_preview: bool,
}

/// Steps 2 and 3: the code and the agreement.
#[derive(Template)]
#[template(path = "invitations/code.html")]
pub(super) struct CodePage {
    /// The shell.
    pub layout: PublicLayout,
    /// The ask.
    pub ask: AskView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Addresses of the forms and links.
    pub at: Addresses,
    /// The page in each language.
    pub languages: Vec<LanguageLink>,
    /// Who asked for the code.
    pub request: CodeRequest,
    /// Where it was mailed, masked.
    pub mailed_to: String,
    /// Why that address does not verify the company's domain.
    pub doubt: Option<String>,
    /// How that mail fares.
    pub delivery: Option<Delivery>,
    /// The wording.
    pub terms: String,
    /// Its language.
    pub terms_in: Language,
    /// Its hash.
    pub terms_hash: String,
    /// Whether the agreement was ticked.
    pub agreed: bool,
    /// For the shared part.
    pub is_preview: bool,
}

/// Are you sure: decline, or not expected.
#[derive(Template)]
#[template(path = "invitations/refusal.html")]
pub(super) struct RefusalPage {
    /// The shell.
    pub layout: PublicLayout,
    /// The ask.
    pub ask: AskView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Addresses of the forms and links.
    pub at: Addresses,
    /// The page in each language.
    pub languages: Vec<LanguageLink>,
    /// "I did not expect this".
    pub unexpected: bool,
    /// Reason as typed.
    pub reason: String,
}

/// What was agreed, for the person who agreed.
#[derive(Template)]
#[template(path = "invitations/receipt.html")]
pub(super) struct ReceiptPage {
    /// The shell.
    pub layout: PublicLayout,
    /// What was asked.
    pub ask: AskView,
    /// What was agreed.
    pub consent: Consent,
    /// Why the address does not verify the company's domain.
    pub doubt: Option<String>,
    /// When: exact for machines and for people.
    pub at: (String, String),
    /// Until when privileges last.
    pub until: String,
    /// The wording.
    pub terms: String,
    /// Its language.
    pub terms_in: Language,
    /// The page in each language.
    pub languages: Vec<LanguageLink>,
}

/// A link that cannot be answered (any more), or must not be by this person.
#[derive(Template)]
#[template(path = "invitations/dead.html")]
pub(super) struct DeadPage {
    /// The shell.
    pub layout: PublicLayout,
    /// What the page says.
    pub t: &'static PageTexts,
    /// The page in each language.
    pub languages: Vec<LanguageLink>,
    /// What is the matter.
    pub title: String,
    /// In a sentence or two.
    pub message: String,
    /// What to do next.
    pub next: String,
}

impl DeadPage {
    /// The page of a link that cannot be answered.
    #[must_use]
    pub(super) fn new(
        layout: PublicLayout,
        languages: Vec<LanguageLink>,
        dead: Dead,
        ask: &AskView,
        invitation: &Invitation,
    ) -> Self {
        let t = ask.t;
        let (texts, at): (&DeadTexts, _) = match dead {
            Dead::NotReady => (&t.not_ready, None),
            Dead::Accepted => (&t.accepted, invitation.answered_at),
            Dead::Declined => (&t.declined, invitation.answered_at),
            Dead::Expired => (&t.expired, invitation.expires_at),
            Dead::Revoked => (&t.revoked, None),
            Dead::Replaced => (&t.replaced, None),
            Dead::PartnerInactive => {
                return Self::over(layout, languages, t, (t.not_active)(&ask.inactive));
            }
            Dead::PartnershipEnded => {
                return Self::over(layout, languages, t, (t.not_together)(&ask.names));
            }
        };
        let when = at.map(|at| texts::of(ask.language).moment_of(at));
        let contact = (t.contact)(&ask.sender, &ask.asker);
        Self {
            layout,
            t,
            languages,
            title: texts.title.to_owned(),
            message: (texts.message)(&ask.company, &when.unwrap_or_default(), &contact),
            next: (texts.next)(&contact, &crate::text::masked(&invitation.recipient)),
        }
    }

    /// It could be answered until somebody who asks was lost.
    fn over(
        layout: PublicLayout,
        languages: Vec<LanguageLink>,
        t: &'static PageTexts,
        message: String,
    ) -> Self {
        Self {
            layout,
            t,
            languages,
            title: t.over.to_owned(),
            message,
            next: t.ask_writer.to_owned(),
        }
    }
}

impl AskPage {
    fn title(&self) -> String {
        (self.ask.t.title)(&self.ask.names, &self.ask.company)
    }

    fn heading(&self) -> String {
        let ask = &self.ask;
        (ask.t.heading)(&ask.names, &ask.company, ask.parties.len() > 1)
    }

    fn no_mail(&self) -> String {
        (self.ask.t.no_mail)(&self.ask.sender)
    }
}

/// Said beside an agreement that is in another language than the page.
fn note_of_language(t: &PageTexts, terms: Language, page: Language) -> Option<String> {
    (terms != page).then(|| (t.agreement_in)(terms.own_name()))
}

impl CodePage {
    fn lead(&self) -> String {
        (self.ask.t.code_lead)(&self.mailed_to)
    }

    /// That the code has not arrived, and what to do: title and text.
    fn trouble(&self) -> Option<(&'static str, String)> {
        let t = self.ask.t;
        match self.delivery? {
            Delivery::Going => None,
            Delivery::Delayed => Some((t.code_late_title, (t.code_late)(&self.mailed_to))),
            Delivery::Failed => Some((
                t.code_failed_title,
                (t.code_failed)(&self.mailed_to, &self.ask.sender),
            )),
        }
    }

    /// Who agrees for whom, under the tick.
    fn agree_help(&self) -> String {
        let request = &self.request;
        (self.ask.t.agree_help)(&request.person_name, &request.job_title, &self.ask.company)
    }

    fn terms_note(&self) -> Option<String> {
        note_of_language(self.ask.t, self.terms_in, self.ask.language)
    }
}

impl RefusalPage {
    fn heading(&self) -> String {
        if self.unexpected {
            self.ask.t.unexpected_heading.to_owned()
        } else {
            (self.ask.t.decline_heading)(&self.ask.names)
        }
    }

    fn lead(&self) -> String {
        let (ask, unexpected) = (&self.ask, self.unexpected);
        (ask.t.refusal_lead)(&ask.company, &ask.sender, &ask.names, unexpected)
    }
}

impl ReceiptPage {
    /// The day on which privileges end.
    pub(super) fn end_of_privileges(consent: &Consent, reading: Reading) -> String {
        let days = chrono::Duration::days(consent.grant_days.unwrap_or_default().into());
        reading.texts().day_of(consent.accepted_at.plus(days))
    }

    fn heading(&self) -> String {
        (self.ask.t.connected_with)(&self.ask.names)
    }

    fn lead(&self) -> String {
        (self.ask.t.receipt_lead)(&self.ask.sender)
    }

    fn until_roles(&self) -> String {
        (self.ask.t.until_roles)(&self.until, &self.ask.role_names)
    }

    fn terms_note(&self) -> Option<String> {
        note_of_language(self.ask.t, self.terms_in, self.ask.language)
    }
}
