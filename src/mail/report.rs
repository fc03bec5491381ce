//! Reads what mail servers send to the address to which letters come back.
//!
//! A delivery report (RFC 3464) says for each recipient what was done, and why. Old servers only write a text about it;
//! that counts when it comes from a mail server and holds a permanent status code (`5.1.1`). Answers of absent people,
//! receipts for reading, and complaints are no delivery reports.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::text;

/// Bytes of a message that are read: what a report says comes first, and the letter that came back behind it.
pub const MOST: usize = 128 * 1024;
/// Recipients of one report that are looked at. Our letters have one.
const RECIPIENTS: usize = 50;
/// Characters of a server's words that are kept.
const WORDS: usize = 400;

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    /// The addresses that it was sent to, as its headers tell.
    pub(super) sent_to: Vec<String>,
    recipients: Vec<Recipient>,
}

/// What a report says about one recipient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Recipient {
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
        let names = |it: &&Recipient| {
            let mut named = it.addresses.iter();
            named.any(|name| name.eq_ignore_ascii_case(address))
        };
        let ours: Vec<&Recipient> = self.recipients.iter().filter(names).collect();
        let mut about = match ours.is_empty() {
            true => self.recipients.iter().collect(),
            false => ours,
        };
        about.retain(|it| it.is_final);
        let words = &about.first()?.words;
        Some(format!("Came back: {}", without_others(words, address)))
    }
}

/// Reads a message of any bytes; `None` when it is no delivery report.
pub(super) fn read(bytes: &[u8]) -> Option<Report> {
    let bytes = bytes.get(..MOST).unwrap_or(bytes);
    let message = MessageParser::default().parse(bytes)?;
    let recipients = match message.parts.iter().find(|part| is_delivery_status(part)) {
        Some(status) => recipients(&String::from_utf8_lossy(status.contents())),
        None => vec![in_plain_words(&message)?],
    };
    let sent_to = sent_to(&message);
    (!recipients.is_empty()).then_some(Report {
        sent_to,
        recipients,
    })
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

/// Every address in the headers in which servers write to whom a message is delivered.
fn sent_to(message: &Message<'_>) -> Vec<String> {
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

/// Where the copy of the letter begins in reports of old servers; the letter's own words say nothing.
const COPIES: [&str; 5] = [
    "--- below this line is a copy",
    "this is a copy of the message",
    "original message follows",
    "----- original message",
    "----- unsent message follows",
];

/// A report in plain words: the first line with a permanent code.
fn in_plain_words(message: &Message<'_>) -> Option<Recipient> {
    let is_of_another_kind = message.content_type().is_some_and(|kind| {
        kind.subtype()
            .is_some_and(|it| it.eq_ignore_ascii_case("report"))
    });
    if is_of_another_kind || !is_from_a_server(message) {
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
    let line = said.into_iter().find(|line| has_permanent_code(line))?;
    Some(Recipient {
        addresses: Vec::new(),
        is_final: true,
        words: line.trim().to_owned(),
    })
}

/// Reports have no sender; people and their programs do.
fn is_from_a_server(message: &Message<'_>) -> bool {
    let header = |wanted: &str| {
        let mut found = message.headers_raw();
        found.find_map(|(name, value)| name.eq_ignore_ascii_case(wanted).then(|| value.trim()))
    };
    let submitted = header("auto-submitted").unwrap_or_default();
    if submitted.to_ascii_lowercase().starts_with("auto-replied") {
        return false;
    }
    let from = message.from().and_then(|from| from.first()?.address());
    let name = from
        .and_then(|from| from.split('@').next())
        .unwrap_or_default();
    header("return-path") == Some("<>")
        || ["mailer-daemon", "postmaster"].contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a word of the line is a status code of class 5 (RFC 3463), such as `5.1.1` or `(#5.1.1)`.
fn has_permanent_code(line: &str) -> bool {
    line.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .any(|word| {
            let parts: Vec<&str> = word.trim_matches('.').split('.').collect();
            parts.len() == 3
                && parts.first() == Some(&"5")
                && parts.iter().all(|part| (1..=3).contains(&part.len()))
        })
}

/// One line of words that are safe to keep and to show, with no address but this one.
fn without_others(words: &str, address: &str) -> String {
    let is_other = |word: &str| {
        word.contains('@')
            && !word
                .to_ascii_lowercase()
                .contains(&address.to_ascii_lowercase())
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
        let report = read(REPORT.as_bytes()).unwrap();
        assert_eq!(report.sent_to, ["bounces+key@partner.example"]);
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
