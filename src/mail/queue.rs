//! Several letters under way at once.
//!
//! There are ten places; two are reserved for codes. A letter that takes longer than a few seconds is slow: it gives
//! its place to another letter and continues beside them, with at most forty slow letters. So a slow server delays only
//! its own letters, and `windows` allows it one at a time.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    Mail,
    claims::{self, Room},
    windows::{PLACES, Windows},
    worker::Worker,
};
use crate::{
    db::{self, ids::MailId, types::Timestamp},
    jobs::{self, Queue},
    text::domain_of,
};

/// How many of the places only codes may take.
const FOR_CODES: usize = 2;
/// How many slow letters may continue beside the places.
const SLOW_PLACES: usize = 40;
/// How often the queue is checked when nothing happens.
const LOOK: Duration = Duration::from_secs(1);
/// Wait this long after a letter ends, so that letters that end together cause one check of the queue.
const GATHER: Duration = Duration::from_millis(5);

impl Worker {
    /// Sends until `stop` turns true; what is under way then has a few seconds to end, and is given back.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let (clock, node, mailer) = (self.clock.clone(), self.node.clone(), self.mailer.clone());
        jobs::run(&mut Sending::new(self), &clock, &node, stop).await;
        mailer.close().await;
    }
}

/// What the letters under way share.
struct Places {
    quick: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    /// A place is free again.
    freed: Notify,
    held: Mutex<HashSet<MailId>>,
    windows: Mutex<Windows>,
}

impl Places {
    fn new() -> Self {
        Self {
            quick: Arc::new(Semaphore::new(PLACES)),
            slow: Arc::new(Semaphore::new(SLOW_PLACES)),
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
        let all = self.quick.available_permits();
        Room {
            all,
            usual: all.saturating_sub(FOR_CODES),
        }
    }

    /// Delivers one letter. When it becomes slow it gives its place back and continues.
    async fn carry(&self, worker: &Worker, mail: Mail, place: Option<OwnedSemaphorePermit>) {
        let (id, domain) = (mail.id, domain_of(&mail.recipient).to_owned());
        let mut delivery = std::pin::pin!(worker.deliver(mail));
        let quick = timeout(worker.mailer.deadlines().quick, &mut delivery).await;
        if quick.is_ok() {
            self.windows().widen(&domain, PLACES);
        } else {
            self.windows().close(&domain);
            tokio::select! {
                biased;
                () = &mut delivery => {}
                // The semaphore is never closed.
                aside = Arc::clone(&self.slow).acquire_owned() => {
                    drop(place);
                    self.freed.notify_one();
                    delivery.await;
                    drop(aside);
                }
            }
        }
        self.held().remove(&id);
        self.freed.notify_one();
    }
}

/// A worker with letters under way.
struct Sending {
    worker: Worker,
    places: Arc<Places>,
    under_way: JoinSet<()>,
}

impl Sending {
    fn new(worker: Worker) -> Self {
        Self {
            worker,
            places: Arc::new(Places::new()),
            under_way: JoinSet::new(),
        }
    }
}

impl Queue for Sending {
    const NAME: &'static str = "mail";

    /// Claims and starts as many letters as there are free places.
    async fn work(&mut self) {
        while self.under_way.try_join_next().is_some() {}
        let room = self.places.room();
        if room.all == 0 {
            return;
        }
        let windows = self.places.windows().clone();
        for mail in self.worker.claim(room, windows).await {
            let (worker, places) = (self.worker.clone(), Arc::clone(&self.places));
            places.held().insert(mail.id);
            // There is a permit for each claimed letter: only this loop takes permits.
            let place = Arc::clone(&places.quick).try_acquire_owned().ok();
            self.under_way
                .spawn(async move { places.carry(&worker, mail, place).await });
        }
    }

    async fn rest(&mut self) {
        tokio::select! {
            () = self.places.freed.notified() => sleep(GATHER).await,
            () = sleep(LOOK) => {}
        }
    }

    async fn renew(&mut self) -> db::Result<()> {
        let held: Vec<MailId> = self.places.held().iter().copied().collect();
        let (now, node) = (self.worker.clock.now(), self.worker.node.id());
        let write = (self.worker.db).write(move |tx| claims::renew(tx, &held, node, now));
        let renewed = write.await;
        self.worker.mailer.tidy().await;
        renewed
    }

    async fn bring_forward(&mut self, now: Timestamp) -> db::Result<usize> {
        self.worker.bring_forward(now).await
    }

    async fn finish(&mut self) {
        let ended = async { while self.under_way.join_next().await.is_some() {} };
        let in_time = timeout(self.worker.mailer.deadlines().stop, ended).await;
        // Their connections are closed with them.
        self.under_way.shutdown().await;
        if in_time.is_err() {
            tracing::info!("mail: letters under way are cut off and given back to the queue");
        }
    }

    async fn give_back(&mut self, is_cut: bool) -> db::Result<usize> {
        let node = self.worker.node.id();
        (self.worker.db)
            .write(move |tx| claims::give_back(tx, node, is_cut))
            .await
    }
}
