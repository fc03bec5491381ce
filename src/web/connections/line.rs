//! The state of one connection over time: what it waits for, since when, and until when it may.

use std::{
    cell::Cell,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};

use super::{
    limits::{Deadlines, STRIDE},
    seats::Seat,
};

/// What this connection waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The next request, of which nothing has arrived.
    Idle,
    /// For the rest of a request's head.
    Head,
    /// The body of a request; its own stream has the deadline (see `follow`).
    Body,
    /// Nothing: this server is working.
    Work,
    /// The client, to read the last answer.
    Closing,
}

/// The state of a connection. It stays on one thread, with its stream and its requests.
#[derive(Debug)]
pub(super) struct Line {
    phase: Cell<(Phase, Instant)>,
    /// Since when bytes wait for the client, and how many it has taken since; starts again at each [`STRIDE`].
    blocked: Cell<Option<(Instant, usize)>>,
    pub(super) deadlines: Deadlines,
    seat: Seat,
}

/// Later than any deadline.
const NEVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Line {
    /// A connection that was just accepted.
    pub(super) fn new(deadlines: Deadlines, seat: Seat) -> Rc<Self> {
        Rc::new(Self {
            phase: Cell::new((Phase::Head, Instant::now())),
            blocked: Cell::new(None),
            deadlines,
            seat,
        })
    }

    fn enter(&self, phase: Phase) {
        self.phase.set((phase, Instant::now()));
        self.tell_seat();
    }

    fn tell_seat(&self) {
        let waits = self.phase.get().0 != Phase::Work || self.blocked.get().is_some();
        self.seat.waits(waits);
    }

    /// Bytes have come.
    pub(super) fn heard(&self) {
        if self.phase.get().0 == Phase::Idle {
            self.enter(Phase::Head);
        }
    }

    /// A request has reached the app.
    pub(super) fn request_begins(&self, has_body: bool) {
        self.enter(if has_body { Phase::Body } else { Phase::Work });
    }

    /// The body has arrived, or is no longer needed.
    pub(super) fn body_ends(&self) {
        if self.phase.get().0 == Phase::Body {
            self.enter(Phase::Work);
        }
    }

    /// The whole answer has been handed to the connection.
    pub(super) fn answer_ends(&self, closes: bool) {
        self.enter(if closes { Phase::Closing } else { Phase::Idle });
    }

    /// Whether the app handles no request now.
    pub(super) fn is_between_requests(&self) -> bool {
        !matches!(self.phase.get().0, Phase::Body | Phase::Work)
    }

    /// The client's receive window is full.
    pub(super) fn is_stuck(&self) {
        if self.blocked.get().is_none() {
            self.blocked.set(Some((Instant::now(), 0)));
            self.tell_seat();
        }
    }

    /// The other side took some.
    pub(super) fn took(&self, bytes: usize) {
        if let Some((since, taken)) = self.blocked.get() {
            let taken = taken + bytes;
            let now = if taken < STRIDE {
                (since, taken)
            } else {
                (Instant::now(), 0)
            };
            self.blocked.set(Some(now));
        }
    }

    /// The other side took everything.
    pub(super) fn is_flushed(&self) {
        if self.blocked.take().is_some() {
            // The client's time starts when it has received the answer.
            self.enter(self.phase.get().0);
        }
    }

    /// The deadline of the present state; none while this server is working.
    fn deadline(&self) -> Option<Instant> {
        let limits = &self.deadlines;
        if let Some((since, _)) = self.blocked.get() {
            return Some(since + limits.stalled);
        }
        let (phase, since) = self.phase.get();
        match phase {
            Phase::Idle => Some(since + limits.idle),
            Phase::Head => Some(since + limits.head),
            Phase::Closing => Some(since + limits.closing),
            Phase::Body | Phase::Work => None,
        }
    }
}

/// A connection that ends by itself, at its deadline, or when its seat goes to another one.
pub(super) struct Watched {
    connection: Pin<Box<dyn Future<Output = ()>>>,
    line: Rc<Line>,
    given_away: Pin<Box<dyn Future<Output = ()>>>,
    timer: Pin<Box<Sleep>>,
    never: Instant,
}

impl Watched {
    pub(super) fn new(line: Rc<Line>, connection: impl Future<Output = ()> + 'static) -> Self {
        let never = Instant::now() + NEVER;
        Self {
            connection: Box::pin(connection),
            given_away: Box::pin(line.seat.given_away()),
            line,
            timer: Box::pin(sleep_until(never)),
            never,
        }
    }
}

impl Future for Watched {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.connection.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        if self.given_away.as_mut().poll(cx).is_ready() {
            tracing::debug!("a waiting connection was closed to make room");
            return Poll::Ready(());
        }
        // What the connection just did may have moved its deadline.
        let deadline = self.line.deadline().unwrap_or(self.never);
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        if self.timer.as_mut().poll(cx).is_ready() {
            tracing::debug!(line = ?self.line.phase.get().0, "a connection was closed at its deadline");
            return Poll::Ready(());
        }
        Poll::Pending
    }
}
