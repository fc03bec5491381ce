//! A letter as the message that goes over the wire, and a draft as a file for a mail program.

use base64::{Engine, engine::general_purpose::STANDARD};
use lettre::{
    Message,
    address::Envelope,
    message::{
        Mailbox as Address, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::{Mail, Mailbox};

/// What an encoded word begins with (RFC 2047): readers decode whatever looks like one.
const ENCODED_WORD: &str = "=?";

/// A name that stands in a header: lettre refuses line breaks there by panicking, so none may get so far. lettre
/// also leaves typed text alone that looks like an encoded word; in a name, where nobody needs it, it is broken up.
fn address(mailbox: &Mailbox) -> Result<Address, String> {
    let name: String = mailbox.name.chars().filter(|c| !c.is_control()).collect();
    let name = name.replace(ENCODED_WORD, "= ?");
    let email = mailbox
        .email
        .parse()
        .map_err(|error| format!("{}: {error}", mailbox.email))?;
    Ok(Address::new((!name.is_empty()).then_some(name), email))
}

/// Bytes of one encoded word before encoding: 52 characters of Base64, and 73 with what stands around it on the
/// first line, of 76 that are allowed.
const WORD: usize = 39;

/// The subject's header. One that holds something like an encoded word is encoded as a whole, so that it arrives as
/// it was typed.
fn subject(text: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Subject");
    if !text.contains(ENCODED_WORD) {
        return HeaderValue::new(name, text.to_owned());
    }
    let mut words = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= WORD => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)))
        .collect();
    HeaderValue::dangerous_new_pre_encoded(name, text.to_owned(), words.join("\r\n "))
}

/// Builds the message that goes over the wire.
pub(super) fn message(
    id: &str,
    from: &Mailbox,
    mail: &Mail,
    reveal: &dyn Fn(&str) -> String,
) -> Result<Message, String> {
    let from = match &mail.sender_name {
        Some(name) => Mailbox {
            name: format!("{name} via {}", from.name),
            email: from.email.clone(),
        },
        None => from.clone(),
    };
    let to = Mailbox {
        name: mail.recipient_name.clone(),
        email: mail.recipient.clone(),
    };
    let mut builder = Message::builder()
        .from(address(&from)?)
        .to(address(&to)?)
        .raw_header(subject(&mail.subject))
        .date(mail.created_at.system_time())
        .message_id(Some(id.to_owned()))
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(reply_to) = &mail.reply_to {
        let name = mail.sender_name.clone().unwrap_or_default();
        builder = builder.reply_to(address(&Mailbox {
            name,
            email: reply_to.clone(),
        })?);
    }
    builder
        .multipart(MultiPart::alternative_plain_html(
            reveal(&mail.text_body),
            reveal(&mail.html_body),
        ))
        .map_err(|error| error.to_string())
}

/// Who it is from and to, for the mail server: from the address to which it comes back, where there is one.
pub(super) fn envelope(message: &Message, comes_back: Option<&str>) -> Result<Envelope, String> {
    let Some(comes_back) = comes_back else {
        return Ok(message.envelope().clone());
    };
    let sender = comes_back
        .parse()
        .map_err(|error| format!("{comes_back}: {error}"))?;
    Envelope::new(Some(sender), message.envelope().to().to_vec()).map_err(|error| error.to_string())
}

/// The draft as a file that mail programs open as a draft of the person's own (`X-Unsent: 1`).
pub fn eml(from: &Mailbox, to: &Mailbox, title: &str, body: &str) -> Result<Vec<u8>, String> {
    let message = Message::builder()
        .from(address(from)?)
        .to(address(to)?)
        .raw_header(subject(title))
        .raw_header(header("X-Unsent", "1"))
        .singlepart(lettre::message::SinglePart::plain(body.to_owned()))
        .map_err(|error| error.to_string())?;
    Ok(message.formatted())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
