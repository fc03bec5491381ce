//! A letter's two forms: plain text, and HTML in a fixed frame around the same words.

use askama::Template;

use super::Letter;
use crate::{language::Language, text::SECRET_MARK};

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Frame<'a> {
    lang: &'static str,
    product: &'a str,
    title: &'a str,
    paragraphs: Vec<Vec<Piece<'a>>>,
    footer: &'a str,
}

/// A stretch of a paragraph.
enum Piece<'a> {
    Text(&'a str),
    LineBreak,
    /// Where the secret stands: a link, or a code to be typed.
    Link,
    Code,
}

/// Text and HTML of a letter, with the mark still in the place of the secret.
pub fn compose(
    letter: &Letter,
    product: &str,
    language: Language,
) -> Result<(String, String), askama::Error> {
    let text = format!(
        "{}\n\n-- \n{}\n{product}\n",
        letter.body.trim_end(),
        letter.footer
    );
    let is_code = letter
        .secret
        .is_some_and(|secret| secret.purpose == crate::secrets::Purpose::Code);
    let frame = Frame {
        lang: language.as_str(),
        product,
        title: &letter.subject,
        paragraphs: letter
            .body
            .split("\n\n")
            .map(|words| pieces(words, is_code))
            .collect(),
        footer: &letter.footer,
    };
    Ok((text, frame.render()?))
}

fn pieces(paragraph: &str, is_code: bool) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (number, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
        if number > 0 {
            pieces.push(Piece::LineBreak);
        }
        for (index, words) in line.split(SECRET_MARK).enumerate() {
            if index > 0 {
                pieces.push(if is_code { Piece::Code } else { Piece::Link });
            }
            pieces.push(Piece::Text(words));
        }
    }
    pieces
}
