//! `GET /demo/mailbox`: the mails that this server would have sent. Only the demo has a route to it.

use actix_web::web::Data;
use askama::Template;

use crate::{
    db::{Db, types::Timestamp},
    mail::{self, Mail, MailState},
    paths::Site,
    secrets::Secrets,
    text::SECRET_MARK,
    web::{Answer, html, layout::PublicLayout},
};

/// Mails on the page.
const NEWEST: i64 = 100;

#[derive(Template)]
#[template(path = "demo/mailbox.html")]
struct MailboxPage {
    layout: PublicLayout,
    letters: Vec<Letter>,
}

/// A mail as the page shows it.
struct Letter {
    subject: String,
    to: String,
    from: String,
    at: Timestamp,
    tone: &'static str,
    state: &'static str,
    answer: String,
    paragraphs: Vec<Vec<Line>>,
}

/// A line of text and the links in it.
type Line = Vec<Piece>;

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Link(String),
}

/// The newest mails of the whole demo, with the links and codes in them.
pub async fn mailbox(
    layout: PublicLayout,
    db: Data<Db>,
    site: Data<Site>,
    secrets: Data<Secrets>,
) -> Answer {
    let mails = db.read(|conn| mail::latest(conn, NEWEST)).await?;
    let letters = mails
        .iter()
        .map(|mail| letter(mail, &secrets, &site, &layout.product))
        .collect();
    html(&MailboxPage { layout, letters })
}

fn letter(mail: &Mail, secrets: &Secrets, site: &Site, product: &str) -> Letter {
    let secret = mail
        .secret()
        .map(|secret| secret.reveal(secrets, site))
        .unwrap_or_default();
    let (tone, state) = match mail.state {
        MailState::Queued => ("waiting", "Queued"),
        MailState::Sent => ("good", "Sent"),
        MailState::Failed => ("attention", "Not delivered"),
    };
    let at = mail.sent_at.unwrap_or(mail.created_at);
    Letter {
        subject: mail.subject.clone(),
        to: named(&mail.recipient_name, &mail.recipient),
        from: match &mail.sender_name {
            Some(name) => format!("{name} via {product}"),
            None => product.to_owned(),
        },
        at,
        tone,
        state,
        answer: mail.last_answer.clone().unwrap_or_default(),
        paragraphs: paragraphs(&mail.text_body.replace(SECRET_MARK, &secret), site.origin()),
    }
}

fn named(name: &str, email: &str) -> String {
    if name.is_empty() {
        email.to_owned()
    } else {
        format!("{name} <{email}>")
    }
}

fn paragraphs(text: &str, origin: &str) -> Vec<Vec<Line>> {
    text.trim_end()
        .split("\n\n")
        .map(|paragraph| {
            paragraph
                .trim_matches('\n')
                .split('\n')
                .map(|line| pieces(line, origin))
                .collect()
        })
        .collect()
}

/// What begins with this site's address is a link, up to the next white space.
fn pieces(line: &str, origin: &str) -> Line {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, link)) = rest
        .find(origin)
        .and_then(|start| rest.split_at_checked(start))
    {
        let end = link.find(char::is_whitespace).unwrap_or(link.len());
        let (link, after) = link.split_at_checked(end).unwrap_or((link, ""));
        pieces.push(Piece::Words(before.to_owned()));
        pieces.push(Piece::Link(link.to_owned()));
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_site_become_links_and_others_stay_words() {
        let line = "Open http://127.0.0.1:1/i/abc now, not https://elsewhere.example";
        assert_eq!(
            pieces(line, "http://127.0.0.1:1"),
            [
                Piece::Words("Open ".to_owned()),
                Piece::Link("http://127.0.0.1:1/i/abc".to_owned()),
                Piece::Words(" now, not https://elsewhere.example".to_owned()),
            ]
        );
    }
}
