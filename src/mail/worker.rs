//! Sends what is due, several at once, so that a slow server holds up nobody else's mail.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::Duration as Span;
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
};

use super::{Mail, Mailer, outbox, text, transport::Outcome};
use crate::{
    clock::Clock,
    db::{self, Db, Tx, ids::MailId, types::Timestamp},
    paths::Site,
    secrets::Secrets,
    text::SECRET_MARK,
};

/// Letters under way at once.
const AT_ONCE: usize = 10;
/// How long the queue rests when the server refuses our own sign-in.
const REST: Duration = Duration::from_secs(300);

/// Called in the transaction that gives a mail up, so that its sender is told.
pub type OnFailed = fn(&mut Tx<'_>, &Mail, &str, Timestamp) -> db::Result<()>;

/// What stops the whole queue, in words; nothing when all is well.
#[derive(Debug, Clone, Default)]
pub struct QueueTrouble(Arc<Mutex<Option<String>>>);

impl QueueTrouble {
    /// The trouble.
    #[must_use]
    pub fn get(&self) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, trouble: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }
}

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
    /// What stops the queue.
    pub trouble: QueueTrouble,
}

impl Worker {
    /// Sends until `stop` turns true, then finishes what is under way.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut under_way = JoinSet::new();
        while !*stop.borrow() {
            let free = places.available_permits();
            let mails = if free == 0 {
                Vec::new()
            } else {
                self.claim(free).await
            };
            let was_busy = free == 0 || !mails.is_empty();
            for mail in mails {
                let (worker, places) = (self.clone(), Arc::clone(&places));
                under_way.spawn(async move {
                    // The semaphore is never closed.
                    let _place = places.acquire_owned().await;
                    worker.deliver(mail).await;
                });
            }
            while under_way.try_join_next().is_some() {}
            let rest = match (self.trouble.get(), was_busy) {
                (Some(_), _) => REST,
                (None, true) => Duration::from_millis(20),
                (None, false) => Duration::from_secs(1),
            };
            // Either the pause is over or the server stops; both are fine.
            let _ = tokio::time::timeout(rest, stop.changed()).await;
            if self.trouble.get().is_some() {
                self.trouble.set(None);
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Sends what is due now, one after the other, and returns how many there were: for tests and the demo.
    pub async fn drain(&self) -> usize {
        let mut count = 0;
        loop {
            let mails = self.claim(AT_ONCE).await;
            if mails.is_empty() {
                return count;
            }
            count += mails.len();
            for mail in mails {
                self.deliver(mail).await;
            }
        }
    }

    async fn claim(&self, limit: usize) -> Vec<Mail> {
        let now = self.clock.now();
        let limit = i64::try_from(limit).unwrap_or(1);
        // Looking first spares the writer when nothing is due, which is most of the time.
        let idle = self
            .db
            .read(move |conn| outbox::nothing_due(conn, now))
            .await;
        if matches!(idle, Ok(true)) {
            return Vec::new();
        }
        self.db
            .write(move |tx| outbox::claim(tx, limit, now))
            .await
            .unwrap_or_else(|error: db::Error| {
                tracing::warn!(%error, "mail queue: nothing could be taken");
                Vec::new()
            })
    }

    async fn deliver(&self, mail: Mail) {
        let now = self.clock.now();
        let (id, attempts, give_up_at) = (mail.id, mail.attempts, mail.give_up_at);
        let outcome = if give_up_at <= now {
            Outcome::Refused(
                mail.last_answer
                    .unwrap_or_else(|| "It could not be sent in time.".to_owned()),
            )
        } else {
            self.try_once(&mail).await
        };
        tracing::info!(mail = %id, kind = mail.kind, attempts, outcome = outcome.name(), "mail: {}", outcome.name());
        if let Err(error) = self.mark(id, attempts, give_up_at, outcome).await {
            // The lease runs out and the letter is sent again, with the same Message-ID.
            tracing::error!(mail = %id, %error, "mail: the outcome could not be noted");
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
        let message_id = format!("<{}@{}>", mail.id, self.site.host());
        let secret = mail
            .secret()
            .map(|secret| secret.reveal(&self.secrets, &self.site))
            .unwrap_or_default();
        let reveal = |text: &str| text.replace(SECRET_MARK, &secret);
        match text::message(&message_id, &from, mail, &reveal) {
            Ok(message) => self.mailer.send(message).await,
            Err(reason) => Outcome::Refused(reason),
        }
    }

    async fn mark(
        &self,
        id: MailId,
        attempts: i32,
        give_up_at: Timestamp,
        outcome: Outcome,
    ) -> db::Result<()> {
        let now = self.clock.now();
        let on_failed = self.on_failed;
        if let Outcome::SignInRefused(answer) = &outcome {
            tracing::error!(
                answer,
                "mail: the server refuses our own sign-in; the queue rests"
            );
            self.trouble.set(Some(answer.clone()));
        }
        self.db
            .write(move |tx| {
                match outcome {
                    Outcome::Sent(answer) => {
                        outbox::mark_sent(tx, id, &answer, now)?;
                    }
                    Outcome::Later(answer) | Outcome::SignInRefused(answer) => {
                        let next = now.plus(pause(attempts));
                        if next < give_up_at {
                            outbox::mark_later(tx, id, &answer, next)?;
                        } else {
                            give_up(tx, id, &answer, now, on_failed)?;
                        }
                    }
                    Outcome::Refused(answer) => give_up(tx, id, &answer, now, on_failed)?,
                }
                Ok(())
            })
            .await
    }
}

fn give_up(
    tx: &mut Tx<'_>,
    id: MailId,
    answer: &str,
    now: Timestamp,
    on_failed: OnFailed,
) -> db::Result<()> {
    if outbox::mark_failed(tx, id, answer)?
        && let Some(mail) = outbox::owner(tx.conn(), id)?
    {
        on_failed(tx, &mail, answer, now)?;
    }
    Ok(())
}

/// 1, 2, 4 … 60 minutes, and up to a tenth more, so that mails that failed together do not come together.
fn pause(attempts: i32) -> Span {
    let minutes = 1_i64 << attempts.saturating_sub(1).clamp(0, 6);
    let seconds = minutes.min(60) * 60;
    Span::seconds(seconds + rand::random_range(0..=seconds / 10))
}

impl Outcome {
    fn name(&self) -> &'static str {
        match self {
            Self::Sent(_) => "sent",
            Self::Later(_) => "later",
            Self::Refused(_) => "refused",
            Self::SignInRefused(_) => "sign-in refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        for (attempts, minutes) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)] {
            let pause = pause(attempts);
            assert!(
                pause >= Span::minutes(minutes) && pause <= Span::seconds(minutes * 66),
                "{attempts}: {pause}"
            );
        }
    }
}
