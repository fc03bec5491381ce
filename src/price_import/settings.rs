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
    /// Whether it has one for the list price.
    pub(super) has_list_price: bool,
    /// Prices in force in the markets, currencies and segments of the file, when it was read.
    pub(super) in_force: i64,
    /// Headings of columns that were not read.
    pub(super) unread: Vec<String>,
}

/// What is asked again before prices end by a whole list. Changes name themselves what they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// More than a tenth of the prices in force in its places would end.
    pub(super) ends_much: bool,
    /// Rows could not be read, so that prices would end that may stand in them.
    pub(super) is_unread: bool,
}

impl Asked {
    pub(super) fn any(self) -> bool {
        self.ends_much || self.is_unread
    }
}

/// What is asked of a file with so many rows of each verdict.
pub(super) fn asked(settings: &Settings, counts: &[(Verdict, i64)]) -> Asked {
    let of = |verdict: Verdict| {
        let found = counts.iter().find(|(known, _)| *known == verdict);
        found.map_or(0, |(_, count)| *count)
    };
    let ends = match (settings.sheet, settings.extent) {
        (Sheet::Prices, Extent::Whole) => of(Verdict::Ending),
        _ => 0,
    };
    Asked {
        ends_much: ends * 10 > settings.in_force,
        is_unread: ends > 0 && of(Verdict::Unreadable) > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_whole(in_force: i64, counts: &[(Verdict, i64)]) -> Asked {
        asked(&settings(Extent::Whole, in_force), counts)
    }

    fn settings(extent: Extent, in_force: i64) -> Settings {
        Settings {
            sheet: Sheet::Prices,
            extent,
            list_version: 0,
            has_partner_price: false,
            has_list_price: true,
            in_force,
            unread: Vec::new(),
        }
    }

    #[test]
    fn more_than_a_tenth_is_much_and_a_tenth_is_not() {
        let counts = |ending| [(Verdict::New, 1_000), (Verdict::Ending, ending)];
        assert!(!of_whole(100, &counts(0)).any());
        assert!(!of_whole(100, &counts(10)).any());
        assert!(of_whole(100, &counts(11)).ends_much);
        assert!(of_whole(1, &counts(1)).ends_much);
        assert!(!of_whole(0, &[]).any());
        let changes = settings(Extent::Changes, 1);
        assert!(!asked(&changes, &counts(1)).any());
    }

    #[test]
    fn rows_that_could_not_be_read_are_asked_of_where_prices_would_end() {
        let unread = (Verdict::Unreadable, 1);
        assert!(of_whole(100, &[(Verdict::Ending, 1), unread]).is_unread);
        assert!(!of_whole(100, &[(Verdict::Staying, 1), unread]).any());
    }
}
