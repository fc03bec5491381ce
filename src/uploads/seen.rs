//! Which rows of a file say the same.

use std::collections::HashMap;

/// What the file has said so far, and on which line first.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    lines: HashMap<String, i32>,
    /// How often each of some things was asked for.
    wanted: HashMap<String, i64>,
    /// By how many more rows of those that are kept already will be carried out than it was said when they were.
    more_good: i32,
}

impl Seen {
    /// The first line that said this: the given one where none did before.
    pub(crate) fn first(&mut self, what: String, line: i32) -> i32 {
        *self.lines.entry(what).or_insert(line)
    }

    /// Whether it was said.
    pub(crate) fn has(&self, what: &str) -> bool {
        self.lines.contains_key(what)
    }

    /// The line that said it first.
    pub(crate) fn line(&self, what: &str) -> Option<i32> {
        self.lines.get(what).copied()
    }

    /// It does not count any more.
    pub(crate) fn forget(&mut self, what: &str) {
        self.lines.remove(what);
    }

    /// What was said and begins so, without that.
    pub(crate) fn behind<'s>(&'s self, begin: &'s str) -> impl Iterator<Item = &'s str> {
        let all = self.lines.keys();
        all.filter_map(move |what| what.strip_prefix(begin))
    }

    /// The how-manieth row this is that asks for it.
    pub(crate) fn ask_for(&mut self, what: &str) -> i64 {
        let number = self.wanted.entry(what.to_owned()).or_default();
        *number += 1;
        *number
    }

    /// Rows that are kept already will be carried out after all, or, below zero, no more.
    pub(crate) fn add_good(&mut self, count: i32) {
        self.more_good += count;
    }

    /// How many, since this was asked last.
    pub(super) fn take_good(&mut self) -> i32 {
        std::mem::take(&mut self.more_good)
    }
}
