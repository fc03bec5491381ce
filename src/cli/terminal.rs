//! Lines on the terminal.

use std::io::Write;

/// A line for the person at the terminal. A closed pipe is no reason to fail.
pub(super) fn say(line: impl std::fmt::Display) {
    drop(writeln!(std::io::stdout(), "{line}"));
}
