//! Sends letters: one after another here, several at once in `queue`.
//!
//! Delivery is at least once: when the process dies after the server took the letter and before the database notes it,
//! the letter is sent again with the same Message-ID.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{
    Mail, Mailer,
    claims::{self, Room},
    clock_back, health, message, outbox,
    outcome::Outcome,
    windows::{PLACES, Windows},
};
use crate::{
    clock::Clock,
    db::{self, Db, Tx, types::Timestamp},
    jobs::{self, Counters, Node},
    paths::Site,
    secrets::Secrets,
    text::{SECRET_MARK, domain_of},
};

/// How often the outcome is written again when the database refuses it.
const MARKS: u32 = 5;

/// Called in the transaction that gives a mail up, to tell its sender.
pub type OnFailed = fn(&mut Tx<'_>, &Mail, &str, Timestamp) -> db::Result<()>;

/// All that sending needs.
#[derive(Clone)]
pub struct Worker {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// How letters leave.
    pub mailer: Mailer,
    /// For the links in them.
    pub secrets: Secrets,
    /// For the links in them, and for message ids.
    pub site: Site,
    /// Tells the sender of a failure.
    pub on_failed: OnFailed,
    /// In whose name letters are leased.
    pub node: Node,
    /// Letters are counted as `mail`.
    pub counters: Counters,
}

impl Worker {
    /// Sends what is due now, one after the other, and returns how many there were: for tests and the demo.
    pub async fn drain(&self) -> usize {
        if let Err(error) = self.bring_forward(self.clock.now()).await {
            tracing::warn!(%error, "mail: letters from before the clock was put back wait");
        }
        let mut count = 0;
        let mut windows = Windows::default();
        let room = Room {
            all: PLACES,
            usual: PLACES,
        };
        loop {
            let mails = self.claim(room, windows.clone()).await;
            if mails.is_empty() {
                return count;
            }
            count += mails.len();
            for mail in mails {
                windows.widen(domain_of(&mail.recipient), PLACES);
                self.deliver(mail).await;
            }
        }
    }

    pub(super) async fn claim(&self, room: Room, windows: Windows) -> Vec<Mail> {
        let (now, node) = (self.clock.now(), self.node.id());
        // Reading first avoids taking SQLite's writer when nothing is due, which is most of the time.
        let idle = self
            .db
            .read(move |conn| claims::nothing_due(conn, now))
            .await;
        if matches!(idle, Ok(true)) {
            return Vec::new();
        }
        self.db
            .write(move |tx| claims::claim(tx, room, node, &windows, now))
            .await
            .unwrap_or_else(|error: db::Error| {
                tracing::warn!(%error, "mail queue: nothing could be taken");
                Vec::new()
            })
    }

    /// Makes letters due now that would wait because the clock was set back.
    pub(super) async fn bring_forward(&self, now: Timestamp) -> db::Result<usize> {
        self.db
            .write(move |tx| clock_back::bring_forward(tx, now))
            .await
    }

    pub(super) async fn deliver(&self, mail: Mail) {
        let (now, begun) = (self.clock.now(), Instant::now());
        let (id, kind, attempts) = (mail.id, mail.kind.as_str(), mail.attempts);
        let outcome = if mail.give_up_at <= now {
            None
        } else {
            Some(self.try_once(&mail).await)
        };
        let name = outcome.as_ref().map_or("too late", Outcome::name);
        let is_sent = matches!(outcome, Some(Outcome::Sent(_)));
        self.counters
            .add("mail", is_sent, !is_sent, begun.elapsed());
        tracing::info!(mail = %id, kind, attempts, outcome = name, "mail: {name}");
        let pause = Duration::from_secs(1);
        for tries_left in (0..MARKS).rev() {
            match self.mark(&mail, outcome.clone()).await {
                Ok(()) => return,
                Err(error) if tries_left == 0 => {
                    // The lease runs out and the letter is sent again, with the same Message-ID.
                    tracing::error!(mail = %id, %error, "mail: the outcome could not be noted");
                }
                Err(_) => sleep(pause).await,
            }
        }
    }

    async fn try_once(&self, mail: &Mail) -> Outcome {
        let from = self
            .mailer
            .from()
            .cloned()
            .unwrap_or_else(|| super::Mailbox {
                name: "Partner Center".to_owned(),
                email: "no-reply@partner-center.example".to_owned(),
            });
        let message_id = format!("<{}@{}>", mail.id, self.site.mail_domain());
        let secret = mail
            .secret()
            .map(|secret| secret.reveal(&self.secrets, &self.site))
            .unwrap_or_default();
        let reveal = |text: &str| text.replace(SECRET_MARK, &secret);
        let returns = self.mailer.return_address();
        let comes_back = returns.map(|to| to.of_letter(mail.id, &self.secrets));
        let message = message::message(&message_id, &from, mail, &reveal);
        let both = message.and_then(|message| {
            let envelope = message::envelope(&message, comes_back.as_deref())?;
            Ok((message, envelope))
        });
        match both {
            Ok((message, envelope)) => self.mailer.send(&message, &envelope).await,
            Err(reason) => Outcome::unsendable(reason),
        }
    }

    /// Stores the outcome; `None` when it was too late to try.
    async fn mark(&self, mail: &Mail, outcome: Option<Outcome>) -> db::Result<()> {
        let (now, node, on_failed) = (self.clock.now(), self.node.id(), self.on_failed);
        let (id, attempts, give_up_at) = (mail.id, mail.attempts, mail.give_up_at);
        // A code is valid for minutes, so it is tried again every minute.
        let tries = if mail.priority == outbox::URGENT {
            1
        } else {
            attempts
        };
        let pause = jobs::pause(tries);
        let too_late = mail.last_answer.clone();
        self.db
            .write(move |tx| {
                let give_up = |tx: &mut Tx<'_>, answer: &str| {
                    if outbox::mark_failed(tx, id, node, answer)?
                        && let Some(mail) = outbox::owner(tx.conn(), id)?
                    {
                        on_failed(tx, &mail, answer, now)?;
                    }
                    Ok(())
                };
                let Some(outcome) = outcome else {
                    let answer = too_late.as_deref().unwrap_or(TOO_LATE);
                    return give_up(tx, answer);
                };
                health::note(tx, &outcome, attempts == 1, now)?;
                match outcome {
                    Outcome::Sent(answer) => {
                        outbox::mark_sent(tx, id, &answer, now)?;
                        Ok(())
                    }
                    Outcome::Later(failure) => {
                        let next = now.plus(pause);
                        if next < give_up_at {
                            outbox::mark_later(tx, id, node, &failure.answer, next)?;
                            Ok(())
                        } else {
                            give_up(tx, &failure.answer)
                        }
                    }
                    Outcome::Refused(failure) => give_up(tx, &failure.answer),
                }
            })
            .await
    }
}

const TOO_LATE: &str = "It could not be sent in time.";
