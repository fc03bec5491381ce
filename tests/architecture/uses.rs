//! The paths that a file names, with `use` trees and `super::` written out.

use crate::source::Source;

/// A path such as `["crate", "identity", "queries", "find"]`, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

impl Named {
    /// The segment after the root.
    pub(crate) fn top(&self) -> &str {
        self.segment(1)
    }

    pub(crate) fn segment(&self, number: usize) -> &str {
        self.path.get(number).map_or("", String::as_str)
    }
}

/// Every path of this crate that the code names.
pub(crate) fn of_this_crate(source: &Source) -> Vec<Named> {
    let code = source.code();
    let mut named = starting_with(&code, "crate");
    named.extend(
        starting_with(&code, "partner_center")
            .into_iter()
            .map(|mut found| {
                "crate".clone_into(found.path.first_mut().unwrap());
                found
            }),
    );
    for found in starting_with(&code, "super") {
        let mut path: Vec<String> = vec!["crate".to_owned()];
        path.extend(source.module_path().iter().map(|&part| part.to_owned()));
        let mut rest = found.path.into_iter().peekable();
        while rest.next_if(|part| part == "super").is_some() {
            path.pop();
        }
        path.extend(rest);
        named.push(Named {
            line: found.line,
            path,
        });
    }
    named
}

/// Every path that begins with this word, trees written out.
pub(crate) fn starting_with(code: &str, root: &str) -> Vec<Named> {
    let mut named = Vec::new();
    for (place, _) in code.match_indices(root) {
        let before = code.get(..place).and_then(|text| text.chars().next_back());
        let after = code.get(place + root.len()..).unwrap_or_default();
        let is_root = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        if is_root && after.trim_start().starts_with("::") {
            let mut paths = Vec::new();
            tree(code.get(place..).unwrap_or_default(), &[], &mut paths);
            // The line of the name itself, not of the beginning of a long tree.
            named.extend(paths.into_iter().map(|(offset, path)| Named {
                line: Source::line_of(code, place + offset),
                path,
            }));
        }
    }
    named
}

/// Reads one tree from the beginning of `text`, adds its paths with their places, and returns its length.
fn tree(text: &str, prefix: &[String], paths: &mut Vec<(usize, Vec<String>)>) -> usize {
    let mut path = prefix.to_vec();
    let mut at = 0;
    let mut name_at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let space = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        at += space;
        if rest.starts_with('{') {
            return at + group(rest, &path, at, paths);
        }
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        let word = rest.get(..length).filter(|word| !word.is_empty());
        let Some(word) = word.or_else(|| rest.starts_with('*').then_some("*")) else {
            break;
        };
        name_at = at;
        path.push(word.to_owned());
        at += word.len();
        let next = text.get(at..).unwrap_or_default();
        let space = next.len() - next.trim_start().len();
        if !next.trim_start().starts_with("::") {
            break;
        }
        at += space + 2;
    }
    if path.len() > prefix.len() {
        paths.push((name_at, path));
    }
    at
}

/// Reads `{ … }`, which stands `offset` into the text of the caller.
fn group(
    text: &str,
    prefix: &[String],
    offset: usize,
    paths: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut at = 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        match rest.chars().next() {
            None => return at,
            Some('}') => return at + 1,
            Some(c) if c.is_alphanumeric() || c == '_' || c == '*' || c == '{' => {
                let mut inner = Vec::new();
                let length = tree(rest, prefix, &mut inner).max(1);
                paths.extend(
                    inner
                        .into_iter()
                        .map(|(place, path)| (offset + at + place, path)),
                );
                at += length;
                // `name as other` and `name as _`
                let rest = text.get(at..).unwrap_or_default();
                if rest.trim_start().starts_with("as ") {
                    at += rest.find([',', '}']).unwrap_or(rest.len());
                }
            }
            Some(c) => at += c.len_utf8(),
        }
    }
}
