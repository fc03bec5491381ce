//! A table of a page.

use scraper::{ElementRef, Selector};

use super::page::{seen_words, words};

/// Headings and cells as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn read(table: ElementRef<'_>) -> Self {
        let all = |inside: ElementRef<'_>, css: &str| -> Vec<String> {
            inside
                .select(&Selector::parse(css).unwrap())
                .map(words)
                .collect()
        };
        let rows = Selector::parse("tbody tr").unwrap();
        let cells = Selector::parse("th, td").unwrap();
        Self {
            headings: all(table, "thead th"),
            rows: table
                .select(&rows)
                .map(|row| row.select(&cells).map(seen_words).collect())
                .collect(),
        }
    }

    /// The cells under a heading.
    #[track_caller]
    pub(crate) fn column(&self, heading: &str) -> Vec<&str> {
        let found = self.headings.iter().position(|found| found == heading);
        let place =
            found.unwrap_or_else(|| panic!("no column {heading:?} among {:?}", self.headings));
        self.rows.iter().map(|row| row[place].as_str()).collect()
    }

    /// The cell under a heading in the row whose first cell begins with these words.
    #[track_caller]
    pub(crate) fn cell(&self, row: &str, heading: &str) -> &str {
        let found = self.rows.iter().position(|cells| cells[0].starts_with(row));
        let place = found.unwrap_or_else(|| panic!("no row {row:?} among {:#?}", self.rows));
        self.column(heading)[place]
    }
}
