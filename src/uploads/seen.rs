//! Which rows of a file say the same.

use std::collections::HashMap;

/// What the file has said so far, and on which line first.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashMap<String, i32>);

impl Seen {
    /// The first line that said this: the given one where none did before.
    pub(crate) fn first(&mut self, what: String, line: i32) -> i32 {
        *self.0.entry(what).or_insert(line)
    }

    /// Whether it was said.
    pub(crate) fn has(&self, what: &str) -> bool {
        self.0.contains_key(what)
    }
}
