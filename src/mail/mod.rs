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
//!
//! A letter that was taken may still come back. Where the operator has set a `return_address`, each letter has one of its
//! own in the envelope; what comes there is read by `report`, from a `drop_folder` or the command line, and `returned`
//! notes a letter that was given up as if it had been refused at once.
//!
//! All letters say `Auto-Submitted: auto-generated`, so that no program answers them. None has a `List-Unsubscribe`: they are
//! no list. Each tells one person of something that concerns them, and there is nothing to unsubscribe from: an invitation is
//! declined on its page, which ends its reminders, and no page stops what other partners may ask of a company later. A
//! button of a mail program that promises that would not keep it.

mod address_limits;
mod any_bytes;
mod claims;
mod clock_back;
mod connection;
mod drop_folder;
mod guard;
mod health;
mod implicit;
mod kinds;
mod letter;
pub mod mailto;
mod message;
mod oauth;
mod outbox;
mod outcome;
mod put_aside;
mod queue;
mod rehearsal;
mod report;
mod report_in_words;
mod return_address;
mod returned;
mod text;
mod token_request;
mod transport;
mod trouble;
mod windows;
pub mod worker;

pub use address_limits::{has_room, hold_recipients};
pub use connection::Deadlines;
pub use drop_folder::DropFolder;
pub use kinds::{MailKind, MailState};
pub use letter::{Letter, Mailbox, SecretRef, patience};
pub use message::eml;
pub use oauth::{Grant, OAuthSettings};
pub use outbox::{
    Delivery, Mail, delivery, enqueue, enqueue_in, follow_link, forget_people, given_up,
    is_waiting, latest, of_invitation, undelivered,
};
pub use outcome::Reason;
pub use rehearsal::rehearse;
pub use report::MOST as MESSAGE_MOST;
pub use return_address::ReturnAddress;
pub use returned::{Fate, Matters, Returns};
pub use text::compose;
pub use transport::{Mailer, SignIn, Smtp, SmtpSettings, Tls};
pub use trouble::{Trouble, trouble};

/// Whether this installation can send mail at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CanMail(pub bool);
