//! What the customer reads: the ask, the steps, the receipt, and the pages of links that cannot be answered.

use askama::Template;

use super::{
    code_queries::CodeRequest,
    model::{Dead, Invitation, Party},
    words,
};
use crate::{
    db::types::Timestamp,
    relationships::Consent,
    text,
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
#[derive(Debug, Clone)]
pub(super) struct AskView {
    /// The company that is asked.
    pub company: String,
    /// Its domain.
    pub domain: String,
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
    /// Privileges asked for: name and meaning.
    pub roles: Vec<(&'static str, &'static str)>,
    /// For how many days.
    pub grant_days: i32,
    /// What nobody will be able to do.
    pub cannot: &'static [&'static str],
    /// How it is taken back.
    pub back: &'static [&'static str],
}

impl AskView {
    /// The ask of an invitation.
    #[must_use]
    pub(super) fn new(invitation: &Invitation, parties: &[Party], sender: &str) -> Self {
        let names_of = |wanted: &dyn Fn(&Party) -> bool| {
            let wanted = parties.iter().filter(|party| wanted(party));
            let names: Vec<&str> = wanted
                .map(|party| party.partner.legal_name.as_str())
                .collect();
            names.join(" and ")
        };
        Self {
            company: invitation.company_name.clone(),
            domain: invitation.domain.clone(),
            sender: sender.to_owned(),
            asker: names_of(&|party| party.partner.id == invitation.partner_id),
            inactive: names_of(&|party| !party.partner.is_active()),
            names: names_of(&|_| true),
            parties: parties
                .iter()
                .map(|party| AskingParty {
                    name: party.partner.legal_name.clone(),
                    domain: party.partner.domain.clone(),
                    country: words::country(&party.partner.country),
                    kind: party.kind.label(),
                    since: party.partner.created_at.day(),
                    can: words::can(party.kind),
                })
                .collect(),
            roles: invitation
                .roles
                .roles()
                .iter()
                .map(|role| (role.label(), role.meaning()))
                .collect(),
            grant_days: invitation.grant_days.unwrap_or_default(),
            cannot: words::CANNOT,
            back: words::TAKE_BACK,
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
    /// The link's token, for the forms' addresses.
    pub token: String,
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
    /// The link's token.
    pub token: String,
    /// Who asked for the code.
    pub request: CodeRequest,
    /// Where it was mailed, masked.
    pub mailed_to: String,
    /// The wording.
    pub terms: String,
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
    /// The link's token.
    pub token: String,
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
    /// When: exact for machines and for people.
    pub at: (String, String),
    /// Until when privileges last.
    pub until: String,
    /// The wording.
    pub terms: String,
}

impl ReceiptPage {
    /// The day on which privileges end.
    #[must_use]
    pub(super) fn end_of_privileges(consent: &Consent) -> String {
        let days = chrono::Duration::days(consent.grant_days.unwrap_or_default().into());
        consent.accepted_at.plus(days).day()
    }
}

/// A link that cannot be answered (any more), or must not be by this person.
#[derive(Template)]
#[template(path = "invitations/dead.html")]
pub(super) struct DeadPage {
    /// The shell.
    pub layout: PublicLayout,
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
        dead: Dead,
        ask: &AskView,
        invitation: &Invitation,
    ) -> Self {
        let when = |at: Option<Timestamp>| {
            at.map(|at| format!(" on {}", at.words()))
                .unwrap_or_default()
        };
        let invited = text::masked(&invitation.recipient);
        let contact = format!("{} at {}", ask.sender, ask.asker);
        let (title, message, next) = match dead {
            Dead::NotReady => (
                "This invitation is not finished",
                format!(
                    "{contact} has written it but not handed it out yet, so it cannot be answered."
                ),
                format!("Ask {contact} to finish it. The link that you have stays the same."),
            ),
            Dead::Accepted => (
                "This invitation was accepted",
                format!(
                    "Somebody accepted it for {}{}. An invitation is answered once. The receipt was mailed to the person who accepted.",
                    ask.company,
                    when(invitation.answered_at)
                ),
                format!(
                    "If that was not meant to happen, tell {contact}: they can remove the relationship at any time."
                ),
            ),
            Dead::Declined => (
                "This invitation was declined",
                format!(
                    "It was declined for {}{}. Nobody was connected, and {} has been told.",
                    ask.company,
                    when(invitation.answered_at),
                    ask.sender
                ),
                format!("If you want to accept after all, ask {contact} for a new invitation."),
            ),
            Dead::Expired => (
                "This link has run out",
                format!(
                    "It could be answered until {}. Nothing has happened.",
                    invitation
                        .expires_at
                        .map(Timestamp::words)
                        .unwrap_or_default()
                ),
                format!("Ask {contact} for a new link. It goes to {invited}."),
            ),
            Dead::Revoked => (
                "This invitation was taken back",
                format!(
                    "{contact} has taken it back. It cannot be answered, and nothing has happened."
                ),
                format!("If you expected it, ask {contact} for a new link."),
            ),
            Dead::PartnerInactive => (
                "This cannot be accepted any more",
                format!(
                    "{} is no longer active here. Nothing was accepted.",
                    ask.inactive
                ),
                format!("Ask {contact} what this means for you."),
            ),
            Dead::PartnershipEnded => (
                "This cannot be accepted any more",
                format!(
                    "{} no longer ask together. Nothing was accepted.",
                    ask.names
                ),
                format!("Ask {contact} for a new invitation."),
            ),
        };
        Self {
            layout,
            title: title.to_owned(),
            message,
            next,
        }
    }
}

impl CodePage {
    /// Who agrees for whom, under the tick.
    fn agree_help(&self) -> String {
        format!(
            "{}, {}, for {}",
            self.request.person_name, self.request.job_title, self.ask.company
        )
    }
}
