//! What old mail servers write about a letter that was given up: a text, and no fields.
//!
//! It counts when it comes from a mail server, is no automatic answer, and says a permanent status code (RFC 3463, such as
//! `5.1.1`) as servers do: behind `#`, beside a code of SMTP, or where it names the recipient. Dates and versions of
//! absence notes look alike.

use mail_parser::{Message, MimeHeaders, PartType};

/// Where the copy of the letter begins; the letter's own words say nothing.
const COPIES: [&str; 5] = [
    "--- below this line is a copy",
    "this is a copy of the message",
    "original message follows",
    "----- original message",
    "----- unsent message follows",
];

/// What stands around a code or an address.
const AROUND: &str = "<>()[]{},;:\"'=#-";

/// The server's text, up to the copy of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InWords(String);

/// Reads a message without fields; `None` when no server would write it about a letter that was given up.
pub(super) fn read(message: &Message<'_>) -> Option<InWords> {
    let is_of_another_kind = message.content_type().is_some_and(|kind| {
        kind.subtype()
            .is_some_and(|it| it.eq_ignore_ascii_case("report"))
    });
    if is_of_another_kind || is_automatic_answer(message) || !is_from_a_server(message) {
        return None;
    }
    let text = message.parts.iter().find_map(|part| match &part.body {
        PartType::Text(text) => Some(text),
        _ => None,
    })?;
    let said = text.lines().take_while(|line| {
        let line = line.to_ascii_lowercase();
        !COPIES.iter().any(|copy| line.contains(copy))
    });
    let said: Vec<&str> = said.collect();
    let has_code = said.iter().any(|line| codes(line).next().is_some());
    has_code.then(|| InWords(said.join("\n")))
}

impl InWords {
    /// The first line that says that the letter to this address is given up.
    pub(super) fn failure(&self, address: &str) -> Option<&str> {
        let lines: Vec<&str> = self.0.lines().map(str::trim).collect();
        let paragraphs = lines.split(|line| line.is_empty());
        paragraphs
            .filter_map(|paragraph| {
                let is_named = paragraph.iter().any(|line| names(line, address));
                paragraph.iter().find(|line| {
                    codes(line).any(|code| is_named || code.is_behind_a_sign || code.is_beside_smtp)
                })
            })
            .next()
            .copied()
    }
}

/// Whether the line holds the address as a word of its own.
fn names(line: &str, address: &str) -> bool {
    // A minus may be part of an address.
    line.split(|c: char| c.is_whitespace() || (c != '-' && AROUND.contains(c)))
        .any(|word| word.trim_end_matches('.').eq_ignore_ascii_case(address))
}

/// A status code of class 5, and where it stands.
struct Code {
    is_behind_a_sign: bool,
    is_beside_smtp: bool,
}

/// The codes of a line: numbers with dots, with no letter before or behind.
fn codes(line: &str) -> impl Iterator<Item = Code> {
    let is_part = |c: char| c.is_alphanumeric() || c == '.' || c == '_';
    let words: Vec<(usize, &str)> = line
        .split(|c| !is_part(c))
        .scan(0, |at, word| {
            let start = *at;
            let behind = line.get(start + word.len()..).unwrap_or_default();
            *at += word.len() + behind.chars().next().map_or(0, char::len_utf8);
            Some((start, word))
        })
        .filter(|(_, word)| !word.is_empty())
        .collect();
    let permanent = words
        .into_iter()
        .filter(|(_, word)| is_permanent(word.trim_end_matches('.')));
    permanent.map(move |(start, word)| {
        let is_around = |c: char| c.is_whitespace() || AROUND.contains(c);
        let before = line.get(..start).unwrap_or_default();
        let behind = line.get(start + word.len()..).unwrap_or_default();
        let last = before.trim_end_matches(is_around).rsplit(|c| !is_part(c));
        let next = behind.trim_start_matches(is_around).split(|c| !is_part(c));
        let mut beside = last.take(1).chain(next.take(1));
        Code {
            is_behind_a_sign: before.ends_with('#'),
            is_beside_smtp: beside.any(is_of_smtp),
        }
    })
}

/// Class 5, one of the eight subjects, and a detail.
fn is_permanent(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let ["5", subject, detail] = parts.as_slice() else {
        return false;
    };
    matches!(subject.as_bytes(), [b'0'..=b'7'])
        && (1..=3).contains(&detail.len())
        && detail.bytes().all(|it| it.is_ascii_digit())
}

/// A permanent answer of SMTP, such as 550.
fn is_of_smtp(word: &str) -> bool {
    matches!(word.as_bytes(), [b'5', b'0'..=b'9', b'0'..=b'9'])
}

/// Programs that answer for absent people say so, each in its way; no old server does.
fn is_automatic_answer(message: &Message<'_>) -> bool {
    message.headers().iter().any(|header| {
        let name = header.name.as_str().to_ascii_lowercase();
        let named = ["x-auto-response-suppress", "x-autoreply", "precedence"];
        named.contains(&name.as_str())
            || (name == "auto-submitted" && {
                let value = usize::try_from(header.offset_start)
                    .ok()
                    .zip(usize::try_from(header.offset_end).ok())
                    .and_then(|(start, end)| message.raw_message.get(start..end));
                !value
                    .unwrap_or_default()
                    .trim_ascii()
                    .eq_ignore_ascii_case(b"no")
            })
    })
}

/// Reports have no sender; people and their programs do.
fn is_from_a_server(message: &Message<'_>) -> bool {
    let mut headers = message.headers_raw();
    let path = headers.find(|(name, _)| name.eq_ignore_ascii_case("return-path"));
    let from = message.from().and_then(|from| from.first()?.address());
    let name = from
        .and_then(|from| from.split('@').next())
        .unwrap_or_default();
    path.is_some_and(|(_, value)| value.trim() == "<>")
        || ["mailer-daemon", "postmaster"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::report::read;

    fn said(report: &str) -> Option<String> {
        read(report.as_bytes())?.failure("ana@adatum.example")
    }

    #[test]
    fn a_text_of_an_old_server_counts_with_a_permanent_code_alone() {
        let qmail = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.adatum.example\nTo: bounces+key@partner.example\nSubject: failure notice\n\n\
            Hi. This is the qmail-send program at mx.adatum.example.\n\n<ana@adatum.example>:\n\
            Sorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nSubject: x\n\n5.7.1\n";
        assert_eq!(
            said(qmail).as_deref(),
            Some("Came back: Sorry, no mailbox here by that name. (#5.1.1)")
        );
        for (from, to) in [
            ("(#5.1.1)", "(#4.1.1)"),
            ("(#5.1.1)", "at 5.1.1.7 or 5.1"),
            ("Return-Path: <>\nFrom: MAILER-DAEMON@", "From: bo@"),
            (
                "Subject:",
                "Auto-Submitted: auto-replied (vacation)\nSubject:",
            ),
        ] {
            let other = qmail.replacen(from, to, 1);
            assert_ne!(other, qmail);
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn an_absence_note_with_a_date_or_a_version_is_no_failure() {
        let note = |headers: &str, text: &str| {
            format!(
                "Return-Path: <>\nFrom: postmaster@adatum.example\nTo: bounces+key@partner.example\n{headers}Subject: Away\n\n{text}\n"
            )
        };
        for text in [
            "I am back on 5.12.26.",
            "Sent with Version 5.1.2 of something",
            "v5.1.2 #5.12.26 (#5.1.1.7) #5.8.1 #5.1",
            "Call 1550 5.1.1 or 55 5.1.1 or 5501 5.1.1",
            "Ana Lima <susana@adatum.example> 5.1.1",
            "Write to ana@adatum.example.\n\nVersion 5.1.2",
        ] {
            assert_eq!(said(&note("", text)), None, "{text}");
        }
        for text in [
            "no mailbox (#5.1.1)",
            "550 5.1.1 no mailbox",
            "host said: 550-5.1.1 no mailbox",
            "550 #5.1.1 no mailbox",
            "5.1.1 (550) no mailbox",
            "Ana@adatum.example: 5.1.1 no mailbox",
            "To <ana@adatum.example>:\nIt has failed\nfor good, says 5.7.133",
        ] {
            assert!(said(&note("", text)).is_some(), "{text}");
            assert!(said(&note("Auto-Submitted: no\n", text)).is_some());
            for header in [
                "Auto-Submitted: auto-generated",
                "auto-submitted: \n auto-replied; x=y",
                "Auto-Submitted: no\nAuto-Submitted: auto-notified",
                "Auto-Submitted: \u{e9}",
                "X-Auto-Response-Suppress: All",
                "X-AUTOREPLY: yes",
                "Precedence: bulk",
            ] {
                let automatic = note(&format!("{header}\n"), text);
                assert_eq!(read(automatic.as_bytes()), None, "{automatic}");
            }
        }
    }
}
