//! Text that is written from right to left, and the marks that it needs.

/// Says nothing itself, and orders what stands beside it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}')
}

/// Whether some of its letters are written from right to left (the blocks that Unicode keeps for such scripts).
pub(crate) fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        !is_mark(c)
            && matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
                | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}
