//! Counts the work that this process has done since it started, by kind.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The figures of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Finished jobs; a recurring job counts once for each due time.
    pub done: u64,
    /// Tries that failed.
    pub failed: u64,
    /// Time spent on it.
    pub time: Duration,
}

/// The figures of all kinds. Clones share the same figures.
#[derive(Debug, Clone, Default)]
pub struct Counters(Arc<Mutex<BTreeMap<String, Count>>>);

impl Counters {
    /// The figures of one kind.
    #[must_use]
    pub fn of(&self, kind: &str) -> Count {
        self.lock().get(kind).copied().unwrap_or_default()
    }

    /// The figures of every kind that has any, sorted by name.
    #[must_use]
    pub fn all(&self) -> Vec<(String, Count)> {
        let counts = self.lock();
        counts
            .iter()
            .map(|(kind, count)| (kind.clone(), *count))
            .collect()
    }

    /// Adds a piece of work.
    pub(crate) fn add(&self, kind: &str, is_done: bool, is_failed: bool, time: Duration) {
        let mut counts = self.lock();
        let count = counts.entry(kind.to_owned()).or_default();
        count.done += u64::from(is_done);
        count.failed += u64::from(is_failed);
        count.time += time;
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
