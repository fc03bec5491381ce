//! What is set once for all rows of a price sheet.

use serde::{Deserialize, Serialize};

use super::headings::Sheet;
use crate::uploads::Verdict;

/// How much of the list a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of the markets, currencies and segments that occur in it: what it lacks of these ends.
    Whole,
    /// Changes alone: nothing else ends.
    Changes,
}

/// Kept as JSON under these names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Settings {
    pub(super) sheet: Sheet,
    /// Of prices.
    pub(super) extent: Extent,
    /// How often the list had been changed when the file was read.
    pub(super) list_version: i32,
    /// Whether the file has a column for the partner's price; otherwise mark-ups make it.
    pub(super) has_partner_price: bool,
    /// Headings of columns that were not read.
    pub(super) unread: Vec<String>,
}

/// Whether more than a tenth of the prices that the list has, of what the file is about, would end.
pub(super) fn ends_much(counts: &[(Verdict, i64)]) -> bool {
    let of = |verdict: Verdict| {
        let found = counts.iter().find(|(known, _)| *known == verdict);
        found.map_or(0, |(_, count)| *count)
    };
    let ending = of(Verdict::Ending);
    ending * 10 > ending + of(Verdict::Changed) + of(Verdict::Staying)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_tenth_is_much_and_a_tenth_is_not() {
        let counts = |ending, staying| {
            [
                (Verdict::New, 1_000),
                (Verdict::Ending, ending),
                (Verdict::Staying, staying),
            ]
        };
        assert!(!ends_much(&counts(0, 100)));
        assert!(!ends_much(&counts(10, 90)));
        assert!(ends_much(&counts(11, 89)));
        assert!(ends_much(&counts(1, 0)));
        assert!(!ends_much(&[]));
    }
}
