//! The loop of a process that works on a queue: the same for jobs and for letters.

use std::{future::Future, time::Duration};

use tokio::{sync::watch, time::Instant};

use super::Node;
use crate::{
    clock::Clock,
    db::{self, types::Timestamp},
};

/// How often leases are renewed; a fraction of their length.
const RENEWAL: Duration = Duration::from_secs(30);

/// What the loop asks of a queue.
pub(crate) trait Queue: Send {
    /// What the log calls it.
    const NAME: &'static str;

    /// Takes what is due in hand, and carries out some of it or sets it going.
    fn work(&mut self) -> impl Future<Output = ()> + Send;

    /// Returns when there may be work again.
    fn rest(&mut self) -> impl Future<Output = ()> + Send;

    /// Renews the leases of all that is in hand.
    fn renew(&mut self) -> impl Future<Output = db::Result<()>> + Send;

    /// What would wait for the time before the clock was put back is due at once; returns how much there was.
    fn bring_forward(&mut self, now: Timestamp) -> impl Future<Output = db::Result<usize>> + Send;

    /// Ends what is under way: the process stops.
    fn finish(&mut self) -> impl Future<Output = ()> + Send;

    /// Lets go of all that this node holds, `is_cut` when it was cut short by [`Queue::finish`]; returns how much
    /// there was.
    fn give_back(&mut self, is_cut: bool) -> impl Future<Output = db::Result<usize>> + Send;
}

/// Works until `stop` turns true. What a killed process of the same name held is let go of first.
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
            // Either it turned true, or nobody is there any more to turn it.
            _ = stop.changed() => {}
        }
    }
    queue.finish().await;
    note::<Q>(
        "what was in hand is given back",
        queue.give_back(true).await,
    );
}

/// Says what was done, if anything was. What failed is made up for by leases that run out.
fn note<Q: Queue>(what: &str, count: db::Result<usize>) {
    let queue = Q::NAME;
    match count {
        Ok(0) => {}
        Ok(count) => tracing::info!(queue, count, "{queue}: {what}"),
        Err(error) => tracing::warn!(queue, %error, "{queue}: failed: {what}"),
    }
}
