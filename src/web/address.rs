//! The query string of an address, which holds the whole state of a list.

use std::str::FromStr;

use url::form_urlencoded;

use super::page::Position;
use crate::{error::AppError, text::optional_line};

/// Longest search text, in characters.
const SEARCH_MAX: usize = 200;

/// Reads the parameters of a list and records invalid ones. A list must never show more than was asked for, so an
/// invalid filter is not ignored: the whole request is refused.
///
/// A missing or empty parameter has its default. Unknown ones are ignored, because other sites add their own to links.
#[derive(Debug)]
pub struct Question<'q> {
    query: &'q str,
    unclear: Vec<String>,
}

impl<'q> Question<'q> {
    /// From a query string.
    #[must_use]
    pub fn of(query: &'q str) -> Self {
        Self {
            query,
            unclear: Vec::new(),
        }
    }

    fn value(&mut self, name: &str) -> String {
        let mut values =
            form_urlencoded::parse(self.query.as_bytes()).filter(|(key, _)| key == name);
        let first = values.next().map(|(_, value)| value.into_owned());
        if values.next().is_some() {
            self.unclear
                .push(format!("“{name}” stands there more than once."));
        }
        first.unwrap_or_default()
    }

    /// One of some values, or a key.
    pub fn choice<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.choice_by(name, |text| text.parse().ok())
    }

    /// The same with another parser.
    pub fn choice_by<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = self.value(name);
        if value.is_empty() {
            return None;
        }
        let read = read(&value);
        if read.is_none() {
            let shown: String = value.chars().filter(|c| !c.is_control()).take(60).collect();
            self.unclear
                .push(format!("“{name}” cannot be “{shown}” in this list."));
        }
        read
    }

    /// The search text, as typed.
    pub fn text(&mut self, name: &str) -> String {
        let value = self.value(name);
        match optional_line(&value, SEARCH_MAX) {
            Ok(text) => text,
            Err(why) => {
                self.unclear
                    .push(format!("The text to search for cannot be used: {why}."));
                String::new()
            }
        }
    }

    /// Which page, by `after` and `before`; `is_known` tells whether a place is one of this list.
    pub fn place(&mut self, is_known: impl Fn(&Position) -> bool) -> Position {
        let (after, before) = (self.value("after"), self.value("before"));
        let place = match (after.as_str(), before.as_str()) {
            ("", "") => Some(Position::First),
            (_, "") => Position::after(&after),
            ("", _) => Position::before(&before),
            (_, _) => None,
        };
        match place.filter(is_known) {
            Some(place) => place,
            None => {
                self.unclear
                    .push("The page of the list that is meant cannot be found.".to_owned());
                Position::First
            }
        }
    }

    /// The value, if every parameter was valid.
    pub fn answer<T>(self, asked: T) -> Result<T, AppError> {
        if self.unclear.is_empty() {
            Ok(asked)
        } else {
            Err(AppError::BadList(self.unclear))
        }
    }
}

/// A path with those parameters that have a value.
#[must_use]
pub fn with(path: &str, parameters: &[(&str, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_read_as_it_was_written() {
        let address = with(
            "/c",
            &[("q", "100 % & ü".to_owned()), ("per", String::new())],
        );
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(path, "/c");
        let mut question = Question::of(query);
        assert_eq!(question.text("q"), "100 % & ü");
        assert_eq!(question.choice::<i32>("per"), None);
        assert!(question.answer(()).is_ok());
        assert_eq!(with("/c", &[]), "/c");
    }

    #[test]
    fn what_is_unclear_is_told_with_what_was_asked() {
        let mut question = Question::of("per=a%07b&q=1&q=2&after=!");
        assert_eq!(question.choice::<i32>("per"), None);
        question.text("q");
        assert_eq!(question.place(|_| true), Position::First);
        let Err(AppError::BadList(unclear)) = question.answer(()) else {
            panic!("it was understood");
        };
        assert_eq!(
            unclear,
            [
                "“per” cannot be “ab” in this list.",
                "“q” stands there more than once.",
                "The page of the list that is meant cannot be found.",
            ]
        );
    }
}
