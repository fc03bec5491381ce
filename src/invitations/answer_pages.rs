//! What the customer reads: the ask, the steps, the receipt.

use askama::Template;

use super::{
    code_queries::CodeRequest,
    model::{Invitation, Party},
    reading::{Addresses, LanguageLink},
    texts::items,
};
use crate::{
    language::Language,
    mail::Delivery,
    privileges::AdminRole,
    relationships::Consent,
    text::SECRET_MARK,
    translations::{
        self, AgreeHelp, AskHeading, AskTitle, CodeFailed, DeclineLead, RoleItem, SentBy, Text,
        Texts, UnexpectedLead, UntilRoles,
    },
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
    pub kind: Text,
    /// Since when it is here.
    pub since: Text,
    /// What it will be able to do.
    pub can: Vec<String>,
}

/// The ask in plain words, as the customer's page and the sender's preview show it.
#[derive(Clone)]
pub(super) struct AskView {
    /// The texts, in the language of the page.
    pub t: Texts,
    /// The company that is asked.
    pub company: String,
    /// Its domain.
    pub domain: String,
    /// Who sent it, for whom.
    pub sent_by: Text,
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
    pub role_items: Vec<Text>,
    /// The names of the privileges.
    pub role_names: String,
    /// What nobody will be able to do.
    pub cannot: Vec<String>,
    /// How it is taken back.
    pub back: Vec<String>,
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
        Self {
            t,
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
            names: names_of(&|_| true),
            parties: parties
                .iter()
                .map(|party| AskingParty {
                    name: party.partner.legal_name.clone(),
                    domain: party.partner.domain.clone(),
                    country: translations::country(&party.partner.country, language),
                    kind: t.kind(party.kind),
                    since: t.day_of(party.partner.created_at),
                    can: t.kind_can(party.kind),
                })
                .collect(),
            role_items: invitation.roles.roles().iter().map(role_item).collect(),
            role_names: t.role_names(&invitation.roles),
            cannot: items(&t.cannot()),
            back: items(&t.take_back()),
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
    pub email_help: Text,
    /// Until when the link works: exact for machines and for people.
    pub ends: (String, Text),
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
    pub doubt: Option<Text>,
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
    pub doubt: Option<Text>,
    /// When: exact for machines and for people.
    pub at: (String, Text),
    /// Until when privileges last.
    pub until: Text,
    /// The wording.
    pub terms: String,
    /// Its language.
    pub terms_in: Language,
    /// The page in each language.
    pub languages: Vec<LanguageLink>,
}

/// What stands in front of and behind the mark in a text.
fn around_mark(text: &str) -> (String, String) {
    let (before, behind) = text.split_once(SECRET_MARK).unwrap_or((text, ""));
    (before.to_owned(), behind.to_owned())
}

/// Said beside an agreement that is in another language than the page.
fn note_of_language(t: Texts, terms: Language) -> Option<Text> {
    (terms != t.language()).then(|| t.agreement_in(terms.own_name()))
}

impl AskPage {
    fn title(&self) -> Text {
        self.ask.t.ask_title(AskTitle {
            names: &self.ask.names,
            company: &self.ask.company,
        })
    }

    fn heading(&self) -> Text {
        self.ask.t.ask_heading(AskHeading {
            names: &self.ask.names,
            company: &self.ask.company,
            partners: self.ask.parties.len().into(),
        })
    }

    /// What stands around the end of the link.
    fn until(&self) -> (String, String) {
        around_mark(&self.ask.t.until(&SECRET_MARK.to_string()))
    }
}

impl CodePage {
    /// That the code has not arrived, and what to do: title and text.
    fn trouble(&self) -> Option<(Text, Text)> {
        let (t, masked) = (self.ask.t, self.mailed_to.as_str());
        match self.delivery? {
            Delivery::Going => None,
            Delivery::Delayed => Some((t.code_late_title(), t.code_late(masked))),
            Delivery::Failed => {
                let sender = &self.ask.sender;
                let failed = t.code_failed(CodeFailed { masked, sender });
                Some((t.code_failed_title(), failed))
            }
        }
    }

    /// Who agrees for whom, under the tick.
    fn agree_help(&self) -> Text {
        self.ask.t.agree_help(AgreeHelp {
            name: &self.request.person_name,
            job: &self.request.job_title,
            company: &self.ask.company,
        })
    }

    /// What stands around the link to a new code.
    fn no_code(&self) -> (String, String) {
        around_mark(&self.ask.t.no_code(&SECRET_MARK.to_string()))
    }

    fn terms_note(&self) -> Option<Text> {
        note_of_language(self.ask.t, self.terms_in)
    }
}

impl RefusalPage {
    fn heading(&self) -> Text {
        if self.unexpected {
            self.ask.t.unexpected_heading()
        } else {
            self.ask.t.decline_heading(&self.ask.names)
        }
    }

    fn lead(&self) -> Text {
        let (company, sender, names) = (&self.ask.company, &self.ask.sender, &self.ask.names);
        if self.unexpected {
            self.ask.t.unexpected_lead(UnexpectedLead {
                company,
                sender,
                names,
            })
        } else {
            self.ask.t.decline_lead(DeclineLead {
                company,
                sender,
                names,
            })
        }
    }
}

impl ReceiptPage {
    fn until_roles(&self) -> Text {
        self.ask.t.until_roles(UntilRoles {
            day: &self.until,
            roles: &self.ask.role_names,
        })
    }

    fn terms_note(&self) -> Option<Text> {
        note_of_language(self.ask.t, self.terms_in)
    }
}
