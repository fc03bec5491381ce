//! How many letters to one domain are under way at once.
//!
//! One, until a letter to it has gone quickly; then twice as many each time, up to all places; one again as soon
//! as a letter to it was slow. So a domain whose server hangs holds one connection, and a domain that answers gets
//! as many as there are.

use std::collections::HashMap;

/// Letters under way at once, as long as they are quick.
pub(super) const PLACES: usize = 10;
/// Domains that are remembered; forgetting costs a few letters sent one by one.
const REMEMBERED: usize = 10_000;

/// Windows that have grown; all others are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Windows(HashMap<String, usize>);

impl Windows {
    pub(super) fn of(&self, domain: &str) -> usize {
        self.0.get(domain).copied().unwrap_or(1)
    }

    /// A letter to it was answered quickly, whatever the answer.
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
