//! What a person may type: lines, longer texts, addresses and domains, cleaned and checked once.
//!
//! A value that exists is valid: NFC, no control or bidirectional-override characters, within its length. A line holds
//! nothing that cannot be seen, beside what joins letters, and direction marks between the letters of a language that is
//! written from right to left; one that would show nothing is empty.
//! The errors are the sentences that stand beside the field.

mod address;
#[cfg(test)]
pub(crate) mod any_bytes;
mod direction;
mod lines;

use lines::is_wrapping;
use unicode_normalization::UnicodeNormalization;

pub use address::{NamedAddress, domain, email, named_email};
pub(crate) use direction::has_right_to_left;
pub use lines::{COMPANY_MAX, EMAIL_MAX, NAME_MAX, SECRET_MARK, line, optional_line, paragraphs};

/// Whether somebody has typed a web address where a name belongs.
#[must_use]
pub fn is_web_address(name: &str) -> bool {
    name.contains("://")
}

/// A name as it stands in a letter: mail programs make links of whatever looks like an address, so a space is put
/// where it would begin to look like one (`evil. example`). Visible, and no program takes it for an address; a
/// character without width would be copied along, and some programs look past it.
#[must_use]
pub fn unlinked(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    let mut before = None;
    let mut rest = name.chars();
    while let Some(c) = rest.next() {
        result.push(c);
        let mut after = rest.clone();
        let (next, second) = (after.next(), after.next());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let breaks = match c {
            // Full stops of all scripts. One letter behind is an initial: no domain ends in one.
            '.' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}' | '\u{2024}' => {
                is_letter(before) && is_letter(next) && is_letter(second)
            }
            ':' => next == Some('/') || next == Some('\\'),
            _ => false,
        };
        if breaks {
            result.push(' ');
        }
        before = Some(c);
    }
    result
}

/// The part behind the `@`.
#[must_use]
pub fn domain_of(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, host)| host)
}

/// A host without the brackets around an IPv6 address.
#[must_use]
pub fn without_brackets(host: &str) -> &str {
    let inside = host.strip_prefix('[');
    inside
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host)
}

/// An address that its owner recognises and nobody else can use: `a•••@contoso.example`.
#[must_use]
pub fn masked(email: &str) -> String {
    let first: String = email.chars().take(1).collect();
    format!("{first}•••@{}", domain_of(email))
}

/// How names are compared and searched: NFKC, lower case and without direction marks, on both databases the same because
/// it is done here.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkc()
        .filter(|c| !is_wrapping(*c))
        .collect::<String>()
        .to_lowercase()
}

/// `1 license`, `25 licenses`.
#[must_use]
pub fn licenses(number: impl Into<i64>) -> String {
    match number.into() {
        1 => "1 license".to_owned(),
        many => format!("{} licenses", thousands(many)),
    }
}

/// `1,234,567`.
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !words.ends_with('-') {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_no_control_or_override_characters() {
        for text in ["a\u{202E}b", "a\u{0007}b", "a\nb", "a\u{FFFC}b"] {
            assert!(line(text, 50, "a name").is_err(), "{text:?}");
        }
        assert_eq!(
            line("  Ana \u{00A0} Lima ", 50, "a name").as_deref(),
            Ok("Ana Lima")
        );
        assert_eq!(line("e\u{301}", 50, "a name").as_deref(), Ok("é"));
    }

    #[test]
    fn a_name_has_something_that_is_seen() {
        for text in [
            "\u{200B}",
            "\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}",
            "\u{00AD}",
            "\u{3164}",
            "\u{115F}\u{1160}",
            "\u{2800}",
            "\u{061C}",
            "\u{200F}",
            "\u{E0041}",
            "\u{FE0F}",
            "\u{301}",
            "\u{E000}",
            " \u{3000}\u{200B} ",
        ] {
            assert_eq!(
                line(text, 50, "a name").unwrap_err(),
                "Enter a name",
                "{text:?}"
            );
            assert_eq!(optional_line(text, 50).as_deref(), Ok(""), "{text:?}");
        }
        for text in ["&", "3M", "李", "علی", "❤\u{FE0F}", "नेहा"] {
            assert_eq!(line(text, 50, "a name").as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_name_in_a_letter_looks_like_no_address() {
        for (name, shown) in [
            ("evil.example", "evil. example"),
            ("https://evil.example/x", "https: //evil. example/x"),
            ("www.evil.example", "www. evil. example"),
            ("ana@evil.example", "ana@evil. example"),
            ("evil\u{3002}example", "evil\u{3002} example"),
            ("J.R. Tolkien", "J.R. Tolkien"),
            ("Contoso S.A.", "Contoso S.A."),
            ("Dr. Ana Lima", "Dr. Ana Lima"),
        ] {
            assert_eq!(unlinked(name), shown);
        }
    }

    #[test]
    fn marks_of_direction_stay_between_letters_of_a_language_that_needs_them() {
        let kept = "שלום (Adatum)\u{200E} בע״מ";
        let pasted = format!("\u{FEFF}\u{202B}{kept}\u{200F} \u{202C}\u{061C}");
        assert_eq!(line(&pasted, 50, "a name").as_deref(), Ok(kept));
        assert_eq!(paragraphs(&pasted, 50).as_deref(), Ok(kept));
        assert_eq!(folded(kept), folded(&kept.replace('\u{200E}', "")));
        assert_eq!(
            line("Ada\u{200E}tum", 50, "a name").as_deref(),
            Ok("Adatum")
        );
    }

    #[test]
    fn marks_that_cannot_be_seen_are_taken_off_a_line() {
        for text in [
            "\u{202A}Ana Lima\u{202C}",
            "\u{061C}Ana\u{200B} Lima",
            "\u{2067}Ana Lima\u{2069}\u{200F}",
            "Ana L\u{00AD}ima\u{FEFF}",
            "Ana Lima\u{200D}",
        ] {
            assert_eq!(
                line(text, 50, "a name").as_deref(),
                Ok("Ana Lima"),
                "{text:?}"
            );
        }
        // What joins letters stays where it joins.
        assert_eq!(
            line("می\u{200C}خواهم", 50, "a name").as_deref(),
            Ok("می\u{200C}خواهم")
        );
        assert_eq!(
            paragraphs("\u{FEFF}\u{202A}a\u{061C}b\r\nc\u{200E}\u{202C}", 50).as_deref(),
            Ok("ab\nc")
        );
        assert!(paragraphs("a\u{202E}b", 50).is_err());
    }
}
