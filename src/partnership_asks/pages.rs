//! What the partner that is asked for a partnership reads: the ask, the refusal, and why a link cannot be answered.

use askama::Template;

use crate::{
    db::types::Timestamp,
    identity::{Layout, Partner},
    invitations::{Dead, Invitation, PartnershipView},
    web::form::FieldErrors,
};

/// The ask, with its two answers.
#[derive(Template)]
#[template(path = "partnership_asks/answer.html")]
pub(super) struct AnswerPage {
    pub layout: Layout,
    pub view: PartnershipView,
    /// What is wrong with the last answer.
    pub errors: FieldErrors,
    /// The link's token, for the forms' addresses.
    pub token: String,
    pub terms: String,
    pub terms_hash: String,
    /// Until when it can be answered.
    pub ends: Timestamp,
    /// Whether the two work together already.
    pub already: bool,
    /// For the shared part: this is the page itself.
    pub is_preview: bool,
}

/// Are you sure.
#[derive(Template)]
#[template(path = "partnership_asks/refusal.html")]
pub(super) struct RefusalPage {
    pub layout: Layout,
    pub view: PartnershipView,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    pub token: String,
    pub reason: String,
}

/// A link that cannot be answered (any more), or not by this person.
pub(super) struct Closed {
    /// What is the matter.
    pub title: String,
    /// In a sentence or two.
    pub message: String,
    /// What to do next.
    pub next: String,
}

/// That page in its shell.
#[derive(Template)]
#[template(path = "partnership_asks/closed.html")]
pub(super) struct ClosedPage {
    layout: Layout,
    closed: Closed,
}

impl Closed {
    /// As a page.
    pub(super) fn in_shell(self, layout: Layout) -> ClosedPage {
        ClosedPage {
            layout: layout.in_section("partnerships"),
            closed: self,
        }
    }

    /// The page of a link whose time is over.
    pub(super) fn dead(dead: Dead, view: &PartnershipView, invitation: &Invitation) -> Self {
        let when = |at: Option<Timestamp>| {
            at.map(|at| format!(" on {}", at.words()))
                .unwrap_or_default()
        };
        let contact = format!("{} at {}", view.sender, view.asker);
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
                    "It was accepted{}. An invitation is answered once.",
                    when(invitation.answered_at)
                ),
                format!(
                    "The page of your partnerships shows whether you work with {} now. Either of you can remove a partnership there at any time.",
                    view.asker
                ),
            ),
            Dead::Declined => (
                "This invitation was declined",
                format!(
                    "It was declined{}. There is no partnership by it, and {} has been told.",
                    when(invitation.answered_at),
                    view.sender
                ),
                format!(
                    "If you want to work together after all, ask {contact} for a new invitation."
                ),
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
                format!("Ask {contact} for a new link."),
            ),
            Dead::Revoked => (
                "This invitation was taken back",
                format!(
                    "{contact} has taken it back. It cannot be answered, and nothing has happened."
                ),
                format!("If you expected it, ask {contact} for a new link."),
            ),
            Dead::Replaced => (
                "This link was replaced by a newer one",
                format!(
                    "{contact} has made a newer link for this invitation. This one no longer works, and opening it has changed nothing."
                ),
                format!("Use the link in the latest message from {contact}, or ask for it."),
            ),
            Dead::PartnerInactive | Dead::PartnershipEnded => (
                "This cannot be answered any more",
                format!(
                    "{} no longer takes part here. Nothing has happened.",
                    view.asker
                ),
                format!("Ask {contact} what this means for you."),
            ),
        };
        Self {
            title: title.to_owned(),
            message,
            next,
        }
    }

    /// Somebody of another company holds the link.
    pub(super) fn not_yours(invitation: &Invitation, own_domain: &str, asks: bool) -> Self {
        let domain = &invitation.domain;
        let role = if asks { ", which asks" } else { "" };
        Self {
            title: format!("Only {domain} can answer"),
            message: format!(
                "This invitation is for {domain}, and you are signed in for {own_domain}{role}. Nothing was changed."
            ),
            next: format!(
                "A Global admin with an account of {domain} can open the link and answer."
            ),
        }
    }

    /// Who asked takes no part any more.
    pub(super) fn asker_inactive(view: &PartnershipView) -> Self {
        Self {
            title: "This cannot be accepted any more".to_owned(),
            message: format!(
                "{} is no longer active here as {}. Nothing was accepted.",
                view.asker,
                view.kind.to_lowercase()
            ),
            next: "Ask the person who wrote to you.".to_owned(),
        }
    }

    /// Who is asked cannot take the other side.
    pub(super) fn wrong_side(view: &PartnershipView, own: &Partner) -> Self {
        let kind = view.company_kind.to_lowercase();
        Self {
            title: format!("Your company is no {kind} here"),
            message: format!(
                "{} asks you to work together as {kind}, and {} is here as {}. Nothing was changed.",
                view.asker,
                own.legal_name,
                own.kind_words().to_lowercase()
            ),
            next: format!(
                "The operator of this service can make your company an {kind}. Then open the link again."
            ),
        }
    }

    /// The two work together already.
    pub(super) fn already(view: &PartnershipView) -> Self {
        Self {
            title: format!("You work with {} already", view.asker),
            message: "There is an active partnership of the two companies, so there is nothing to accept. Nothing was changed.".to_owned(),
            next: "You can decline this invitation, or leave it until its link runs out.".to_owned(),
        }
    }
}
