//! The page of a link that cannot be answered (any more), or must not be by this person.

use askama::Template;

use super::page_language::LanguageLink;
use crate::{
    db::types::Timestamp,
    invitations::{AskView, Dead, Invitation},
    text::masked,
    translations::{AcceptedMessage, Contact, DeclinedMessage, ExpiredNext, Text, Texts},
    web::layout::PublicLayout,
};

/// What it says.
#[derive(Template)]
#[template(path = "consent/dead.html")]
pub(super) struct DeadPage {
    pub layout: PublicLayout,
    /// The texts, in the language of the page.
    pub t: Texts,
    pub languages: Vec<LanguageLink>,
    /// What is the matter.
    pub title: Text,
    /// In a sentence or two.
    pub message: Text,
    /// What to do next.
    pub next: Text,
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
        let (t, company) = (ask.t, ask.company.as_str());
        let when = |at: Option<Timestamp>| at.map(|at| t.moment_of(at)).unwrap_or_default();
        let answered = when(invitation.answered_at);
        let contact = t.contact(Contact {
            sender: &ask.sender,
            names: &ask.asker,
        });
        let (title, message, next) = match dead {
            Dead::NotReady => (
                t.not_ready_title(),
                t.not_ready_message(&contact),
                t.not_ready_next(&contact),
            ),
            Dead::Accepted => (
                t.accepted_title(),
                t.accepted_message(AcceptedMessage {
                    company,
                    when: &answered,
                }),
                t.accepted_next(&contact),
            ),
            Dead::Declined => (
                t.declined_title(),
                t.declined_message(DeclinedMessage {
                    company,
                    when: &answered,
                    contact: &contact,
                }),
                t.declined_next(&contact),
            ),
            Dead::Expired => (
                t.expired_title(),
                t.expired_message(&when(invitation.expires_at)),
                t.expired_next(ExpiredNext {
                    contact: &contact,
                    masked: &masked(&invitation.recipient),
                }),
            ),
            Dead::Revoked => (
                t.revoked_title(),
                t.revoked_message(&contact),
                t.revoked_next(&contact),
            ),
            Dead::Replaced => (
                t.replaced_title(),
                t.replaced_message(&contact),
                t.replaced_next(&contact),
            ),
            Dead::PartnerInactive => (
                t.over_title(),
                t.over_not_active(&ask.inactive),
                t.over_next(),
            ),
            Dead::PartnershipEnded => (
                t.over_title(),
                t.over_not_together(&ask.names),
                t.over_next(),
            ),
        };
        Self {
            layout,
            t,
            languages,
            title,
            message,
            next,
        }
    }
}
