//! The cells of a row, without what programs and accidents put around them.

use super::column::Column;
use crate::web::csv::unguarded;

/// The values of a row, without quotes and guards that other programs add.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    values: Vec<(Column, String)>,
    /// Whether something else than a comma parts the cells of the file, so that one can stand in a number.
    pub(crate) has_free_comma: bool,
}

impl Fields {
    /// Of these columns.
    pub(crate) fn of(values: Vec<(Column, String)>) -> Self {
        Self {
            values,
            has_free_comma: false,
        }
    }

    /// The value of a column; empty where the file has none.
    pub(crate) fn get(&self, column: Column) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == column);
        found.map_or("", |(_, value)| value)
    }

    /// Whether the file has such a column.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.values.iter().any(|(known, _)| *known == column)
    }
}

/// Without the apostrophe that stops a spreadsheet from reading a cell as a formula.
pub(crate) fn plain(cell: &str) -> &str {
    unguarded(cell.trim())
}

/// Text that is safe to keep and show, whatever it was: without control characters, and not too long.
pub(crate) fn shown(text: &str, most: usize) -> String {
    let clean = text
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match clean.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", clean.get(..end).unwrap_or_default()),
        None => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_holds_no_control_characters() {
        assert_eq!(shown("a\0b\u{7}\n c", 10), "a b c");
        assert_eq!(shown(&"é".repeat(30), 3), "ééé…");
    }
}
