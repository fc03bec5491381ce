//! `mailto:` addresses (RFC 6068) that mail programs of any age open.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Longer ones are cut or refused by common mail programs and browsers.
pub const LIMIT: usize = 1_600;

/// What RFC 6068 leaves as it is in a field (unreserved).
const FIELD: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// An address may also show its `@`.
const ADDRESS: &AsciiSet = &FIELD.remove(b'@');

/// The address that opens a new message. Lines of the body end as the RFC wants them, in `%0D%0A`.
#[must_use]
pub fn link(recipient: &str, subject: &str, body: &str) -> String {
    let body = body.replace('\n', "\r\n");
    format!(
        "mailto:{}?subject={}&body={}",
        utf8_percent_encode(recipient, ADDRESS),
        utf8_percent_encode(subject, FIELD),
        utf8_percent_encode(&body, FIELD),
    )
}

/// What opens the draft in email: the whole text when it fits, or a short text with the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The `mailto:` address.
    pub link: String,
    /// Whether the text was too long to go along.
    pub shortened: bool,
}

/// Builds the [`Opening`] of a draft whose text holds `secret_link`.
#[must_use]
pub fn opening(recipient: &str, subject: &str, body: &str, secret_link: &str) -> Opening {
    let whole = link(recipient, subject, body);
    if whole.len() <= LIMIT {
        return Opening {
            link: whole,
            shortened: false,
        };
    }
    let short = format!(
        "Open your personal link to read and answer our request:\n\n{secret_link}\n\n\
         (The full text was too long to open here; copy it from the draft and paste it over these lines.)"
    );
    Opening {
        link: link(recipient, subject, &short),
        shortened: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reserved_character_is_encoded_and_lines_end_in_crlf() {
        let link = link("ana+x@contoso.example", "A & B? 100%", "Dear Ana,\nüber #1");
        assert_eq!(
            link,
            "mailto:ana%2Bx@contoso.example?subject=A%20%26%20B%3F%20100%25&body=Dear%20Ana%2C%0D%0A%C3%BCber%20%231"
        );
    }

    #[test]
    fn a_text_that_makes_the_address_too_long_is_replaced_by_a_short_one_with_the_link() {
        let secret = "https://example.org/i/abc";
        assert!(!opening("a@b.example", "Hello", "short", secret).shortened);
        let long = opening("a@b.example", "Hello", &"ü".repeat(400), secret);
        assert!(long.shortened && long.link.len() <= LIMIT);
        assert!(long.link.contains("https%3A%2F%2Fexample.org%2Fi%2Fabc"));
    }
}
