//! What the customer is mailed and agrees to, in each language.

mod de;
mod en;
mod es;
mod fr;
mod ja;
mod pt;

use crate::language::Language;

/// What a receipt tells.
pub(crate) struct Receipt<'a> {
    pub person: &'a str,
    pub when: &'a str,
    pub company: &'a str,
    pub domain: &'a str,
    pub names: &'a str,
    /// A paragraph of its own, or nothing.
    pub privileges: &'a str,
    /// Why the domain is not verified: a paragraph of its own, or nothing.
    pub doubt: &'a str,
    pub version: &'a str,
    pub fingerprint: &'a str,
}

/// The mails to the customer.
pub(crate) struct MailTexts {
    pub code_subject: &'static str,
    /// Name, company, the mark where the code stands.
    pub code: fn(&str, &str, char) -> String,
    pub code_footer: &'static str,
    /// Company, names.
    pub receipt_subject: fn(&str, &str) -> String,
    pub receipt: fn(&Receipt<'_>) -> String,
    /// Until when, which.
    pub receipt_privileges: fn(&str, &str) -> String,
    pub receipt_footer: &'static str,
    /// Under the invitation: sender, partner, address.
    pub invitation_footer: fn(&str, &str, &str) -> String,
    pub terms: TermsTexts,
}

/// The agreement; `invitations/terms.txt` puts it together.
pub(crate) struct TermsTexts {
    /// Company, domain, version.
    pub title: fn(&str, &str, &str) -> String,
    /// Company.
    pub who: fn(&str) -> String,
    /// Name, domain, country, kind.
    pub party: fn(&str, &str, &str, &str) -> String,
    pub privileges: &'static str,
    pub none: &'static str,
    /// Days.
    pub roles: fn(i32) -> String,
    pub roles_end: &'static str,
    /// Company.
    pub not_agreed: fn(&str) -> String,
    /// Company.
    pub end: fn(&str) -> String,
    /// Company.
    pub who_agrees: fn(&str) -> String,
}

/// The mails in a language.
pub(crate) fn of(language: Language) -> &'static MailTexts {
    match language {
        Language::English => &en::TEXTS,
        Language::German => &de::TEXTS,
        Language::French => &fr::TEXTS,
        Language::Spanish => &es::TEXTS,
        Language::Portuguese => &pt::TEXTS,
        Language::Japanese => &ja::TEXTS,
    }
}
