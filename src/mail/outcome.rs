//! The outcome of one try to send a letter.

use std::{fmt, time::Duration};

use lettre::transport::smtp::{Error as SmtpError, response::Response};

use crate::db::types::text_enum;

/// A step of the conversation with the mail server, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Reaching it.
    Connect,
    /// Its greeting, and the answer to ours.
    Greeting,
    /// Encryption.
    Encryption,
    /// The token that stands in the place of a password, from its own endpoint.
    Token,
    /// Our name and password, or token.
    SignIn,
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`: from here on an answer may be about this letter alone.
    Recipient,
    /// `DATA`.
    Data,
    /// The letter itself, and the answer after its final dot.
    Letter,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "Connecting",
            Self::Greeting => "Greeting",
            Self::Encryption => "Encryption",
            Self::Token => "OAuth token",
            Self::SignIn => "Sign-in",
            Self::Sender => "MAIL FROM",
            Self::Recipient => "RCPT TO",
            Self::Data => "DATA",
            Self::Letter => "The letter",
        })
    }
}

text_enum! {
    /// Why a letter did not leave, as far as it says something about the mail server.
    Reason {
        /// No connection.
        Unreachable = "unreachable",
        /// No answer in time.
        Silent = "silent",
        /// It broke off, or said what nobody understands.
        Broken = "broken",
        /// Its encryption or certificate cannot be trusted.
        Insecure = "insecure",
        /// It refuses our own sign-in.
        SignIn = "sign-in",
        /// It refuses what we send.
        Refusing = "refusing",
        /// It puts off what we send.
        PuttingOff = "putting-off",
    }
}

impl Reason {
    /// What the mail server does, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreachable => "the mail server cannot be reached",
            Self::Silent => "the mail server does not answer in time",
            Self::Broken => "the mail server breaks off the conversation",
            Self::Insecure => "the connection to the mail server cannot be secured",
            Self::SignIn => "the mail server refuses this server's sign-in",
            Self::Refusing => "the mail server refuses the letters",
            Self::PuttingOff => "the mail server puts the letters off",
        }
    }
}

/// Why a letter did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// The server's words, or ours about what it did.
    pub answer: String,
    /// What that says about the server.
    pub reason: Reason,
    /// Whether no letter at all gets through, as opposed to this one.
    pub is_whole: bool,
}

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Taken, with the server's words.
    Sent(String),
    /// Not now.
    Later(Failure),
    /// Never.
    Refused(Failure),
}

impl Outcome {
    /// The letter cannot be written as a message; the server has no part in it.
    pub(super) fn unsendable(answer: String) -> Self {
        Self::Refused(Failure {
            answer,
            reason: Reason::Refusing,
            is_whole: false,
        })
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sent(_) => "sent",
            Self::Later(_) => "later",
            Self::Refused(_) => "refused",
        }
    }
}

/// An error in one step. The connection's state is unknown then, so it is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) step: Step,
    pub(super) reason: Reason,
    /// The three digits, when the server answered at all.
    pub(super) code: Option<u16>,
    pub(super) text: String,
}

impl Fault {
    /// The step took too long.
    pub(super) fn silent(step: Step, limit: Duration) -> Self {
        let text = if step == Step::Connect {
            format!("No connection within {}", seconds(limit))
        } else {
            format!("No answer within {}", seconds(limit))
        };
        Self {
            step,
            reason: if step == Step::Connect {
                Reason::Unreachable
            } else {
                Reason::Silent
            },
            code: None,
            text,
        }
    }

    /// No connection.
    pub(super) fn unreachable(text: String) -> Self {
        Self {
            step: Step::Connect,
            reason: Reason::Unreachable,
            code: None,
            text,
        }
    }

    pub(super) fn of(step: Step, error: &SmtpError) -> Self {
        let code = error.status().map(u16::from);
        let reason = match code {
            Some(530 | 534 | 535 | 538) => Reason::SignIn,
            Some(500..) => Reason::Refusing,
            Some(_) => Reason::PuttingOff,
            None if step == Step::Encryption => Reason::Insecure,
            // lettre's own error: client and server have no sign-in method in common.
            None if step == Step::SignIn && error.is_client() => Reason::SignIn,
            None => Reason::Broken,
        };
        Self {
            step,
            reason,
            code,
            text: explained(chain(error)),
        }
    }

    /// The server closed the connection while it was idle.
    pub(super) fn is_stale(&self) -> bool {
        self.step == Step::Sender && (self.reason == Reason::Broken || self.code == Some(421))
    }

    /// What the error means for the letter. An answer before the recipient was named says nothing about the letter.
    pub(super) fn outcome(self) -> Outcome {
        let is_about_us = self.reason == Reason::SignIn || self.code == Some(421);
        let is_whole = self.step < Step::Recipient || is_about_us;
        let failure = Failure {
            answer: self.to_string(),
            reason: self.reason,
            is_whole,
        };
        if self.reason == Reason::Refusing && !is_whole {
            Outcome::Refused(failure)
        } else {
            Outcome::Later(failure)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.step, self.text)
    }
}

fn seconds(limit: Duration) -> String {
    match limit.as_secs() {
        0 => format!("{} milliseconds", limit.as_millis()),
        1..120 => format!("{} seconds", limit.as_secs()),
        more => format!("{} minutes", more / 60),
    }
}

/// The server's code and words.
pub(super) fn words(response: &Response) -> String {
    format!(
        "{} {}",
        response.code(),
        response.message().collect::<Vec<_>>().join(" ")
    )
}

/// A certificate that signs itself and says that it may sign others is refused by rules for the web; people make such
/// ones by the usual commands, and cannot know.
fn explained(text: String) -> String {
    if !text.contains("CaUsedAsEndEntity") {
        return text;
    }
    format!(
        "{text}. The mail server shows a certificate that is marked as an authority of its own (CA:TRUE), which no program may trust as that of a server. \
         Make one that is not, for the name in PARTNER_CENTER_SMTP_HOST, give it to the mail server, and name it in PARTNER_CENTER_SMTP_CA_FILE: \
         openssl req -x509 -newkey rsa:3072 -nodes -days 825 -keyout key.pem -out certificate.pem -subj /CN=mail.example.org \
         -addext subjectAltName=DNS:mail.example.org -addext basicConstraints=critical,CA:FALSE"
    )
}

/// An error with its causes, each said once.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text = format!("{text}: {next_text}");
        }
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(step: Step, reason: Reason, code: Option<u16>) -> Outcome {
        let text = "words".to_owned();
        Fault {
            step,
            reason,
            code,
            text,
        }
        .outcome()
    }

    #[test]
    fn a_letter_is_given_up_only_by_an_answer_about_it() {
        for (step, reason, code, is_refused, is_whole) in [
            (Step::Connect, Reason::Unreachable, None, false, true),
            (Step::Greeting, Reason::Refusing, Some(554), false, true),
            (Step::SignIn, Reason::SignIn, Some(535), false, true),
            (Step::Sender, Reason::Refusing, Some(550), false, true),
            (Step::Recipient, Reason::Refusing, Some(550), true, false),
            (Step::Recipient, Reason::PuttingOff, Some(451), false, false),
            (Step::Recipient, Reason::PuttingOff, Some(421), false, true),
            (Step::Recipient, Reason::Silent, None, false, false),
            (Step::Recipient, Reason::SignIn, Some(530), false, true),
            (Step::Letter, Reason::Refusing, Some(554), true, false),
            (Step::Letter, Reason::Silent, None, false, false),
        ] {
            let (refused, failure) = match fault(step, reason, code) {
                Outcome::Refused(failure) => (true, failure),
                Outcome::Later(failure) => (false, failure),
                Outcome::Sent(words) => panic!("sent: {words}"),
            };
            assert_eq!(
                (refused, failure.is_whole),
                (is_refused, is_whole),
                "{step}, {reason:?}"
            );
        }
    }
}
