//! Limits how many letters to one domain are sent at once, by a window that grows (as in TCP's slow start).
//!
//! A domain's window is one letter. Each letter that goes quickly doubles it, up to all places; a slow letter sets it
//! back to one. So a domain whose server hangs holds one connection, and a domain that answers quickly gets as many as
//! there are.

use std::collections::HashMap;

/// Letters under way at once, as long as they are quick.
pub(super) const PLACES: usize = 10;
/// Most windows that are kept. A forgotten domain starts at one again.
const REMEMBERED: usize = 10_000;

/// Windows that have grown; all others are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Windows(HashMap<String, usize>);

impl Windows {
    pub(super) fn of(&self, domain: &str) -> usize {
        self.0.get(domain).copied().unwrap_or(1)
    }

    /// The server answered quickly, with whatever answer.
    pub(super) fn widen(&mut self, domain: &str, most: usize) {
        let wider = (self.of(domain) * 2).min(most);
        if self.0.len() >= REMEMBERED && !self.0.contains_key(domain) {
            self.0.clear();
        }
        self.0.insert(domain.to_owned(), wider);
    }

    /// A letter to it was slow.
    pub(super) fn close(&mut self, domain: &str) {
        self.0.remove(domain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_doubles_up_to_the_most_and_falls_to_one() {
        let mut windows = Windows::default();
        let mut seen = vec![windows.of("a.example")];
        for _ in 0..5 {
            windows.widen("a.example", 10);
            seen.push(windows.of("a.example"));
        }
        windows.close("a.example");
        seen.push(windows.of("a.example"));
        assert_eq!(seen, [1, 2, 4, 8, 10, 10, 1]);
        assert_eq!(windows.of("b.example"), 1);
    }
}
