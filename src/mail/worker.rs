//! Sends what is due, several letters at once.
//!
//! There are ten places. Two of them are kept for codes. A letter that takes longer than a few seconds gives its
//! place up and goes on beside them, up to forty more, so that nobody waits for a slow server but its own
//! letters; and `windows` keep those to one at a time.
//!
//! A letter is sent at least once: when the process ends between the final dot and the mark in the database, it is
//! sent again, with the same Message-ID.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use super::{
    Mail, Mailer, Node,
    claims::{self, Room},
    clock_back, health, outbox,
    outcome::Outcome,
    pauses::pause,
    text,
    windows::Windows,
};
use crate::{
    clock::Clock,
    db::{self, Db, Tx, ids::MailId, types::Timestamp},
    paths::Site,
    secrets::Secrets,
    text::{SECRET_MARK, domain_of},
};

/// Letters under way at once, as long as they are quick.
const PLACES: usize = 10;
/// Of them, for codes alone.
const FOR_CODES: usize = 2;
/// Slow letters beside those.
const SLOW_PLACES: usize = 40;
/// How often leases are renewed; a fraction of their length.
const RENEWAL: Duration = Duration::from_secs(30);
/// How often the queue is looked at when nothing happens.
const LOOK: Duration = Duration::from_secs(1);
/// Letters that end together are followed by one look at the queue.
const GATHER: Duration = Duration::from_millis(5);
/// How often and after which pause the outcome is written again when the database did not take it.
const MARKS: u32 = 5;

/// Called in the transaction that gives a mail up, so that its sender is told.
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
}

/// What the letters under way share.
struct Desk {
    places: Arc<Semaphore>,
    slow_places: Arc<Semaphore>,
    /// A place is free again.
    freed: Notify,
    held: Mutex<HashSet<MailId>>,
    windows: Mutex<Windows>,
}

impl Desk {
    fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(PLACES)),
            slow_places: Arc::new(Semaphore::new(SLOW_PLACES)),
            freed: Notify::new(),
            held: Mutex::default(),
            windows: Mutex::default(),
        }
    }

    fn windows(&self) -> MutexGuard<'_, Windows> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> MutexGuard<'_, HashSet<MailId>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn room(&self) -> Room {
        let all = self.places.available_permits();
        Room {
            all,
            usual: all.saturating_sub(FOR_CODES),
        }
    }
}

impl Worker {
    /// Sends until `stop` turns true; what is under way then has a few seconds to end, and is given back.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        if self.node.is_lasting() {
            self.give_back(false).await;
        }
        let desk = Arc::new(Desk::new());
        let mut under_way = JoinSet::new();
        let mut renewed = Instant::now();
        let mut seen = None;
        while !*stop.borrow() {
            let now = self.clock.now();
            if seen.replace(now).is_none_or(|before| now < before) {
                self.bring_forward(now).await;
            }
            self.begin(&desk, &mut under_way).await;
            if renewed.elapsed() >= RENEWAL {
                renewed = Instant::now();
                self.renew(&desk).await;
                self.mailer.tidy().await;
            }
            tokio::select! {
                () = desk.freed.notified() => sleep(GATHER).await,
                () = sleep(LOOK) => {}
                // Either it turned true, or nobody is there any more to turn it.
                _ = stop.changed() => {}
            }
            while under_way.try_join_next().is_some() {}
        }
        let ended = async { while under_way.join_next().await.is_some() {} };
        let in_time = timeout(self.mailer.deadlines().stop, ended).await;
        // Their connections are closed with them.
        under_way.shutdown().await;
        if in_time.is_err() {
            tracing::info!("mail: letters under way are cut off and given back to the queue");
        }
        self.give_back(true).await;
        self.mailer.close().await;
    }

    /// Takes what there is room for in hand.
    async fn begin(&self, desk: &Arc<Desk>, under_way: &mut JoinSet<()>) {
        let room = desk.room();
        if room.all == 0 {
            return;
        }
        let windows = desk.windows().clone();
        for mail in self.claim(room, windows).await {
            let (worker, desk) = (self.clone(), Arc::clone(desk));
            desk.held().insert(mail.id);
            // There are as many as were claimed: this loop alone takes them.
            let place = Arc::clone(&desk.places).try_acquire_owned().ok();
            under_way.spawn(async move { worker.carry(&desk, mail, place).await });
        }
    }

    /// Delivers one letter; once it is slow, beside the places.
    async fn carry(&self, desk: &Desk, mail: Mail, place: Option<OwnedSemaphorePermit>) {
        let (id, domain) = (mail.id, domain_of(&mail.recipient).to_owned());
        let mut delivery = std::pin::pin!(self.deliver(mail));
        let quick = timeout(self.mailer.deadlines().quick, &mut delivery).await;
        if quick.is_ok() {
            desk.windows().widen(&domain, PLACES);
        } else {
            desk.windows().close(&domain);
            tokio::select! {
                biased;
                () = &mut delivery => {}
                // The semaphore is never closed.
                aside = Arc::clone(&desk.slow_places).acquire_owned() => {
                    drop(place);
                    desk.freed.notify_one();
                    delivery.await;
                    drop(aside);
                }
            }
        }
        desk.held().remove(&id);
        desk.freed.notify_one();
    }

    /// Sends what is due now, one after the other, and returns how many there were: for tests and the demo.
    pub async fn drain(&self) -> usize {
        self.bring_forward(self.clock.now()).await;
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

    async fn claim(&self, room: Room, windows: Windows) -> Vec<Mail> {
        let (now, node) = (self.clock.now(), self.node.id());
        // Looking first spares the writer when nothing is due, which is most of the time.
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

    /// Letters that would wait for the time before the clock was put back are due at once.
    async fn bring_forward(&self, now: Timestamp) {
        match self
            .db
            .write(move |tx| clock_back::bring_forward(tx, now))
            .await
        {
            Ok(0) => {}
            Ok(count) => {
                tracing::warn!(
                    count,
                    "mail: the clock was put back; letters are due at once"
                )
            }
            Err(error) => {
                let error: db::Error = error;
                tracing::warn!(%error, "mail queue: letters from before the clock was put back wait");
            }
        }
    }

    async fn renew(&self, desk: &Desk) {
        let held: Vec<MailId> = desk.held().iter().copied().collect();
        let (now, node) = (self.clock.now(), self.node.id());
        let renewed = self
            .db
            .write(move |tx| claims::renew(tx, &held, node, now))
            .await;
        if let Err(error) = renewed {
            tracing::warn!(%error, "mail queue: leases could not be renewed");
        }
    }

    async fn give_back(&self, cut: bool) {
        let node = self.node.id();
        match self
            .db
            .write(move |tx| claims::give_back(tx, node, cut))
            .await
        {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "mail: letters in hand went back to the queue"),
            Err(error) => {
                let error: db::Error = error;
                tracing::warn!(%error, "mail queue: letters in hand wait until their lease ends");
            }
        }
    }

    async fn deliver(&self, mail: Mail) {
        let now = self.clock.now();
        let (id, kind, attempts) = (mail.id, mail.kind.clone(), mail.attempts);
        let outcome = if mail.give_up_at <= now {
            None
        } else {
            Some(self.try_once(&mail).await)
        };
        let name = outcome.as_ref().map_or("too late", Outcome::name);
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
        let message_id = format!("<{}@{}>", mail.id, self.site.host());
        let secret = mail
            .secret()
            .map(|secret| secret.reveal(&self.secrets, &self.site))
            .unwrap_or_default();
        let reveal = |text: &str| text.replace(SECRET_MARK, &secret);
        match text::message(&message_id, &from, mail, &reveal) {
            Ok(message) => self.mailer.send(&message).await,
            Err(reason) => Outcome::unsendable(reason),
        }
    }

    /// Writes down what came of it; `None` when it was too late to try.
    async fn mark(&self, mail: &Mail, outcome: Option<Outcome>) -> db::Result<()> {
        let (now, node, on_failed) = (self.clock.now(), self.node.id(), self.on_failed);
        let (id, attempts, give_up_at) = (mail.id, mail.attempts, mail.give_up_at);
        let pause = pause(mail);
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
