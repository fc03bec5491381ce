//! The text of a cell, without what programs and accidents put around it.

use crate::web::csv::unguarded;

/// Without the apostrophe that keeps a spreadsheet from taking a cell for a formula.
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
