//! What the customer reads: the ask, the steps, the receipt.

use askama::Template;

use super::{
    code_queries::CodeRequest,
    page_language::{Addresses, LanguageLink},
};
use crate::{
    invitations::AskView,
    language::Language,
    mail::Delivery,
    relationships::Consent,
    text::SECRET_MARK,
    translations::{
        AgreeHelp, AskHeading, AskHeadingPrivileges, AskTitle, CodeFailed, DeclineLead, Text,
        Texts, UnexpectedLead, UntilRoles,
    },
    web::{form::FieldErrors, layout::PublicLayout},
};

/// Step 1: the ask, and who answers.
#[derive(Template)]
#[template(path = "consent/answer.html")]
pub(super) struct AskPage {
    pub layout: PublicLayout,
    pub ask: AskView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Addresses of the forms and links.
    pub at: Addresses,
    pub languages: Vec<LanguageLink>,
    pub person_name: String,
    pub job_title: String,
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
#[template(path = "consent/code.html")]
pub(super) struct CodePage {
    pub layout: PublicLayout,
    pub ask: AskView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Addresses of the forms and links.
    pub at: Addresses,
    pub languages: Vec<LanguageLink>,
    /// Who asked for the code.
    pub request: CodeRequest,
    /// Where it was mailed, masked.
    pub mailed_to: String,
    /// Why that address does not verify the company's domain.
    pub doubt: Option<Text>,
    /// How that mail fares.
    pub delivery: Option<Delivery>,
    pub terms: String,
    /// Its language.
    pub terms_in: Language,
    pub terms_hash: String,
    pub agreed: bool,
    /// For the shared part.
    pub is_preview: bool,
}

/// Are you sure: decline, or not expected.
#[derive(Template)]
#[template(path = "consent/refusal.html")]
pub(super) struct RefusalPage {
    pub layout: PublicLayout,
    pub ask: AskView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Addresses of the forms and links.
    pub at: Addresses,
    pub languages: Vec<LanguageLink>,
    /// "I did not expect this".
    pub unexpected: bool,
    pub reason: String,
}

/// What was agreed, for the person who agreed.
#[derive(Template)]
#[template(path = "consent/receipt.html")]
pub(super) struct ReceiptPage {
    pub layout: PublicLayout,
    pub ask: AskView,
    pub consent: Consent,
    /// Why the address does not verify the company's domain.
    pub doubt: Option<Text>,
    /// When: exact for machines and for people.
    pub at: (String, Text),
    /// Until when privileges last.
    pub until: Text,
    pub terms: String,
    /// Its language.
    pub terms_in: Language,
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
    /// What is asked for, in one sentence.
    fn heading(&self) -> Text {
        if self.ask.privileges_only {
            return self.ask.t.ask_heading_privileges(AskHeadingPrivileges {
                names: &self.ask.names,
                company: &self.ask.company,
            });
        }
        self.ask.t.ask_heading(AskHeading {
            names: &self.ask.names,
            company: &self.ask.company,
            partners: self.ask.parties.len().into(),
        })
    }

    fn title(&self) -> Text {
        self.ask.t.ask_title(AskTitle {
            names: &self.ask.names,
            company: &self.ask.company,
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
    fn title(&self) -> Text {
        match self.ask.privileges_only {
            true => self.ask.t.granted(),
            false => self.ask.t.connected(),
        }
    }

    fn heading(&self) -> Text {
        match self.ask.privileges_only {
            true => self.ask.t.granted_to(&self.ask.names),
            false => self.ask.t.connected_with(&self.ask.names),
        }
    }

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
