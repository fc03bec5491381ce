//! Flood control in memory: a generous limit on changing requests per network, so that nobody keeps the
//! server busy with forms. The limits that guard money, mail and secrets are counted in the database.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use actix_web::{HttpRequest, web::Data};
use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock as _};

use crate::error::AppError;

/// Counts changing requests per network.
#[derive(Clone, Debug)]
pub struct Flood {
    limiter: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    counted: Arc<AtomicU32>,
    trusted_proxies: Arc<[IpAddr]>,
}

/// After so many requests the networks that have been quiet are forgotten.
const FORGET_EVERY: u32 = 4096;

impl Flood {
    /// At most this many changing requests a minute from one network.
    #[must_use]
    pub fn new(a_minute: NonZeroU32, trusted_proxies: Vec<IpAddr>) -> Self {
        Self {
            limiter: Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(a_minute))),
            counted: Arc::default(),
            trusted_proxies: Arc::from(trusted_proxies),
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

/// The visitor's address: the socket's, or, when that is a trusted proxy, the right-most address in
/// `X-Forwarded-For` that is not one.
#[must_use]
pub fn client_address(request: &HttpRequest) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |address| address.ip());
    let Some(flood) = request.app_data::<Data<Flood>>() else {
        return peer;
    };
    if !flood.trusted_proxies.contains(&peer) {
        return peer;
    }
    let forwarded = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> = forwarded
        .flat_map(|value| value.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    hops.into_iter()
        .rev()
        .find(|hop| !flood.trusted_proxies.contains(hop))
        .unwrap_or(peer)
}

/// IPv6 visitors own a /64 at least.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
