//! Compares a language with English.

use std::collections::BTreeSet;

use super::message::{Catalog, Key, Text, Texts, written};

/// What a number may choose by, besides a number itself (Unicode CLDR, plural rules).
const PLURALS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Adds what is wrong with `other`.
pub(crate) fn compare(
    language: &str,
    english: &Catalog,
    other: &Catalog,
    problems: &mut Vec<String>,
) {
    let keys: BTreeSet<&Key> = english.texts.keys().chain(other.texts.keys()).collect();
    for key in keys {
        match (english.texts.get(key), other.texts.get(key)) {
            (Some(english), Some(other)) => text(key, english, other, problems),
            (Some(english), None) => problems.push(format!(
                "translations/{language}: {} is missing; see {}",
                written(key),
                english.file
            )),
            (None, Some(other)) => {
                problems.push(format!("{}: English has no {}", other.file, written(key)))
            }
            (None, None) => {}
        }
    }
    for (key, text) in &other.staff {
        problems.push(format!(
            "{}: {} is for staff, who read English",
            text.file,
            written(key)
        ));
    }
    numbers(&english.texts, &other.texts, problems);
}

fn text(key: &Key, english: &Text, other: &Text, problems: &mut Vec<String>) {
    let mut add = |what: String| problems.push(format!("{}: {} {what}", other.file, written(key)));
    for name in &other.arguments {
        if !english.arguments.contains(name) && !english.explained.contains_key(name) {
            add(format!(
                "takes ${name}, which English neither takes nor explains"
            ));
        }
    }
    for name in english.shown.difference(&other.arguments) {
        add(format!("leaves out ${name}"));
    }
    if other.breaks != english.breaks && !english.has_paragraphs {
        let (has, wanted) = (other.breaks + 1, english.breaks + 1);
        add(format!("has {has} lines, and {wanted} in English"));
    }
}

/// A case that no number has, such as `[oen]`, would never be chosen.
pub(crate) fn numbers(english: &Texts, texts: &Texts, problems: &mut Vec<String>) {
    for (key, text) in texts {
        let Some(known) = english.get(key) else {
            continue;
        };
        for (argument, case) in &text.cases {
            if known.is_number(argument)
                && !PLURALS.contains(&case.as_str())
                && case.parse::<f64>().is_err()
            {
                problems.push(format!(
                    "{}: {} has a case [{case}] of ${argument}, which no number has",
                    text.file,
                    written(key)
                ));
            }
        }
    }
}
