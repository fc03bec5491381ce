//! What staff see of one invitation: the draft to be written, and later the record of what became of it.

use std::collections::BTreeSet;

use askama::Template;

use super::{
    ask_view::AskView,
    events::SAVED,
    model::{Act, Invitation, State},
    partnership_words::PartnershipView,
};
use crate::{
    activity::EventView,
    customers::Entry,
    db::types::Timestamp,
    identity::Layout,
    mail::{
        Mail, MailKind, MailState,
        mailto::{self, Opening},
    },
    messages::{self, Foreign, ForeignLinks, LinkState},
    text::domain_of,
    translations::{RolesForDays, Text, staff},
    web::{
        form::FieldErrors,
        rival::{Rival, Saved},
    },
};

/// A mail of this invitation.
pub(super) struct MailView {
    pub what: &'static str,
    pub to: String,
    /// When it was queued.
    pub at: Timestamp,
    pub tone: &'static str,
    pub state: String,
    pub answer: String,
    /// When it is tried next.
    pub next: Option<String>,
}

impl MailView {
    /// A row of the outbox.
    #[must_use]
    pub(super) fn new(mail: Mail) -> Self {
        let what = match mail.kind {
            MailKind::Invitation => "Invitation",
            MailKind::Code => "Code for the customer",
            MailKind::Receipt => "Receipt for the customer",
            MailKind::Privileges => "Letter about privileges",
            MailKind::Notice
            | MailKind::PasswordReset
            | MailKind::UserPassword
            | MailKind::DomainCode
            | MailKind::StaffInvitation => "Notice to the sender",
        };
        let (tone, state) = match mail.state {
            MailState::Queued if mail.attempts > 0 => {
                ("waiting", format!("Tried {} times, waiting", mail.attempts))
            }
            MailState::Queued => ("waiting", "Waiting to be sent".to_owned()),
            MailState::Sent => ("good", "Sent".to_owned()),
            MailState::Failed => ("attention", "Not delivered".to_owned()),
        };
        Self {
            what,
            to: mail.recipient,
            at: mail.created_at,
            tone,
            state,
            next: (mail.state == MailState::Queued && mail.attempts > 0)
                .then(|| mail.next_try_at.words()),
            answer: mail.last_answer.unwrap_or_default(),
        }
    }
}

/// What was found about one invitation.
pub(super) struct Found {
    pub invitation: Invitation,
    /// The company's entry; none where another partner is asked.
    pub entry: Option<Entry>,
    pub sender: String,
    /// What the customer sees.
    pub ask: AskView,
    /// What the other partner sees, where one is asked.
    pub partnership: Option<PartnershipView>,
    /// What happened, newest first.
    pub history: Vec<EventView>,
    pub mails: Vec<MailView>,
}

/// The words on the page: as kept, or as typed when something is wrong.
#[derive(Clone)]
pub(super) struct Shown {
    /// Address.
    pub recipient: String,
    pub subject: String,
    /// Text, with the link in it.
    pub body: String,
    /// The version they go with.
    pub version: i32,
}

impl Shown {
    /// As kept. Without the right to hand it out, a line stands in the place of the link.
    #[must_use]
    pub(super) fn kept(invitation: &Invitation, link: Option<&str>) -> Self {
        let link = link.unwrap_or("[personalized link]");
        Self {
            recipient: invitation.recipient.clone(),
            subject: invitation.subject.clone(),
            body: messages::to_shown(&invitation.body, link),
            version: invitation.version,
        }
    }
}

/// The draft: written, changed and handed out here.
#[derive(Template)]
#[template(path = "invitations/draft.html")]
pub(super) struct DraftPage {
    pub layout: Layout,
    pub found: Found,
    pub shown: Shown,
    /// The words that are saved, where somebody else was first.
    pub rival: Option<Rival<Shown>>,
    pub errors: FieldErrors,
    /// The link; none for people who may not hand it out.
    pub link: Option<String>,
    /// How it stands in the text.
    pub link_state: LinkState,
    /// Opens the mail program.
    pub opening: Option<Opening>,
    /// Whether "Open in email" was just pressed.
    pub was_opened: bool,
    /// Whether this server can send it.
    pub can_mail: bool,
    pub badge: (&'static str, &'static str),
    /// Until when the link works, once it lives.
    pub ends: Option<Timestamp>,
    /// For the shared part.
    pub is_preview: bool,
    /// Other sites that the message names.
    pub foreign: BTreeSet<String>,
    /// What becomes of such a message.
    pub foreign_rule: ForeignLinks,
}

impl DraftPage {
    /// How long the link works.
    fn days_of_link(&self) -> Text {
        staff::days(self.found.invitation.expires_in)
    }

    /// The page for these words.
    #[must_use]
    pub(super) fn new(
        layout: Layout,
        found: Found,
        shown: Shown,
        link: Option<String>,
        can_mail: bool,
        now: Timestamp,
    ) -> Self {
        let state = link
            .as_ref()
            .map_or(LinkState::Right, |link| messages::check(&shown.body, link));
        let opening = link
            .as_ref()
            .filter(|_| state == LinkState::Right)
            .map(|link| mailto::opening(&shown.recipient, &shown.subject, &shown.body, link));
        Self {
            badge: found.invitation.badge(now),
            ends: found.invitation.expires_at,
            layout: layout.in_section("invitations"),
            found,
            shown,
            rival: None,
            errors: FieldErrors::default(),
            link,
            link_state: state,
            opening,
            was_opened: false,
            can_mail,
            is_preview: true,
            foreign: BTreeSet::new(),
            foreign_rule: ForeignLinks::default(),
        }
    }

    /// With the other sites that its message names.
    #[must_use]
    pub(super) fn naming(mut self, foreign: &Foreign) -> Self {
        let about = domain_of(&self.shown.recipient);
        self.foreign = foreign.sites(&self.shown.subject, &self.shown.body, about);
        self.foreign_rule = foreign.rule;
        self
    }

    fn foreign_words(&self, between: &str) -> String {
        messages::words(&self.foreign, between)
    }

    fn refuses_foreign(&self) -> bool {
        self.foreign_rule == ForeignLinks::Refuse
    }

    /// With what is wrong.
    #[must_use]
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    fn heading(&self) -> String {
        format!("Invitation of {}", self.found.invitation.company_name)
    }

    /// Beside the words that somebody else has saved meanwhile.
    #[must_use]
    pub(super) fn against(mut self, words: Shown) -> Self {
        let mut history = self.found.history.iter();
        let last = history.find(|event| event.code == SAVED.code());
        self.rival = Some(Rival {
            words,
            saved: last.map(|event| Saved::new(event.who.as_str(), event.at)),
        });
        self
    }

    fn is_draft(&self) -> bool {
        self.found.invitation.state == State::Draft
    }

    fn link_label(&self) -> &'static str {
        if self.found.partnership.is_some() {
            "For this company alone"
        } else {
            "For this customer alone"
        }
    }

    fn restore(&self) -> String {
        format!(
            "{}?restore=1",
            self.layout.paths.invitation(self.found.invitation.id)
        )
    }
}

/// The record of an invitation that is past writing.
#[derive(Template)]
#[template(path = "invitations/record.html")]
pub(super) struct RecordPage {
    pub layout: Layout,
    pub found: Found,
    /// What is wrong with the last act.
    pub errors: FieldErrors,
    /// The words as they were sent.
    pub shown: Shown,
    /// The link while it lives; none for people who may not hand it out.
    pub link: Option<String>,
    pub badge: (&'static str, &'static str),
    /// Until when the link works: for machines and for people.
    pub ends: Option<Timestamp>,
    pub answered: Option<Timestamp>,
    pub can_remind: bool,
    /// Whether it can get a new link.
    pub can_renew: bool,
    pub can_revoke: bool,
    /// Whether this server can send mail.
    pub can_mail: bool,
}

impl RecordPage {
    /// The page as it is now.
    #[must_use]
    pub(super) fn new(
        layout: Layout,
        found: Found,
        link: Option<String>,
        can_mail: bool,
        now: Timestamp,
    ) -> Self {
        let invitation = &found.invitation;
        let state = invitation.state_now(now);
        let lives = invitation.answerable(now).is_ok();
        let link = link.filter(|_| lives);
        Self {
            badge: invitation.badge(now),
            ends: invitation
                .expires_at
                .filter(|_| lives || state == State::Expired),
            answered: invitation.answered_at,
            can_remind: Act::Send.is_possible(state),
            can_renew: Act::RenewLink.is_possible(state),
            can_revoke: Act::Revoke.is_possible(state),
            shown: Shown::kept(invitation, link.as_deref()),
            layout: layout.in_section("invitations"),
            found,
            errors: FieldErrors::default(),
            link,
            can_mail,
        }
    }

    /// With what is wrong.
    #[must_use]
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    fn heading(&self) -> String {
        format!("Invitation of {}", self.found.invitation.company_name)
    }

    fn privileges(&self) -> Text {
        match self.found.invitation.grant_days {
            Some(days) => {
                let words = staff::roles_for_days(RolesForDays {
                    roles: &self.found.invitation.roles.words(),
                    count: days.into(),
                });
                match self.found.invitation.auto_extend {
                    true => format!("{words}, extended by themselves").into(),
                    false => words,
                }
            }
            None => "None".into(),
        }
    }

    fn record_of_company(&self) -> Option<String> {
        let entry = self.found.entry.as_ref()?;
        Some(self.layout.paths.customer(entry.page_key()))
    }
}
