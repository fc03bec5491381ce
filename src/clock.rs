//! The one source of the present time: handlers and workers read it, everything below takes a `now`.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Duration;

use crate::db::types::Timestamp;

/// The machine's time, or one that tests move by hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's.
    System,
    /// Moved by [`Clock::advance`] alone.
    Manual(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands at the present moment until it is moved.
    #[must_use]
    pub fn manual() -> Self {
        Self::Manual(Arc::new(Mutex::new(Timestamp::system_now())))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::system_now(),
            Self::Manual(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a manual clock forward; the system's goes by itself.
    pub fn advance(&self, by: Duration) {
        if let Self::Manual(time) = self {
            let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
            *time = time.plus(by);
        }
    }
}
