//! What the program costs, beside what the same machine can do: pages beside a bare one, large databases beside small
//! ones, acts that write beside plain commits, letters beside lettre. Prints tables; nothing passes or fails by a time.
//!
//! ```text
//! cargo bench                                     # everything up to 100,000 customers, on SQLite
//! cargo bench -- pages growth                     # some parts: pages, growth, writes, mail, bulk, trade
//! BENCH_SIZES=1000,100000,1000000 cargo bench     # the sizes; pages, mail and bulk are measured at the largest
//! TEST_DATABASE_URL=postgres://… cargo bench      # on PostgreSQL, too; BENCH_POSTGRES=only for that alone
//! BENCH_WRITE=1 cargo bench                       # puts what was found into tests/bench/results.md
//! ```
//!
//! The real program and the bare page run as processes of their own, and are asked over connections that are kept open.
//! `BENCH_MS`: how long a page of *growth* is asked for, 1,000 unless it is set. `BENCH_WRITES`: how often each act of
//! *writes* is done, 500. `BENCH_LETTERS`, `BENCH_IMPORT`, `BENCH_INVITATIONS`: how many there are, 2,000, 100,000 and
//! 10,000. `BENCH_EACH`, `BENCH_RENEWALS`: subscriptions for each customer, and how many of them are renewed, 10 and 50,000.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark stops where it fails"
)]

mod bare;
mod bulk;
mod growth;
mod pages;
mod post;
#[path = "../crash/sink.rs"]
#[expect(dead_code, reason = "the test of crashes asks more of it")]
mod sink;
mod support;
mod trade;
mod writes;

use std::env;

use growth::Growth;
use support::{store::Kind, world::World};

const PARTS: [&str; 6] = ["pages", "growth", "writes", "mail", "bulk", "trade"];

fn main() {
    // Cargo's own arguments begin so.
    let arguments = env::args().skip(1).filter(|it| !it.starts_with("--"));
    let parts: Vec<String> = arguments.collect();
    if parts.first().is_some_and(|first| first == "bare") {
        return bare::serve(&parts[1..]);
    }
    for name in &parts {
        assert!(
            PARTS.contains(&name.as_str()),
            "{name} is none of {PARTS:?}"
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        for kind in Kind::all() {
            run(kind, &parts).await;
        }
    });
}

/// These parts, or all, at each size.
async fn run(kind: Kind, parts: &[String]) {
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|it| it == part);
    let mut growth = Growth::of(kind, "customers");
    let mut trade = Growth::of(kind, "subscriptions");
    let sizes = sizes();
    for size in &sizes {
        let is_largest = Some(size) == sizes.last();
        let world = World::of(kind, *size).await;
        if wants("pages") && is_largest {
            pages::run(&world).await;
        }
        if wants("growth") {
            growth
                .measure(&world, world.size, growth::addresses(&world))
                .await;
            growth.done(&world);
        }
        if wants("writes") {
            writes::run(&world).await;
        }
        if wants("mail") && is_largest {
            post::run(&world).await;
        }
        if wants("bulk") && is_largest {
            bulk::run(&world).await;
        }
        if wants("trade") {
            let number = trade::prepare(&world);
            trade
                .measure(&world, number, trade::addresses(&world))
                .await;
            trade.done(&world);
            if is_largest {
                trade::renew(&world, number).await;
            }
        }
    }
}

/// So many customers, the smallest first.
fn sizes() -> Vec<u32> {
    let text = env::var("BENCH_SIZES").unwrap_or_else(|_| "1000,100000".to_owned());
    text.split(',')
        .map(|size| size.trim().parse().unwrap())
        .collect()
}
