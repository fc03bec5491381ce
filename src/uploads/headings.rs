//! Which heading names which column, in any case and spelling.

use std::{collections::HashMap, sync::LazyLock};

use super::column::Column;
use crate::text::folded;

/// The list of headings, a line for some of one column.
const LIST: &str = include_str!("headings.txt");

/// What a heading says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) column: Column,
    /// It is also said of other things: the values must agree.
    pub(super) is_weak: bool,
    /// Of two headings that say the same, the one of the lower rank counts: the place of its entry in the vocabulary.
    pub(super) rank: usize,
}

/// The headings that a kind of upload knows, folded and with only letters and digits. One that begins with a square bracket
/// is the name of a property, as some portals write it behind the heading. An empty vocabulary stands for the list of
/// headings of companies. A column may have several entries: what an earlier one names wins, wherever it stands in a file.
pub(crate) type Vocabulary = &'static [(Column, &'static [&'static str])];

/// The headings of lists of companies.
pub(crate) const OF_COMPANIES: Vocabulary = &[];

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
                    rank: 0,
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
pub(super) fn heading(text: &str, vocabulary: Vocabulary) -> Option<Heading> {
    if vocabulary.is_empty() {
        return KNOWN.get(&key(text)).copied();
    }
    let by = |key: &str| {
        let mut entries = vocabulary.iter().enumerate();
        let known = entries.find(|(_, (_, names))| names.contains(&key));
        known.map(|(rank, (column, _))| (*column, rank))
    };
    let in_brackets = || {
        let (before, rest) = text.split_once('[')?;
        let (property, _) = rest.split_once(']')?;
        by(&key(before)).or_else(|| by(&format!("[{}", key(property))))
    };
    let (column, rank) = by(&key(text)).or_else(in_brackets)?;
    Some(Heading {
        column,
        is_weak: false,
        rank,
    })
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
            assert_eq!(
                heading(text, OF_COMPANIES).map(|it| it.column),
                Some(column),
                "{text}"
            );
        }
        assert_eq!(heading("Colour", OF_COMPANIES), None);
        assert!(heading("Adresse", OF_COMPANIES).unwrap().is_weak);
    }
}
