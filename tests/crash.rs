//! The server is killed (SIGKILL) at random moments while customers accept and mails leave. What it had
//! acknowledged must be there, once; what it had queued must arrive.
//!
//! The real program on SQLite, or on PostgreSQL with `TEST_DATABASE_URL=postgres://…`. Five kills; more with
//! `CRASH_KILLS=50`. `CRASH_SEED` repeats the draws of a run that failed. A mail that a killed server held stays
//! its own until the lease runs out after five minutes; the test shortens that wait, unless `CRASH_LEASES=wait`.
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

/// Enough that the customers never run out of invitations before the last kill.
const INVITATIONS_PER_KILL: usize = 60;
/// How long the server may be without doing anything that it must do.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_that_it_acknowledged_and_doubles_nothing() {
    let kills: usize = variable("CRASH_KILLS").unwrap_or(5);
    let seed: u64 = variable("CRASH_SEED").unwrap_or_else(rand::random);
    // Shown when the test fails.
    println!("CRASH_SEED={seed} CRASH_KILLS={kills}");
    let mut run = Run::begin(kills * INVITATIONS_PER_KILL, seed);
    for _ in 0..kills {
        run.live_and_die().await;
    }
    let (acknowledged, taken) = run.live_to_the_end().await;
    let books = Books::read(&run.store);
    books.hold_every(&acknowledged);
    books.agree_with_each_other();
    books.agree_with(&taken);
    println!(
        "{kills} kills: {} acceptances acknowledged; {}; {} mails were in the hands of a killed server, {} arrived twice",
        acknowledged.len(),
        books.summary(),
        run.held,
        taken.values().filter(|times| **times > 1).count(),
    );
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
    /// Mails that killed servers had taken in hand.
    held: usize,
}

impl Run {
    fn begin(invitations: usize, seed: u64) -> Self {
        let (store, sink) = (Store::fresh(), Sink::start());
        let server = Server::new(&store, sink.port());
        let invited = world::invite(&store, server.site(), server.secrets(), invitations);
        Self {
            draws: StdRng::seed_from_u64(seed),
            crowd: Some(Crowd::start(&server, invited)),
            server,
            store,
            sink,
            held: 0,
        }
    }

    /// One life of the server. It ends after a drawn number of promises, because the worst moment for a promise
    /// is right after it was given, and a drawn pause, which spreads the ends over everything in between. The
    /// pause makes the moment random; nothing is waited for by it. Some lives end while the server still starts.
    async fn live_and_die(&mut self) {
        let pause = Duration::from_micros(self.draws.random_range(0..50_000));
        if self.draws.random_ratio(1, 6) {
            self.server.spawn();
        } else {
            self.live().await;
            let enough = self.promises() + self.draws.random_range(0..40);
            none_left("promises to go", || enough.saturating_sub(self.promises())).await;
        }
        tokio::time::sleep(pause).await;
        self.server.kill();
    }

    /// Starts it, lets go of the mails that killed servers held, as time would, and then lets the customers in.
    async fn live(&mut self) {
        self.server.start().await;
        if !waits_for_leases() {
            self.held += self.store.end_leases_of_the_dead(self.server.died_at());
        }
        self.server.open();
    }

    /// Acceptances acknowledged to customers, and letters taken by the mail server.
    fn promises(&mut self) -> usize {
        let crowd = self.crowd.as_mut().unwrap();
        assert!(!crowd.is_idle(), "too few invitations: all are answered");
        crowd.acknowledged() + self.sink.count()
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
