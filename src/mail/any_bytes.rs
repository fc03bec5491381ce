//! Whatever bytes come: delivery reports are read without a panic, and say nothing that must not be kept; what was typed
//! stays inside its header. `ANY_BYTES_SECONDS=600 cargo test --lib any_bytes` goes on for ten minutes.

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::super::{
        Letter, Mail, MailKind, MailState, Mailbox, ReturnAddress, message, outbox, report,
    };
    use crate::{
        db::{ids::MailId, types::Timestamp},
        secrets::Secrets,
        text::{self, any_bytes::again_and_again},
    };

    const ANA: &str = "ana@adatum.example";
    const SIGNS: &[u8] = b"\r\n\r\n :;<>@\"(),.=+-?_\0\t\x1B\xC3\xE2\x80\xFF5b";

    const SEEDS: &[&[u8]] = &[
        include_bytes!("reports/postfix.eml"),
        b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.adatum.example\nTo: bounces+key@partner.example\n\n<ana@adatum.example>:\nSorry, no mailbox here. (#5.1.1)\n\n--- Below this line is a copy of the message.\n",
        b"From: Ana <ana@adatum.example>\r\nTo: bounces+key@partner.example\r\nAuto-Submitted: auto-replied\r\n\r\n550 5.1.1 away\r\n",
        b"Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n",
        b"--a\nContent-Type: message/global-delivery-status\nContent-Transfer-Encoding: base64\n\nRmluYWwtUmVjaXBpZW50OiByZmM4MjI7YUBiLmV4YW1wbGUKQWN0aW9uOiBmYWlsZWQK\n--a--\n",
        b"Action: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; \xE2\x80\xAE550 =?utf-8?Q?x?= \xFF\r\n  more\r\nFinal-Recipient: rfc822;ana@adatum.example\r\n\r\n",
        b"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=FF=FE5=00.=\r\n",
    ];

    /// Messages within messages, as far down as there is room for, in the spelling of the standard and in others.
    fn nested(to: &str) -> Vec<Vec<u8>> {
        let levels = ["message/rfc822", "Message / Global", "message\n /(x)rfc822"];
        let nested = levels.map(|kind| format!("Content-Type:{kind}\n\n").repeat(4_500));
        let digest = "Content-Type:multipart/digest;boundary=a\n\n--a\n\n".repeat(2_500);
        let few = "Content-Type: message/rfc822\n\n".repeat(10);
        let all = nested.into_iter().chain([digest, few]);
        all.map(|it| format!("To: {to}\n{it}").into_bytes())
            .collect()
    }

    #[test]
    fn messages_within_messages_as_deep_as_there_is_room_for_need_no_deep_stack() {
        let deep = nested("bounces+key@partner.example");
        let work = move || {
            deep.iter()
                .filter_map(|it| report::attempt(it).unwrap())
                .count()
        };
        let thread = std::thread::Builder::new().stack_size(256 << 10);
        assert_eq!(thread.spawn(work).unwrap().join().unwrap(), 0);
    }

    #[test]
    fn a_report_of_any_bytes_is_read_or_none_and_its_words_are_one_line_without_other_addresses() {
        let secrets = Secrets::ephemeral().unwrap();
        let address = ReturnAddress::parse("bounces@partner.example").unwrap();
        let ours = address.of_letter(MailId::new(), &secrets);
        let seeds: Vec<Vec<u8>> = SEEDS
            .iter()
            .map(|seed| {
                let seed = String::from_utf8_lossy(seed);
                seed.replace("bounces+key@partner.example", &ours)
                    .into_bytes()
            })
            .collect();
        let mut seeds: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
        seeds.extend(SEEDS);
        let nested = nested(&ours);
        seeds.extend(nested.iter().map(Vec::as_slice));
        let (mut reports, mut failures) = (0_u64, 0_u64);
        again_and_again(|next| {
            let bytes = next.changed(&seeds, SIGNS);
            let Some(report) = report::attempt(&bytes).unwrap() else {
                return;
            };
            reports += 1;
            for sent_to in &report::sent_to(&bytes) {
                // A key that is not the letter's own never becomes one.
                if address.letter(sent_to, &secrets).is_some() {
                    assert!(sent_to.eq_ignore_ascii_case(&ours), "{sent_to}");
                }
            }
            if let Some(words) = report.failure(ANA) {
                failures += 1;
                assert!(words.chars().count() <= 420, "{words}");
                assert!(!words.contains(char::is_control), "{words:?}");
                assert!(!words.contains(text::SECRET_MARK), "{words:?}");
                let apart = |c: char| " ,;:<>()[]{}=\"|".contains(c);
                for named in words.split(apart).filter(|it| it.contains('@')) {
                    let named = named.trim_matches(|c: char| c.is_ascii_punctuation());
                    assert!(named.eq_ignore_ascii_case(ANA), "{words:?}");
                }
            }
        });
        println!("{reports} reports, {failures} failures");
        assert!(reports > 0 && failures > 0);
    }

    const TYPED: &[&[u8]] = &[
        b"Ana Lima",
        "Zoë Åberg 日本語 إسرائيل".as_bytes(),
        b"=?utf-8?Q?Somebody?= =?iso-8859-1?B?4Q==?=",
        b"\"Lima, Ana\" <ana@adatum.example>, bo@adatum.example",
        b"Re: a very long subject that goes on and on, and is longer than one line of a header may be by far",
        b"a\r\nBcc: bo@adatum.example",
    ];

    fn mail(subject: String, name: String, sender: String) -> Mail {
        let letter = Letter {
            kind: MailKind::Notice,
            event_key: String::new(),
            partner: None,
            invitation: None,
            to: Mailbox {
                name,
                email: ANA.to_owned(),
            },
            sender: Some(Mailbox {
                name: sender,
                email: "bo@contoso.example".to_owned(),
            }),
            subject,
            body: "Words".to_owned(),
            footer: "Why".to_owned(),
            secret: None,
            give_up_at: None,
        };
        let made = outbox::row(
            &letter,
            "Partner Center",
            crate::language::Language::English,
            Timestamp::EPOCH,
        );
        let mail = made.unwrap();
        assert_eq!(mail.state, MailState::Queued);
        mail
    }

    #[test]
    fn what_was_typed_stays_inside_its_header_whatever_it_is() {
        let from = Mailbox {
            name: "Partner Center".to_owned(),
            email: "no-reply@channel.example".to_owned(),
        };
        again_and_again(|next| {
            let mut typed = || {
                let bytes = next.changed(TYPED, SIGNS);
                text::optional_line(&String::from_utf8_lossy(&bytes), 10_000)
            };
            let (Ok(subject), Ok(name), Ok(sender)) = (typed(), typed(), typed()) else {
                return;
            };
            let mail = mail(subject.clone(), name, sender);
            let made = message::message("<1@channel.example>", &from, &mail, &str::to_owned);
            let raw = made.unwrap().formatted();
            let at = raw.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
            let head = String::from_utf8_lossy(&raw[..at]);
            let mut names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .map(|line| line.split(':').next().unwrap())
                .collect();
            names.sort_unstable();
            let expected = [
                "Auto-Submitted",
                "Content-Type",
                "Date",
                "From",
                "MIME-Version",
                "Message-ID",
                "Reply-To",
                "Subject",
                "To",
            ];
            assert_eq!(names, expected, "{head}");
            assert!(head.split("\r\n").all(|line| line.len() <= 998), "{head}");
            assert!(
                !head.replace("\r\n", "").contains(['\r', '\n', '\0']),
                "{head}"
            );
            let read = MessageParser::default().parse(&raw).unwrap();
            assert_eq!(read.subject().unwrap_or_default(), subject, "{head}");
            let to = read.to().unwrap();
            assert_eq!(to.iter().count(), 1, "{head}");
            assert_eq!(to.first().unwrap().address(), Some(ANA), "{head}");
        });
    }
}
