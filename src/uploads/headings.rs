//! Which heading names which column, in any case and spelling.

use std::{collections::HashMap, sync::LazyLock};

use super::columns::Column;
use crate::text::folded;

/// The list of headings, a line for some of one column.
const LIST: &str = include_str!("headings.txt");

/// What a heading says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) column: Column,
    /// It is also said of other things: the values must agree.
    pub(super) is_weak: bool,
}

static KNOWN: LazyLock<HashMap<String, Heading>> = LazyLock::new(|| entries(LIST).collect());

fn entries(list: &'static str) -> impl Iterator<Item = (String, Heading)> {
    let lines = list.lines().filter_map(|line| line.split_once(": "));
    lines.flat_map(|(what, names)| {
        let (word, is_weak) = match what.strip_suffix(" weakly") {
            Some(word) => (word, true),
            None => (what, false),
        };
        let column = Column::of_word(word);
        names.split(';').filter_map(move |name| {
            Some((
                key(name),
                Heading {
                    column: column?,
                    is_weak,
                },
            ))
        })
    })
}

/// A heading without case, blanks and signs.
pub(crate) fn key(heading: &str) -> String {
    folded(heading)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// What this heading names.
pub(super) fn heading(text: &str) -> Option<Heading> {
    KNOWN.get(&key(text)).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_line_of_the_list_says_what_its_headings_name() {
        let lines = LIST
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let what = line.split_once(": ").map(|(what, _)| what).unwrap_or(line);
            let word = what.strip_suffix(" weakly").unwrap_or(what);
            assert!(Column::of_word(word).is_some(), "{line}");
        }
    }

    #[test]
    fn no_heading_names_two_columns() {
        let mut all: BTreeMap<String, Heading> = BTreeMap::new();
        for (key, heading) in entries(LIST) {
            assert!(!key.is_empty());
            if let Some(before) = all.insert(key.clone(), heading) {
                assert_eq!(before, heading, "{key}");
            }
        }
        assert!(all.len() > 200, "{}", all.len());
    }

    #[test]
    fn headings_are_known_in_any_case_and_spelling() {
        for (text, column) in [
            ("COMPANY_NAME", Column::Company),
            (" e-Mail ", Column::Email),
            ("*ContactName", Column::Contact),
            ("Primärer Domänenname", Column::Domain),
            ("Prima\u{308}rer Doma\u{308}nenname", Column::Domain),
            ("Razón Social", Column::Company),
            ("メール アドレス", Column::Email),
        ] {
            assert_eq!(heading(text).map(|it| it.column), Some(column), "{text}");
        }
        assert_eq!(heading("Colour"), None);
        assert!(heading("Adresse").unwrap().is_weak);
    }
}
