//! What the customer reads: the ask, the steps, the receipt, and the pages of links that cannot be answered.

use askama::Template;

use super::{
    code_queries::CodeRequest,
    page_language::{Addresses, LanguageLink, PageLanguage},
};
use crate::{
    invitations::{AskView, Dead, Invitation},
    language::Language,
    mail::Delivery,
    relationships::Consent,
    texts::{self, DeadTexts, PageTexts},
    web::{form::FieldErrors, layout::PublicLayout},
};

/// Step 1: the ask, and who answers.
#[derive(Template)]
#[template(path = "consent/answer.html")]
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
#[template(path = "consent/code.html")]
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
#[template(path = "consent/refusal.html")]
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
#[template(path = "consent/receipt.html")]
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
#[template(path = "consent/dead.html")]
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
    pub(super) fn end_of_privileges(consent: &Consent, language: PageLanguage) -> String {
        let days = chrono::Duration::days(consent.grant_days.unwrap_or_default().into());
        language.texts().day_of(consent.accepted_at.plus(days))
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
