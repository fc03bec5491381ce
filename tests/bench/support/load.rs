//! Asks as often as the program answers, and says what that took.

use std::{
    cell::RefCell,
    time::{Duration, Instant},
};

use futures_util::future::join_all;

use super::{
    client::{Call, Client},
    server::Server,
    store::Store,
};

/// What a number of requests took.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    elapsed: Duration,
    /// Of the program and its database.
    processor: Duration,
    /// Of each request, in order of length.
    waits: Vec<Duration>,
    /// Where each answer led, by the number of the call.
    pub(crate) locations: Vec<(usize, String)>,
}

impl Figures {
    fn requests(&self) -> f64 {
        f64::from(u32::try_from(self.waits.len()).unwrap())
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.requests() / self.elapsed.as_secs_f64()
    }

    /// Microseconds of processor time for a request.
    pub(crate) fn processor(&self) -> f64 {
        self.processor.as_secs_f64() * 1e6 / self.requests()
    }

    /// Milliseconds that so many of a hundred requests did not wait longer than.
    pub(crate) fn wait(&self, percent: usize) -> f64 {
        let place = (self.waits.len() * percent / 100).min(self.waits.len() - 1);
        self.waits[place].as_secs_f64() * 1e3
    }
}

/// Lets the clients ask what `next` gives them, one call after the other each, until it gives none. Every answer must
/// have the status.
pub(crate) async fn load(
    (server, store): (&Server, &Store),
    clients: &mut [Client],
    status: u16,
    next: impl FnMut() -> Option<Call>,
) -> Figures {
    let state = RefCell::new((next, 0_usize, Figures::default()));
    let shared = &state;
    let before = server.processor_time(store);
    let begun = Instant::now();
    let each = clients.iter_mut().map(|client| async move {
        loop {
            let (number, call) = {
                let (next, number, _) = &mut *shared.borrow_mut();
                let Some(call) = next() else { return };
                *number += 1;
                (*number - 1, call)
            };
            let sent = Instant::now();
            let answer = client.call(&call).await.expect(status);
            let figures = &mut shared.borrow_mut().2;
            figures.waits.push(sent.elapsed());
            if !answer.location.is_empty() {
                figures.locations.push((number, answer.location));
            }
        }
    });
    join_all(each).await;
    let elapsed = begun.elapsed();
    let mut figures = state.into_inner().2;
    figures.elapsed = elapsed;
    figures.processor = server.processor_time(store).saturating_sub(before);
    figures.waits.sort_unstable();
    figures
}

/// Asks for a page for so long, but at least five times, after it has been asked for a few times.
pub(crate) async fn page(
    of: (&Server, &Store),
    clients: &mut [Client],
    path: &str,
    for_so_long: Duration,
) -> Figures {
    let call = Call::get(path);
    let mut warm = 3 * clients.len();
    let begun = Instant::now();
    let warming = || {
        warm = warm.checked_sub(1)?;
        (begun.elapsed() < for_so_long * 4).then(|| call.clone())
    };
    load(of, clients, 200, warming).await;
    let (begun, mut asked) = (Instant::now(), 0);
    let asking = || {
        asked += 1;
        (asked <= 5 || begun.elapsed() < for_so_long).then(|| call.clone())
    };
    load(of, clients, 200, asking).await
}
