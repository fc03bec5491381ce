//! What stands on the customer's page, in each language. `en` shows what each text is for.

mod de;
mod en;
mod es;
mod fr;
mod ja;
mod pt;

use crate::{domains::Proof, language::Language, text};

/// A page about a link that cannot be answered: title, what is the matter, what to do.
pub(crate) struct DeadTexts {
    pub title: &'static str,
    /// For which company, when, whom to contact.
    pub message: fn(&str, &str, &str) -> String,
    /// Whom to contact, where the invitation went.
    pub next: fn(&str, &str) -> String,
}

/// What is said about an error.
pub(crate) struct ErrorTexts {
    /// In front of a title and of a message.
    pub prefix: &'static str,
    pub summary: &'static str,
    pub name: &'static str,
    pub job_title: &'static str,
    pub email: &'static str,
    /// Where a name belongs.
    pub web_address: &'static str,
    pub unwanted: &'static str,
    pub unwanted_in_text: &'static str,
    /// At most, present length.
    pub too_long: fn(usize, usize) -> String,
    pub no_mail: &'static str,
    /// Partner.
    pub insider: fn(&str) -> String,
    /// Sender.
    pub must_verify: fn(&str) -> String,
    /// Masked address, sender.
    pub other_address: fn(&str, &str) -> String,
    pub too_soon: &'static str,
    pub too_many: &'static str,
    pub say_who: &'static str,
    pub code: &'static str,
    pub agree: &'static str,
    pub code_over: &'static str,
    /// Tries that are left.
    pub wrong_code: fn(i32) -> String,
    pub wording: &'static str,
    pub reason: &'static str,
}

impl ErrorTexts {
    /// What is wrong with a line that was refused; `otherwise` when it is neither too long nor odd.
    pub(crate) fn about_line(&self, typed: &str, max: usize, otherwise: &str) -> String {
        match text::optional_line(typed, usize::MAX) {
            Err(_) => self.unwanted.to_owned(),
            Ok(line) if line.chars().count() > max => (self.too_long)(max, line.chars().count()),
            Ok(_) => otherwise.to_owned(),
        }
    }

    /// The same about a longer text.
    pub(crate) fn about_text(&self, typed: &str, max: usize, otherwise: &str) -> String {
        match text::paragraphs(typed, usize::MAX) {
            Err(_) => self.unwanted_in_text.to_owned(),
            Ok(text) if text.chars().count() > max => (self.too_long)(max, text.chars().count()),
            Ok(_) => otherwise.to_owned(),
        }
    }
}

/// The texts of the customer's page.
pub(crate) struct PageTexts {
    pub languages: &'static str,
    pub steps: &'static str,
    pub step_you: &'static str,
    pub step_code: &'static str,
    pub step_agree: &'static str,
    pub step_done: &'static str,
    /// Names, company.
    pub title: fn(&str, &str) -> String,
    /// Names, company, whether more than one asks.
    pub heading: fn(&str, &str, bool) -> String,
    pub lead: &'static str,
    /// In front of and behind the end of the link.
    pub until: (&'static str, &'static str),
    pub domain: &'static str,
    pub country: &'static str,
    pub acts_as: &'static str,
    pub since: &'static str,
    /// Sender, company, domain.
    pub sent_by: fn(&str, &str, &str) -> String,
    /// Beside the cards of two partners.
    pub for_both: &'static str,
    pub can: &'static str,
    pub cannot: &'static str,
    pub take_back: &'static str,
    /// What a role means, for how many days, its name.
    pub role_item: fn(&str, i32, &str) -> String,
    pub answer: &'static str,
    pub say_who: &'static str,
    pub name: &'static str,
    pub job_title: &'static str,
    pub email: &'static str,
    /// Masked address.
    pub email_help: fn(&str) -> String,
    pub go_on: &'static str,
    pub decline: &'static str,
    pub unexpected: &'static str,
    pub no_mail_title: &'static str,
    /// Sender.
    pub no_mail: fn(&str) -> String,
    pub code_title: &'static str,
    pub code_heading: &'static str,
    /// Masked address.
    pub code_lead: fn(&str) -> String,
    pub code_late_title: &'static str,
    /// Masked address.
    pub code_late: fn(&str) -> String,
    pub code_failed_title: &'static str,
    /// Masked address, sender.
    pub code_failed: fn(&str, &str) -> String,
    pub code: &'static str,
    pub code_help: &'static str,
    pub read_agreement: &'static str,
    /// The name of the language in which the agreement was frozen.
    pub agreement_in: fn(&str) -> String,
    pub agree: &'static str,
    /// Name, job title, company.
    pub agree_help: fn(&str, &str, &str) -> String,
    pub accept: &'static str,
    /// In front of a link, the link, behind it.
    pub no_code: (&'static str, &'static str, &'static str),
    pub asked: &'static str,
    /// Names.
    pub decline_heading: fn(&str) -> String,
    pub unexpected_heading: &'static str,
    /// Company, sender, names, whether it was not expected.
    pub refusal_lead: fn(&str, &str, &str, bool) -> String,
    pub reason: &'static str,
    pub reason_help: &'static str,
    pub unexpected_reason: &'static str,
    pub unexpected_help: &'static str,
    pub report: &'static str,
    pub decline_now: &'static str,
    pub back: &'static str,
    pub connected: &'static str,
    /// Names.
    pub connected_with: fn(&str) -> String,
    /// Sender.
    pub receipt_lead: fn(&str) -> String,
    pub company: &'static str,
    pub verified: &'static str,
    pub not_verified: &'static str,
    /// Domain: the address is outside it.
    pub outside: fn(&str) -> String,
    /// Domain: many share it.
    pub shared: fn(&str) -> String,
    pub agreed_by: &'static str,
    /// Of the person who agreed.
    pub their_job: &'static str,
    pub when: &'static str,
    pub privileges: &'static str,
    pub no_privileges: &'static str,
    pub privileges_until: &'static str,
    /// A day, the names of roles.
    pub until_roles: fn(&str, &str) -> String,
    pub fingerprint: &'static str,
    pub read_agreed: &'static str,
    /// Sender, names.
    pub contact: fn(&str, &str) -> String,
    pub not_ready: DeadTexts,
    pub accepted: DeadTexts,
    pub declined: DeadTexts,
    pub expired: DeadTexts,
    pub revoked: DeadTexts,
    pub replaced: DeadTexts,
    pub staff_title: &'static str,
    /// Company.
    pub staff: fn(&str) -> String,
    pub staff_next: &'static str,
    pub over: &'static str,
    /// Names.
    pub not_together: fn(&str) -> String,
    /// Names.
    pub not_active: fn(&str) -> String,
    pub ask_writer: &'static str,
    pub errors: ErrorTexts,
}

impl PageTexts {
    /// What an address does not prove about a domain, for who has it; `None` where it proves the domain.
    pub(crate) fn doubt(&self, proof: Proof, domain: &str) -> Option<String> {
        match proof {
            Proof::Verified => None,
            Proof::Outside => Some((self.outside)(domain)),
            Proof::Shared => Some((self.shared)(domain)),
        }
    }
}

/// The texts of the pages in a language.
pub(crate) fn of(language: Language) -> &'static PageTexts {
    match language {
        Language::English => &en::TEXTS,
        Language::German => &de::TEXTS,
        Language::French => &fr::TEXTS,
        Language::Spanish => &es::TEXTS,
        Language::Portuguese => &pt::TEXTS,
        Language::Japanese => &ja::TEXTS,
    }
}
