//! The main loop of a worker: the same for jobs and for letters.

use std::{future::Future, time::Duration};

use tokio::{sync::watch, time::Instant};

use super::Node;
use crate::{
    clock::Clock,
    db::{self, types::Timestamp},
};

/// How often leases are renewed: a fraction of their length.
const RENEWAL: Duration = Duration::from_secs(30);

/// What the loop asks of a queue.
pub(crate) trait Queue: Send {
    /// What the log calls it.
    const NAME: &'static str;

    /// Leases due work, and carries some of it out or starts it.
    fn work(&mut self) -> impl Future<Output = ()> + Send;

    /// Returns when there may be work again.
    fn rest(&mut self) -> impl Future<Output = ()> + Send;

    /// Renews the leases of all work that is running.
    fn renew(&mut self) -> impl Future<Output = db::Result<()>> + Send;

    /// Makes work due now that would wait because the clock was set back; returns how much.
    fn bring_forward(&mut self, now: Timestamp) -> impl Future<Output = db::Result<usize>> + Send;

    /// Ends running work, because the process stops.
    fn finish(&mut self) -> impl Future<Output = ()> + Send;

    /// Ends all leases of this node; `is_cut` when [`Queue::finish`] interrupted the work. Returns how many.
    fn give_back(&mut self, is_cut: bool) -> impl Future<Output = db::Result<usize>> + Send;
}

/// Works until `stop` turns true. First ends the leases that an earlier, killed process of the same name has left.
pub(crate) async fn run<Q: Queue>(
    queue: &mut Q,
    clock: &Clock,
    node: &Node,
    mut stop: watch::Receiver<bool>,
) {
    if node.is_lasting() {
        note::<Q>(
            "what the last run held is free again",
            queue.give_back(false).await,
        );
    }
    let mut renewed = Instant::now();
    let mut seen = None;
    while !*stop.borrow() {
        let now = clock.now();
        if seen.replace(now).is_none_or(|before| now < before) {
            let count = queue.bring_forward(now).await;
            note::<Q>("the clock was put back; what waited is due at once", count);
        }
        queue.work().await;
        if renewed.elapsed() >= RENEWAL {
            renewed = Instant::now();
            note::<Q>("leases renewed", queue.renew().await.map(|()| 0));
        }
        tokio::select! {
            () = queue.rest() => {}
            // It turned true, or its sender is gone.
            _ = stop.changed() => {}
        }
    }
    queue.finish().await;
    note::<Q>(
        "what was in hand is given back",
        queue.give_back(true).await,
    );
}

/// Logs what was done, if anything was. A failure needs no other answer: the leases run out by themselves.
fn note<Q: Queue>(what: &str, count: db::Result<usize>) {
    let queue = Q::NAME;
    match count {
        Ok(0) => {}
        Ok(count) => tracing::info!(queue, count, "{queue}: {what}"),
        Err(error) => tracing::warn!(queue, %error, "{queue}: failed: {what}"),
    }
}
