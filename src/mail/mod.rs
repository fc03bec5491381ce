//! Letters: queued in the transaction of what they tell of, sent by a worker.
//!
//! `queued → sent | failed`. A letter that holds a link or code is stored with a mark in its place and a
//! note of which secret belongs there; the secret is put in at the moment of sending (or of showing, in the
//! demo's mailbox). A temporary refusal (4xx, time-out) is tried again after 1, 2, 4 … 60 minutes for 5 days, a
//! code every minute as long as it is good; a permanent one (5xx) stops at once and is shown to the sender, unless
//! it came before the recipient was named: then it is about us. The Message-ID is the row's, so a letter sent
//! twice is the same letter.
//!
//! [`worker`] takes letters in hand (`claims`) under the name of its node, at most so many of one domain at once
//! as `windows` say, each on a `connection` of its own behind a `guard`; `health` knows whether mail leaves at all.

mod address_limits;
mod claims;
mod clock_back;
mod connection;
mod guard;
mod health;
mod implicit;
pub mod mailto;
mod message;
mod outbox;
mod outcome;
mod queue;
mod rehearsal;
mod text;
mod transport;
mod trouble;
mod windows;
pub mod worker;

pub use address_limits::{has_room, hold_recipients};
pub use connection::Deadlines;
pub use message::eml;
pub use outbox::{
    Delivery, Mail, MailKind, MailState, delivery, enqueue, enqueue_in, follow_link, is_waiting,
    latest, number_failed, of_invitation,
};
pub use outcome::Reason;
pub use rehearsal::rehearse;
pub use text::compose;
pub use transport::{Mailer, Smtp, SmtpSettings, Tls};
pub use trouble::{Trouble, trouble};

use chrono::Duration;

use crate::{
    db::{
        ids::{InvitationId, PartnerId},
        types::Timestamp,
    },
    paths::Site,
    secrets::{Purpose, Secrets},
};

/// How long a letter is tried.
#[must_use]
pub fn patience() -> Duration {
    Duration::days(5)
}

/// A secret that belongs where the mark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretRef {
    /// Which kind.
    pub purpose: Purpose,
    /// Of which row.
    pub id: uuid::Uuid,
    /// Of which version of the row's link.
    pub version: i32,
}

impl SecretRef {
    /// The link or code itself.
    #[must_use]
    pub fn reveal(&self, secrets: &Secrets, site: &Site) -> String {
        match self.purpose {
            Purpose::Code => secrets.code(self.id),
            purpose => site.secret_link(purpose, &secrets.token(purpose, self.id, self.version)),
        }
    }
}

/// Someone who gets or sends a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Name, may be empty.
    pub name: String,
    /// Address.
    pub email: String,
}

/// A letter to be queued.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it is.
    pub kind: MailKind,
    /// The event it tells of: the same event is told to the same address once.
    pub event_key: String,
    /// Whose letter it is, to be shown there when it fails.
    pub partner: Option<PartnerId>,
    /// The invitation it belongs to.
    pub invitation: Option<InvitationId>,
    /// To whom.
    pub to: Mailbox,
    /// Where answers go, and whose name stands in front of "via".
    pub sender: Option<Mailbox>,
    /// Subject.
    pub subject: String,
    /// The words, as plain paragraphs; [`crate::text::SECRET_MARK`] where the secret stands.
    pub body: String,
    /// Why this letter was sent and by whom, under the words.
    pub footer: String,
    /// The secret.
    pub secret: Option<SecretRef>,
    /// Not sent after this, such as a code that has run out; [`patience`] otherwise.
    pub give_up_at: Option<Timestamp>,
}

/// Whether this installation can send mail at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CanMail(pub bool);
