//! Flood control in memory: a generous limit on changing requests per network, so that nobody can keep the server busy
//! with forms. The limits that protect money, mail and secrets are counted in the database.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock as _};

use super::client::network;
use crate::error::AppError;

/// Counts changing requests per network.
#[derive(Clone, Debug)]
pub struct Flood {
    limiter: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    counted: Arc<AtomicU32>,
}

/// After this many requests, networks that were quiet are dropped from memory.
const FORGET_EVERY: u32 = 4096;

impl Flood {
    /// At most this many changing requests a minute from one network.
    #[must_use]
    pub fn new(a_minute: NonZeroU32) -> Self {
        Self {
            limiter: Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(a_minute))),
            counted: Arc::default(),
        }
    }

    /// Counts one.
    ///
    /// # Errors
    /// `TooMany`, with the seconds to wait.
    pub fn count(&self, address: IpAddr) -> Result<(), AppError> {
        if self.counted.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(&network(address))
            .map_err(|not_until| {
                let wait = not_until.wait_time_from(governor::clock::DefaultClock::default().now());
                AppError::TooMany(wait.as_secs() + 1)
            })
    }
}
