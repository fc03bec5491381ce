//! The cells of a row, without what programs and accidents put around them.

use crate::web::csv::unguarded;

/// The values of a row, without quotes and guards that other programs add.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) company: String,
    pub(crate) domain: String,
    pub(crate) external_id: String,
    pub(crate) contact: String,
    pub(crate) email: String,
    pub(crate) language: String,
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
