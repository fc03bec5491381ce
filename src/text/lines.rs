//! One line or several, cleaned and checked: the shape of everything that a person may type.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::direction::{has_right_to_left, is_mark};

/// Stands for a secret (link or code) in stored texts; the secret itself is never stored. Nobody can type
/// it: the checks below refuse it.
pub const SECRET_MARK: char = '\u{FFFC}';

/// Longest name of a person or of this product, in characters.
pub const NAME_MAX: usize = 120;
/// Longest legal name of a company, in characters.
pub const COMPANY_MAX: usize = 250;
/// Longest e-mail address (RFC 5321, 4.5.3.1.3).
pub const EMAIL_MAX: usize = 254;

/// What no text may hold: control characters, marks that turn the order of text around, line breaks that are no
/// ordinary ones, and characters with a meaning of their own here.
fn is_unwanted(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202D}' | '\u{202E}' | '\u{2028}' | '\u{2029}')
        || matches!(c, SECRET_MARK | '\u{FFFE}' | '\u{FFFF}')
}

/// Marks that programs put around what is copied: of direction, and of the order of bytes. Overrides are not among
/// them: they are refused.
pub(super) fn is_wrapping(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Takes no room and says nothing in a line, whatever stands around it.
fn is_dropped(c: char) -> bool {
    (is_wrapping(c) && !is_mark(c))
        || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{2060}'..='\u{2065}')
        || matches!(c, '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}')
        || matches!(c, '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Joins letters, or chooses between them, in languages that need it.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// Whether a person sees it by itself.
fn is_seen(c: char) -> bool {
    let is_blank = matches!(
        c,
        '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{2800}' | '\u{FE00}'..='\u{FE0F}'
    );
    let is_private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    !c.is_whitespace()
        && !c.is_control()
        && !is_blank
        && !is_private
        && !is_dropped(c)
        && !is_mark(c)
        && !JOINERS.contains(&c)
        && !is_combining_mark(c)
}

/// One line: trimmed, inner white space folded, what cannot be seen taken off, at most `max` characters. Empty is
/// allowed, and is what a text becomes that shows nothing.
///
/// # Errors
/// With the sentence for the person.
pub fn optional_line(text: &str, max: usize) -> Result<String, String> {
    let keeps_marks = has_right_to_left(text);
    let text: String = text
        .chars()
        .filter(|c| !is_dropped(*c) && (keeps_marks || !is_mark(*c)))
        .collect();
    if text.chars().any(|c| is_unwanted(c) || c == '\n') {
        return Err("Remove line breaks and invisible control characters".to_owned());
    }
    let line: String = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| JOINERS.contains(&c) || is_mark(c) || c.is_whitespace())
        .nfc()
        .collect();
    within(&line, max)?;
    if line.chars().any(is_seen) {
        Ok(line)
    } else {
        Ok(String::new())
    }
}

/// [`optional_line`] that must hold something; `what` completes "Enter …".
///
/// # Errors
/// With the sentence for the person.
pub fn line(text: &str, max: usize, what: &str) -> Result<String, String> {
    let line = optional_line(text, max)?;
    if line.is_empty() {
        Err(format!("Enter {what}"))
    } else {
        Ok(line)
    }
}

/// A longer text with line breaks, at most `max` characters. Empty is allowed.
///
/// # Errors
/// With the sentence for the person.
pub fn paragraphs(text: &str, max: usize) -> Result<String, String> {
    let keeps_marks = has_right_to_left(text);
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !is_wrapping(*c) || (keeps_marks && is_mark(*c)))
        .collect();
    if text.chars().any(is_unwanted) {
        return Err("Remove invisible control characters".to_owned());
    }
    let text: String = text
        .trim_matches(|c: char| is_mark(c) || c.is_whitespace())
        .nfc()
        .collect();
    within(&text, max)?;
    Ok(text)
}

fn within(text: &str, max: usize) -> Result<(), String> {
    let length = text.chars().count();
    if length > max {
        Err(format!("Use at most {max} characters; this has {length}"))
    } else {
        Ok(())
    }
}
