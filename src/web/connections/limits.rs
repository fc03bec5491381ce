//! How many connections there may be, and how long the other side may keep this server waiting.

use std::time::Duration;

use super::descriptors::raise_limit;

/// The minimum rate of a body in bytes a second, after the first span.
pub(super) const PACE: u64 = 4 * 1024;
/// Bytes of an answer that a client must take within each span.
pub(super) const STRIDE: usize = 32 * 1024;
/// The longest that a body may take, whatever its pace.
pub(super) const LONGEST_BODY: Duration = Duration::from_secs(600);

/// How long the other side may keep this server waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For a whole request head, from its first byte; for the first one, from the connection on.
    pub head: Duration,
    /// For a whole body, from the end of its head; a second more for each 4 KiB that have come, ten minutes at most.
    pub body: Duration,
    /// Between an answer and the next request.
    pub idle: Duration,
    /// To close, after an answer that ends the connection.
    pub closing: Duration,
    /// To take what is sent, or 32 KiB of it; then the span begins anew.
    pub stalled: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            body: Duration::from_secs(15),
            idle: Duration::from_secs(5),
            closing: Duration::from_secs(3),
            stalled: Duration::from_secs(30),
        }
    }
}

/// Bounds on connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// At the same time, in all.
    pub total: usize,
    /// At the same time, from one network: an IPv4 address, or a /64 of IPv6. Trusted proxies are not bound by it.
    pub per_network: usize,
    /// How long each may keep this server waiting.
    pub deadlines: Deadlines,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: 10_000,
            per_network: 256,
            deadlines: Deadlines::default(),
        }
    }
}

/// Warn when fewer connections than this are possible.
const FEW: usize = 1_000;

impl Limits {
    /// Three quarters of the open files that this process may have; the rest is for the database, uploads and other
    /// files. First raises the limit of open files, and warns when it stays low.
    #[must_use]
    pub fn of_this_process() -> Self {
        let mut limits = Self::default();
        if let Some(files) = raise_limit() {
            let most = usize::try_from(files - files / 4).unwrap_or(usize::MAX);
            limits.total = limits.total.min(most).max(1);
            if limits.total < FEW {
                tracing::warn!(
                    files,
                    connections = limits.total,
                    "the limit of open files is low: raise it (ulimit -n, LimitNOFILE=), or few people can be served at a time"
                );
            }
        }
        limits
    }
}
