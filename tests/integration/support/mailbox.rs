//! The letters that the site has sent, with their links and codes.

use partner_center::{
    app::Parts,
    db::{self, Conn},
    mail::{self, MailState},
    text::SECRET_MARK,
};

/// A letter as its recipient reads it.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) kind: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) state: MailState,
    pub(crate) attempts: i32,
    /// The server's last answer.
    pub(crate) answer: String,
    /// The link or code in it.
    secret: Option<String>,
}

impl Letter {
    /// The personalized link, or the link that sets a password.
    #[track_caller]
    pub(crate) fn link(&self) -> &str {
        self.secret()
            .filter(|secret| secret.starts_with("http"))
            .unwrap_or_else(|| panic!("no link in {self:#?}"))
    }

    /// The mailed code.
    #[track_caller]
    pub(crate) fn code(&self) -> &str {
        self.secret()
            .filter(|secret| !secret.starts_with("http"))
            .unwrap_or_else(|| panic!("no code in {self:#?}"))
    }

    fn secret(&self) -> Option<&str> {
        self.secret
            .as_deref()
            .filter(|secret| self.text.contains(secret))
    }
}

/// Every letter, the oldest first.
pub(super) fn letters(conn: &mut Conn, parts: &Parts) -> db::Result<Vec<Letter>> {
    let rows = mail::latest(conn, 10_000)?;
    let letters = rows.into_iter().rev().map(|row| {
        let secret = row
            .secret()
            .map(|secret| secret.reveal(&parts.secrets, &parts.site));
        let reveal = |text: &str| text.replace(SECRET_MARK, secret.as_deref().unwrap_or_default());
        Letter {
            text: reveal(&row.text_body),
            html: reveal(&row.html_body),
            kind: row.kind.as_str().to_owned(),
            to: row.recipient,
            subject: row.subject,
            state: row.state,
            attempts: row.attempts,
            answer: row.last_answer.unwrap_or_default(),
            secret,
        }
    });
    Ok(letters.collect())
}
