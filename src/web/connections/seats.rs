//! Limits the connections in all and from one network, and chooses which one is closed for a newcomer.

use std::{
    collections::HashMap,
    future::Future,
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{sync::Notify, time::Instant};

use super::limits::Limits;
use crate::web::client::{TrustedProxies, network};

/// All connections of this process, by network.
///
/// A newcomer never waits. If its network or the whole server is full, the connection that has kept this server waiting
/// longest is closed: of its own network, or of the network that has most. The newcomer is refused only when all of
/// those are being served.
#[derive(Debug, Clone)]
pub(super) struct Seats(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    limits: Limits,
    trusted: TrustedProxies,
    /// Times are counted from this instant.
    start: Instant,
    taken: Mutex<HashMap<IpAddr, Vec<Arc<Place>>>>,
}

/// What other threads know of one connection.
#[derive(Debug)]
struct Place {
    network: IpAddr,
    /// Milliseconds from the start; [`SERVED`] while this server is at work for it.
    waits_since: AtomicU64,
    given_away: Notify,
}

const SERVED: u64 = u64::MAX;

/// The right to be connected; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    shared: Arc<Shared>,
    place: Arc<Place>,
}

impl Seats {
    pub(super) fn new(limits: Limits, trusted: TrustedProxies) -> Self {
        Self(Arc::new(Shared {
            limits,
            trusted,
            start: Instant::now(),
            taken: Mutex::default(),
        }))
    }

    /// A seat for a connection from this address; none when every other connection is being served.
    pub(super) fn take(&self, address: IpAddr) -> Option<Seat> {
        let shared = &self.0;
        let network = network(address);
        let mut taken = shared.taken();
        let own = taken.get(&network).map_or(0, Vec::len);
        let is_bound = !shared.trusted.contains(address);
        if is_bound && own >= shared.limits.per_network && !give_away(&mut taken, network) {
            return None;
        }
        let all: usize = taken.values().map(Vec::len).sum();
        if all >= shared.limits.total {
            let mut networks: Vec<(usize, IpAddr)> = taken
                .iter()
                .map(|(network, places)| (places.len(), *network))
                .collect();
            networks.sort_unstable_by(|one, two| two.cmp(one));
            networks
                .into_iter()
                .find(|(_, network)| give_away(&mut taken, *network))?;
        }
        let place = Arc::new(Place {
            network,
            waits_since: AtomicU64::new(shared.now()),
            given_away: Notify::new(),
        });
        taken.entry(network).or_default().push(Arc::clone(&place));
        drop(taken);
        Some(Seat {
            shared: Arc::clone(shared),
            place,
        })
    }
}

/// Closes the connection of this network that has kept the server waiting longest.
fn give_away(taken: &mut HashMap<IpAddr, Vec<Arc<Place>>>, network: IpAddr) -> bool {
    let Some(places) = taken.get_mut(&network) else {
        return false;
    };
    let longest = places
        .iter()
        .enumerate()
        .map(|(index, place)| (place.waits_since.load(Ordering::Relaxed), index))
        .min()
        .filter(|(since, _)| *since != SERVED);
    let Some((_, index)) = longest else {
        return false;
    };
    // `notify_one` stores a permit, so a later wait sees it.
    places.remove(index).given_away.notify_one();
    if places.is_empty() {
        taken.remove(&network);
    }
    true
}

impl Shared {
    /// The list is valid even after a panic of another thread.
    fn taken(&self) -> MutexGuard<'_, HashMap<IpAddr, Vec<Arc<Place>>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(SERVED - 1)
    }
}

impl Seat {
    /// Records whether this connection waits for the client from now on.
    pub(super) fn waits(&self, waits: bool) {
        let since = if waits { self.shared.now() } else { SERVED };
        self.place.waits_since.store(since, Ordering::Relaxed);
    }

    /// Resolves when the seat is given to another connection.
    pub(super) fn given_away(&self) -> impl Future<Output = ()> + 'static {
        let place = Arc::clone(&self.place);
        async move { place.given_away.notified().await }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.shared.taken();
        if let Some(places) = taken.get_mut(&self.place.network) {
            places.retain(|place| !Arc::ptr_eq(place, &self.place));
            if places.is_empty() {
                taken.remove(&self.place.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(total: usize, per_network: usize) -> Seats {
        let limits = Limits {
            total,
            per_network,
            ..Limits::default()
        };
        Seats::new(limits, "10.0.0.1".parse().unwrap())
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn is_gone(seat: &Seat) -> bool {
        use futures_util::FutureExt;
        seat.given_away().now_or_never().is_some()
    }

    #[test]
    fn a_full_network_gives_away_its_own_longest_waiting_seat() {
        let seats = seats(10, 2);
        let other = seats.take(address("192.0.2.9")).unwrap();
        let served = seats.take(address("2001:db8::1")).unwrap();
        served.waits(false);
        let waiting = seats.take(address("2001:db8::2")).unwrap();
        let _newcomer = seats.take(address("2001:db8::3")).unwrap();
        assert!(is_gone(&waiting) && !is_gone(&served) && !is_gone(&other));
    }

    #[test]
    fn where_everybody_is_served_a_newcomer_is_refused_until_one_leaves() {
        let seats = seats(10, 1);
        let served = seats.take(address("192.0.2.9")).unwrap();
        served.waits(false);
        assert!(seats.take(address("::ffff:192.0.2.9")).is_none());
        drop(served);
        assert!(seats.take(address("192.0.2.9")).is_some());
    }

    #[test]
    fn a_full_server_takes_from_the_network_that_has_most() {
        let seats = seats(3, 2);
        let single = seats.take(address("192.0.2.1")).unwrap();
        let one = seats.take(address("192.0.2.9")).unwrap();
        let two = seats.take(address("192.0.2.9")).unwrap();
        let _newcomer = seats.take(address("192.0.2.3")).unwrap();
        assert!(!is_gone(&single));
        assert_eq!(
            [is_gone(&one), is_gone(&two)]
                .iter()
                .filter(|gone| **gone)
                .count(),
            1
        );
    }

    #[test]
    fn trusted_proxies_are_not_bound_by_network() {
        let seats = seats(10, 1);
        let taken: Vec<Seat> = (0..5)
            .map(|_| seats.take(address("10.0.0.1")).unwrap())
            .collect();
        assert!(taken.iter().all(|seat| !is_gone(seat)));
    }
}
