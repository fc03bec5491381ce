//! A letter before it is queued, and the secret that may belong into it.

use chrono::Duration;

use super::MailKind;
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
