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
//! - `CRASH_LEASES=wait`: a mail that a killed server held stays its own until the lease runs out after five minutes;
//!   the test shortens that wait, unless this is set.
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
use sink::Sink;
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
         {}; {} mails were in the hands of a killed server, {} arrived twice",
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
        run.held,
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
    /// Mails that killed servers had taken in hand.
    held: usize,
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
            held: 0,
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

    /// Starts it, lets go of the mails that killed servers held, as time would, and then lets the customers in.
    async fn live(&mut self) {
        let took = self.server.start().await;
        self.ready.push(took);
        if !waits_for_leases() {
            self.held += self.store.end_leases_of_the_dead(self.server.died_at());
        }
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

fn waits_for_leases() -> bool {
    env::var("CRASH_LEASES").as_deref() == Ok("wait")
}

/// Looks until none are left, as long as they become fewer.
async fn none_left(what: &str, mut count: impl FnMut() -> usize) {
    let leases = if waits_for_leases() { 330 } else { 0 };
    let patience = PATIENCE + Duration::from_secs(leases);
    let (mut fewest, mut since) = (usize::MAX, Instant::now());
    loop {
        let left = count();
        if left == 0 {
            return;
        }
        if left < fewest {
            (fewest, since) = (left, Instant::now());
        }
        assert!(since.elapsed() < patience, "{left} {what}, and no fewer");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
