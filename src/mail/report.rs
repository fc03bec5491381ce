//! Reads what mail servers send to the address to which letters come back.
//!
//! A delivery report (RFC 3464) says for each recipient what was done, and why. Old servers only write a text about it
//! (`report_in_words`). Answers of absent people, receipts for reading, and complaints are no delivery reports.

use std::thread::{self, ScopedJoinHandle};

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

use super::report_in_words::{self, InWords};
use crate::text;

/// Bytes of a message that are read: what a report says comes first, and the letter that came back behind it.
pub const MOST: usize = 128 * 1024;
/// Recipients of one report that are looked at. Our letters have one.
const RECIPIENTS: usize = 50;
/// Most messages within messages: a report holds one, the letter that came back.
const WITHIN: usize = 20;
/// The stack on which a message is read, whoever calls. The library goes down one level for each message within a message,
/// of which there may be 4,500 in [`MOST`] bytes in spellings that are not counted before; they need less than 512 KiB.
const STACK: usize = 8 * 1024 * 1024;
/// Characters of a server's words that are kept.
const WORDS: usize = 400;

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Report {
    /// In the fields of RFC 3464.
    Fields(Vec<Recipient>),
    /// In plain words.
    Words(InWords),
}

/// What a report says about one recipient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Recipient {
    /// Where the letter should have gone, at first and in the end.
    addresses: Vec<String>,
    /// Whether the server has given up.
    is_final: bool,
    words: String,
}

impl Report {
    /// The server's words, when the letter to this address is given up. A report that does not name the address is about
    /// one to which the letter was forwarded; it alone was given up then, and other people's addresses are left out.
    pub(super) fn failure(&self, address: &str) -> Option<String> {
        let words = match self {
            Self::Fields(recipients) => failure_in_fields(recipients, address),
            Self::Words(words) => words.failure(address),
        };
        Some(format!("Came back: {}", without_others(words?, address)))
    }
}

fn failure_in_fields<'a>(recipients: &'a [Recipient], address: &str) -> Option<&'a str> {
    let names = |it: &&Recipient| {
        let mut named = it.addresses.iter();
        named.any(|name| name.eq_ignore_ascii_case(address))
    };
    let ours: Vec<&Recipient> = recipients.iter().filter(names).collect();
    let mut about = match ours.is_empty() {
        true => recipients.iter().collect(),
        false => ours,
    };
    about.retain(|it| it.is_final);
    Some(&about.first()?.words)
}

/// Reads a message of any bytes; `None` when it is no delivery report.
pub(super) fn read(bytes: &[u8]) -> Option<Report> {
    // A panic is told by its hook; a message that causes one is no report.
    attempt(bytes).unwrap_or_default()
}

/// The same, with the panic where there was one.
pub(super) fn attempt(bytes: &[u8]) -> thread::Result<Option<Report>> {
    let bytes = beginning(bytes);
    if within(bytes) > WITHIN {
        return Ok(None);
    }
    thread::scope(|scope| {
        let deep = thread::Builder::new().stack_size(STACK);
        let reading = deep.spawn_scoped(scope, || parsed(bytes));
        let reading = reading.inspect_err(|error| {
            tracing::error!(%error, "mail: no thread to read a delivery report on");
        });
        reading.map_or(Ok(None), ScopedJoinHandle::join)
    })
}

fn beginning(bytes: &[u8]) -> &[u8] {
    bytes.get(..MOST).unwrap_or(bytes)
}

/// How often a message begins within the message, at the most.
fn within(bytes: &[u8]) -> usize {
    let text = bytes.to_ascii_lowercase();
    let times = |kind: &[u8]| {
        let found = text.windows(kind.len()).filter(|it| *it == kind);
        found.count()
    };
    times(b"message/rfc822") + times(b"message/global")
}

fn parsed(bytes: &[u8]) -> Option<Report> {
    let message = MessageParser::default().parse(bytes)?;
    let Some(status) = message.parts.iter().find(|part| is_delivery_status(part)) else {
        return report_in_words::read(&message).map(Report::Words);
    };
    let recipients = recipients(&String::from_utf8_lossy(status.contents()));
    (!recipients.is_empty()).then_some(Report::Fields(recipients))
}

fn is_delivery_status(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("message")
            && kind.subtype().is_some_and(|it| {
                it.eq_ignore_ascii_case("delivery-status")
                    || it.eq_ignore_ascii_case("global-delivery-status")
            })
    })
}

/// Every address in the headers in which servers write to whom a message is delivered. Nothing else is read.
pub(super) fn sent_to(bytes: &[u8]) -> Vec<String> {
    let message = MessageParser::default().parse_headers(beginning(bytes));
    message.as_ref().map(delivered_to).unwrap_or_default()
}

fn delivered_to(message: &Message<'_>) -> Vec<String> {
    const HEADERS: [&str; 7] = [
        "to",
        "delivered-to",
        "x-original-to",
        "envelope-to",
        "x-envelope-to",
        "apparently-to",
        "x-rcpt-to",
    ];
    let wanted = |name: &str| HEADERS.iter().any(|it| name.eq_ignore_ascii_case(it));
    let values = message
        .headers_raw()
        .filter(|(name, _)| wanted(name))
        .map(|(_, value)| value);
    values
        .flat_map(|value| value.split(|c: char| c.is_whitespace() || "<>,;:()\"".contains(c)))
        .filter(|word| word.contains('@') && word.len() <= text::EMAIL_MAX)
        .take(RECIPIENTS)
        .map(str::to_owned)
        .collect()
}

/// The groups of fields of a `message/delivery-status`: one about the report, and one for each recipient.
fn recipients(status: &str) -> Vec<Recipient> {
    let mut found = Vec::new();
    let mut group: Vec<(String, String)> = Vec::new();
    for line in status.lines().chain(std::iter::once("")) {
        if line.trim().is_empty() {
            found.extend(recipient(&group));
            group.clear();
            if found.len() >= RECIPIENTS {
                break;
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            group.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    found
}

fn recipient(group: &[(String, String)]) -> Option<Recipient> {
    let field = |wanted: &str| {
        let found = group.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let addresses = [field("original-recipient"), field("final-recipient")];
    let addresses: Vec<String> = addresses
        .into_iter()
        .flatten()
        .map(|value| behind_type(value).trim_matches(['<', '>']).to_owned())
        .collect();
    let action = field("action");
    if addresses.is_empty() && action.is_none() {
        return None;
    }
    let status = field("status").and_then(|value| value.split_whitespace().next());
    let said = field("diagnostic-code").map(behind_type);
    Some(Recipient {
        addresses,
        // "Failed" is for good whatever the code: a server that has tried for days gives up with 4.4.1.
        is_final: action.is_some_and(|action| action.eq_ignore_ascii_case("failed"))
            && status.is_none_or(|status| status.starts_with(['4', '5'])),
        words: match (status, said.filter(|said| !said.is_empty())) {
            (Some(status), Some(said)) if said.contains(status) => said.to_owned(),
            (Some(status), Some(said)) => format!("{status} {said}"),
            (None, Some(said)) => said.to_owned(),
            (Some(status), None) => status.to_owned(),
            (None, None) => "given up by the mail server".to_owned(),
        },
    })
}

/// The value of a field that begins with a type, such as `rfc822;` or `smtp;`.
fn behind_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if !kind.contains(char::is_whitespace) => rest.trim(),
        _ => value.trim(),
    }
}

/// One line of words that are safe to keep and to show, with no address but this one.
fn without_others(words: &str, address: &str) -> String {
    // Whatever may stand between two addresses; what stands around one is not its own.
    let between = |c: char| ",;:<>()[]{}=\"|".contains(c);
    let is_other = |word: &str| {
        word.split(between).any(|piece| {
            let piece = piece.trim_matches(['.', '\'']);
            piece.contains('@') && !piece.eq_ignore_ascii_case(address)
        })
    };
    let words: String = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| if is_other(word) { "…" } else { word })
        .collect::<Vec<_>>()
        .join(" ");
    let short: String = words.chars().take(WORDS).collect();
    text::optional_line(&short, WORDS).unwrap_or_else(|_| {
        short
            .chars()
            .filter(|c| c.is_ascii() && !c.is_control())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = include_str!("reports/postfix.eml");

    fn said(report: &str) -> Option<String> {
        read(report.as_bytes())?.failure("ana@adatum.example")
    }

    #[test]
    fn a_report_that_a_letter_failed_is_told_in_the_servers_words() {
        assert_eq!(
            said(REPORT).as_deref(),
            Some(
                "Came back: 550 5.1.1 <ana@adatum.example>: Recipient address rejected: User unknown in virtual mailbox table"
            )
        );
        assert_eq!(sent_to(REPORT.as_bytes()), ["bounces+key@partner.example"]);
    }

    #[test]
    fn other_actions_are_no_failure() {
        for action in ["delayed", "relayed", "delivered", "expanded", "fail"] {
            let other = REPORT.replace("Action: failed", &format!("Action: {action}"));
            assert!(read(other.as_bytes()).is_some());
            assert_eq!(said(&other), None, "{action}");
        }
        let contradicting = REPORT.replace("Status: 5.1.1", "Status: 2.0.0");
        assert_eq!(said(&contradicting), None);
    }

    #[test]
    fn a_server_that_gives_up_after_days_has_failed_too() {
        let late = REPORT.replace("Status: 5.1.1", "Status: 4.4.1").replace(
            "Diagnostic-Code: smtp; 550 5.1.1",
            "Diagnostic-Code: X-Postfix; connect to mx.adatum.example: timed out; was 550 5.1.1",
        );
        let said = said(&late).unwrap();
        assert!(
            said.starts_with("Came back: 4.4.1 connect to mx.adatum.example: timed out"),
            "{said}"
        );
    }

    #[test]
    fn where_a_letter_was_forwarded_to_is_not_told() {
        let forwarded = REPORT
            .replace("ana@adatum.example", "hidden@home.example")
            .replace("Original-Recipient: rfc822;hidden@home.example\n", "");
        let said = said(&forwarded).unwrap();
        assert!(said.contains("550 5.1.1 …"), "{said}");
        assert!(!said.contains("hidden"), "{said}");
        // Named beside ours, it is not about us.
        let beside = REPORT.replace("Action: failed", "Action: delivered").replace(
            "--report--",
            "Final-Recipient: rfc822;other@home.example\nAction: failed\nStatus: 5.1.1\n\n--report--",
        );
        assert_eq!(super::tests::said(&beside), None);
    }

    #[test]
    fn an_address_beside_ours_is_hidden_with_it() {
        for (word, kept) in [
            ("<ana@adatum.example,hidden@home.example>", "…"),
            ("hidden@home.example;ana@adatum.example", "…"),
            ("to=<hidden@home.example>(ana@adatum.example)", "…"),
            ("susana@adatum.example", "…"),
            ("ana@adatum.example.home.example", "…"),
            ("<Ana@Adatum.example>:", "<Ana@Adatum.example>:"),
            ("rfc822;ana@adatum.example.", "rfc822;ana@adatum.example."),
        ] {
            let other = REPORT.replace("<ana@adatum.example>:", word);
            let said = said(&other).unwrap();
            let start = format!("Came back: 550 5.1.1 {kept} Recipient address");
            assert!(said.starts_with(&start), "{word}: {said}");
        }
    }

    #[test]
    fn a_message_that_may_hold_more_than_twenty_others_is_not_read() {
        let holding = |count| {
            format!(
                "{REPORT}{}",
                "Message/RFC822\nmessage/global\n".repeat(count)
            )
        };
        assert!(said(&holding(WITHIN / 2)).is_some());
        assert_eq!(read(holding(WITHIN / 2 + 1).as_bytes()), None);
    }

    #[test]
    fn what_is_no_delivery_report_is_none() {
        let away = "From: Ana <ana@adatum.example>\nTo: bounces+key@partner.example\nAuto-Submitted: auto-replied\n\
            Subject: Out of office\n\nI am away. 550 5.1.1 User unknown\n";
        let seen = REPORT
            .replace(
                "message/delivery-status",
                "message/disposition-notification",
            )
            .replace(
                "report-type=delivery-status",
                "report-type=disposition-notification",
            );
        for other in [away, &seen, "", "\n\n", "no headers at all"] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
    }
}
