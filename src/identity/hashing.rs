//! The threads on which passwords are hashed and judged, each with one block of memory that it keeps.
//!
//! Argon2id wants 19 MiB for every hash. Taken anew each time from whichever thread is free, such blocks stay
//! with the allocator, in as many arenas as there were threads: hundreds of sign-ins at once left gigabytes
//! behind. Here they never reach it: a few threads own a block each for as long as the process lives, and
//! everybody else waits in a queue whose length is bounded. Judging a new password ([`super::password`]) takes long
//! enough to keep other requests waiting, so it runs here, too.

use std::{
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use argon2::{Argon2, Block};
use tokio::sync::{Semaphore, SemaphorePermit, oneshot};

use crate::error::AppError;

/// Most threads: more than cores hash no faster, and each keeps 19 MiB.
const MOST_THREADS: usize = 4;
/// Most callers at once, those that are served and those that wait. A hash takes some 30 ms of a core, so that the
/// last of them waits for a few seconds.
pub(super) const MOST_CALLERS: usize = 256;
/// Seconds after which somebody who found the queue full may come again.
const COME_AGAIN: u64 = 5;

/// What a thread keeps: room for one hash, taken on its first one.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Block>);

impl Memory {
    /// Fills `out` with the hash of a password.
    pub(super) fn hash(
        &mut self,
        argon2: &Argon2<'_>,
        password: &str,
        salt: &[u8],
        out: &mut [u8],
    ) -> argon2::Result<()> {
        let wanted = argon2.params().block_count();
        if self.0.len() < wanted {
            self.0.resize(wanted, Block::default());
        }
        argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut self.0)
    }
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

struct Pool {
    jobs: Sender<Job>,
    places: Semaphore,
}

static POOL: LazyLock<Pool> = LazyLock::new(Pool::start);

impl Pool {
    fn start() -> Self {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        for number in 0..cores.min(MOST_THREADS) {
            let queue = Arc::clone(&queue);
            let named = thread::Builder::new().name(format!("hashing-{number}"));
            if let Err(cause) = named.spawn(move || work(&queue)) {
                tracing::error!(%cause, "a thread that hashes passwords could not be started");
            }
        }
        Self {
            jobs,
            places: Semaphore::new(MOST_CALLERS),
        }
    }

    fn send(&self, job: Job) -> Result<(), AppError> {
        self.jobs
            .send(job)
            .map_err(|_| AppError::Internal("no thread hashes passwords".to_owned()))
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    let mut memory = Memory::default();
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // A panic costs its own caller the answer, and nobody else the thread.
        if catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
            tracing::error!("hashing or judging a password panicked");
        }
    }
}

/// A place in the queue, held until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _permit: SemaphorePermit<'static>,
}

/// Takes a place, before anything is counted or changed.
///
/// # Errors
/// `Busy` when everyone who may wait is waiting already.
pub(super) fn enter() -> Result<Place, AppError> {
    let place = POOL.places.try_acquire();
    place
        .map(|permit| Place { _permit: permit })
        .map_err(|_| AppError::Busy(COME_AGAIN))
}

impl Place {
    /// Runs on one of the threads, unless whoever asked has gone by the time it is their turn.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let (sender, answer) = oneshot::channel();
        POOL.send(Box::new(move |memory| {
            if !sender.is_closed() {
                // Nobody waits for it any more: fine.
                drop(sender.send(work(memory)));
            }
        }))?;
        answer.await.map_err(|_| cut_short())
    }
}

/// Runs on one of the threads, and holds up the calling one meanwhile: for the command line, the demo and tests.
pub(super) fn run_now<T: Send + 'static>(
    work: impl FnOnce(&mut Memory) -> T + Send + 'static,
) -> Result<T, AppError> {
    let (sender, answer) = mpsc::channel();
    POOL.send(Box::new(move |memory| {
        // The caller waits just below.
        drop(sender.send(work(memory)));
    }))?;
    answer.recv().map_err(|_| cut_short())
}

fn cut_short() -> AppError {
    AppError::Internal("hashing was cut short".to_owned())
}

/// Held by each test that takes places in the one pool of the process: one of them takes all.
#[cfg(test)]
pub(super) static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        sync::{Condvar, MutexGuard},
    };

    use futures_util::future::join_all;

    use super::*;

    /// Holds up every thread until it is opened.
    #[derive(Default)]
    struct Gate(Mutex<bool>, Condvar);

    impl Gate {
        fn wait(&self) {
            let open = self.0.lock().unwrap();
            let passed: MutexGuard<'_, bool> = self.1.wait_while(open, |open| !*open).unwrap();
            drop(passed);
        }

        fn open(&self) {
            *self.0.lock().unwrap() = true;
            self.1.notify_all();
        }
    }

    #[actix_web::test]
    async fn many_callers_at_once_share_a_block_for_each_of_at_most_four_threads() {
        let _alone = ALONE.lock().await;
        let hash = |memory: &mut Memory| {
            let mut out = [0; 32];
            memory
                .hash(&Argon2::default(), "violet harbour", b"salt salt", &mut out)
                .unwrap();
            memory.0.as_ptr().addr()
        };
        let places: Vec<Place> = (0..60).map(|_| enter().unwrap()).collect();
        let used = join_all(places.iter().map(|place| place.run(hash))).await;
        let blocks: BTreeSet<usize> = used.into_iter().map(Result::unwrap).collect();
        assert!(
            (1..=MOST_THREADS).contains(&blocks.len()),
            "{} blocks",
            blocks.len()
        );
    }

    #[actix_web::test]
    async fn whoever_finds_the_queue_full_is_told_to_come_again_and_the_next_one_is_served() {
        let _alone = ALONE.lock().await;
        let gate = Arc::new(Gate::default());
        let places: Vec<Place> = std::iter::from_fn(|| enter().ok()).collect();
        assert!(places.len() <= MOST_CALLERS);
        let waiting = places.iter().map(|place| {
            let gate = Arc::clone(&gate);
            place.run(move |_| gate.wait())
        });
        let turned_away = enter();
        gate.open();
        let served = join_all(waiting).await;
        assert!(matches!(turned_away, Err(AppError::Busy(_))));
        assert!(served.iter().all(Result::is_ok));
        drop(places);
        assert!(enter().is_ok());
    }
}
