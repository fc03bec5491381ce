//! The server is killed (SIGKILL) at random moments while customers accept and mails leave. What it had
//! acknowledged must be there, once; what it had queued must arrive.
//!
//! The real program on SQLite, or on PostgreSQL with `TEST_DATABASE_URL=postgres://…`. Each kill that counts comes
//! after at least 20 acceptances that this life of the server has acknowledged; some more lives end while the server
//! still starts. At the end every row is compared with what was acknowledged, and the figures are printed:
//!
//! ```text
//! CRASH_KILLS=500 cargo test --release --test crash -- --nocapture
//! ```
//!
//! - `CRASH_KILLS`: kills that count, 5 unless it is set.
//! - `CRASH_ACCEPTANCES`: the least number of acceptances acknowledged before each of them, 20 unless it is set.
//! - `CRASH_SEED`: repeats the draws of a run that failed; it is printed first.
//!
//! Mails that a killed server held are taken up by the next one at its start: nothing here waits for a lease to run out.
//! The server is also told to stop (SIGTERM) while a mail server hangs.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

#[path = "crash/books.rs"]
mod books;
#[path = "crash/crowd.rs"]
mod crowd;
#[path = "crash/server.rs"]
mod server;
#[path = "crash/sink.rs"]
mod sink;
#[path = "crash/store.rs"]
mod store;
#[path = "crash/world.rs"]
mod world;

use std::{
    collections::HashMap,
    env,
    str::FromStr,
    time::{Duration, Instant},
};

use partner_center::db::ids::InvitationId;
use rand::{RngExt, SeedableRng, rngs::StdRng};

use books::Books;
use crowd::Crowd;
use server::Server;
use sink::{Silent, Sink};
use store::Store;

/// Beyond the acceptances that a kill waits for: the drawn ones, those on their way, and those of the pause.
const SPARE_INVITATIONS: usize = 60;
/// How long the server may be without doing anything that it must do.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_that_it_acknowledged_and_doubles_nothing() {
    let kills: usize = variable("CRASH_KILLS").unwrap_or(5);
    let least: usize = variable("CRASH_ACCEPTANCES").unwrap_or(20);
    let seed: u64 = variable("CRASH_SEED").unwrap_or_else(rand::random);
    // Shown when the test fails.
    println!("CRASH_SEED={seed} CRASH_KILLS={kills} CRASH_ACCEPTANCES={least}");
    let begun = Instant::now();
    let mut run = Run::begin(least, seed);
    for _ in 0..kills {
        run.live_and_die().await;
    }
    let (acknowledged, taken) = run.live_to_the_end().await;
    let books = Books::read(&run.store);
    let (lost, torn, doubled) = (books.lost(&acknowledged), books.torn(), books.doubled());
    println!(
        "{kills} kills, and {} more while the server started, in {:.0?}\n\
         acceptances acknowledged: {} in all; before each kill at least {}, median {}\n\
         lost: {}; torn: {}; doubled: {}\n\
         ready after a kill: median {:.0?}, at most {:.0?}\n\
         {}; {} mails arrived twice",
        run.early,
        begun.elapsed(),
        acknowledged.len(),
        least_of(&run.promised),
        median(&mut run.promised),
        lost.len(),
        torn.len(),
        doubled.len(),
        median(&mut run.ready),
        run.ready.last().unwrap(),
        books.summary(),
        taken.values().filter(|times| **times > 1).count(),
    );
    let none: [String; 0] = [];
    assert_eq!(lost, none, "acknowledged and lost");
    assert_eq!(torn, none, "accepted in part");
    assert_eq!(doubled, none, "there twice");
    assert!(least_of(&run.promised) >= least && acknowledged.len() >= kills * least);
    books.agree_with(&taken);
}

fn least_of(numbers: &[usize]) -> usize {
    numbers.iter().copied().min().unwrap_or_default()
}

/// Sorts them.
fn median<T: Copy + Ord + Default>(numbers: &mut [T]) -> T {
    numbers.sort();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// How long the product gives mail that is under way when it is told to stop.
const MAIL_AT_STOP: Duration = Duration::from_secs(10);

/// A server in whose hands a letter is that the mail server does not answer about.
async fn with_hanging_mail() -> (Store, Silent, Server) {
    let (store, silent) = (Store::fresh(), Silent::start());
    let mut server = Server::new(&store, silent.port());
    world::queue_letter(&store);
    server.start().await;
    let begun = Instant::now();
    while silent.visitors() == 0 {
        assert!(begun.elapsed() < PATIENCE, "no mail is begun");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (store, silent, server)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_told_to_stop_waits_ten_seconds_for_hanging_mail_and_gives_it_back() {
    let (store, _silent, mut server) = with_hanging_mail().await;
    assert_eq!(store::leased(&store), 1);
    let begun = Instant::now();
    server.terminate();
    let status = server.ended(PATIENCE).await;
    let took = begun.elapsed();
    assert!(status.success(), "{status}");
    assert!(
        took >= MAIL_AT_STOP && took < MAIL_AT_STOP * 2,
        "mail has its ten seconds, and no more: {took:?}"
    );
    assert_eq!(
        (store::leased(&store), store::queued(&store.open())),
        (0, 1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_ends_the_server_at_once_and_the_next_one_takes_its_mail_up() {
    let (store, silent, mut server) = with_hanging_mail().await;
    let begun = Instant::now();
    server.terminate();
    // The first is being obeyed when nothing new is let in.
    while server.answers().await {
        assert!(begun.elapsed() < MAIL_AT_STOP, "it goes on as before");
    }
    server.terminate();
    server.ended(PATIENCE).await;
    assert!(begun.elapsed() < MAIL_AT_STOP, "{:?}", begun.elapsed());
    assert_eq!(
        store::leased(&store),
        1,
        "nobody had the time to give it back"
    );
    let before = silent.visitors();
    server.start().await;
    let begun = Instant::now();
    while silent.visitors() == before {
        assert!(
            begun.elapsed() < PATIENCE,
            "the letter waits for its lease to run out"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn variable<T: FromStr>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    let value = text.parse().ok();
    Some(value.unwrap_or_else(|| panic!("{name}={text} is not a number")))
}

struct Run {
    draws: StdRng,
    // Before the database, which must outlive it.
    server: Server,
    store: Store,
    sink: Sink,
    crowd: Option<Crowd>,
    /// Acceptances that a life must have acknowledged before it ends.
    least: usize,
    /// Invitations so far.
    invited: usize,
    /// Lives that ended while the server started.
    early: usize,
    /// Acceptances acknowledged in each life that was killed.
    promised: Vec<usize>,
    /// How long each start took.
    ready: Vec<Duration>,
}

impl Run {
    fn begin(least: usize, seed: u64) -> Self {
        let (store, sink) = (Store::fresh(), Sink::start());
        let server = Server::new(&store, sink.port());
        world::found(&store);
        Self {
            draws: StdRng::seed_from_u64(seed),
            crowd: Some(Crowd::start(&server)),
            server,
            store,
            sink,
            least,
            invited: 0,
            early: 0,
            promised: Vec::new(),
            ready: Vec::new(),
        }
    }

    /// One life of the server. It ends after the promises that it must give, a drawn number of further ones, because
    /// the worst moment for a promise is right after it was given, and a drawn pause, which spreads the ends over
    /// everything in between. The pause makes the moment random; nothing is waited for by it. Before some lives,
    /// another one ends while the server still starts.
    async fn live_and_die(&mut self) {
        if self.draws.random_ratio(1, 6) {
            self.server.spawn();
            self.pause().await;
            self.server.kill();
            self.early += 1;
        }
        let before = self.acknowledged();
        self.live().await;
        none_left("acceptances to go", || {
            (before + self.least).saturating_sub(self.acknowledged())
        })
        .await;
        let enough = self.promises() + self.draws.random_range(0..20);
        none_left("promises to go", || enough.saturating_sub(self.promises())).await;
        self.pause().await;
        // Not more than what was promised: an answer that arrives after this counts for the next life.
        let promised = self.acknowledged() - before;
        self.server.kill();
        self.promised.push(promised);
    }

    /// So many that the customers do not run out of them in this life. While the server runs already: it must find
    /// the database as the killed one left it.
    fn invite(&mut self) {
        let more = self.least + SPARE_INVITATIONS;
        let numbers = self.invited..self.invited + more;
        self.invited += more;
        let (site, secrets) = (self.server.site(), self.server.secrets());
        let invited = world::invite(&self.store, site, secrets, numbers);
        self.crowd.as_ref().unwrap().meet(invited);
    }

    async fn pause(&mut self) {
        let pause = Duration::from_micros(self.draws.random_range(0..50_000));
        tokio::time::sleep(pause).await;
    }

    /// Starts it, and lets the customers in.
    async fn live(&mut self) {
        let took = self.server.start().await;
        self.ready.push(took);
        self.invite();
        self.server.open();
    }

    /// Acceptances acknowledged to customers, and letters taken by the mail server.
    fn promises(&mut self) -> usize {
        self.acknowledged() + self.sink.count()
    }

    /// Acceptances acknowledged to customers.
    fn acknowledged(&mut self) -> usize {
        let crowd = self.crowd.as_mut().unwrap();
        crowd.acknowledged()
    }

    /// The last life: everything that was begun is finished.
    async fn live_to_the_end(&mut self) -> (Vec<InvitationId>, HashMap<String, usize>) {
        self.live().await;
        let acknowledged = self.crowd.take().unwrap().finish().await;
        let db = self.store.open();
        none_left("mails that are queued", || store::queued(&db)).await;
        self.server.kill();
        (acknowledged, self.sink.taken())
    }
}

/// Looks until none are left, as long as they become fewer.
async fn none_left(what: &str, mut count: impl FnMut() -> usize) {
    let (mut fewest, mut since) = (usize::MAX, Instant::now());
    loop {
        let left = count();
        if left == 0 {
            return;
        }
        if left < fewest {
            (fewest, since) = (left, Instant::now());
        }
        assert!(since.elapsed() < PATIENCE, "{left} {what}, and no fewer");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
