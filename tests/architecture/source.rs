//! Files as text, with what is not code blanked out, so that a rule never trips over a comment or a string.

use std::{fmt, fs, path::Path};

use walkdir::WalkDir;

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Path below the folder that was read, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.rule)
    }
}

impl Source {
    /// A made-up file.
    pub(crate) fn made_up(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Every file with this ending below a folder of the repository.
    pub(crate) fn tree(folder: &str, ending: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<Self> = WalkDir::new(&root)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| {
                entry
                    .path()
                    .extension()
                    .is_some_and(|found| found == ending)
            })
            .map(|entry| Self {
                path: entry
                    .path()
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/"),
                text: fs::read_to_string(entry.path()).unwrap(),
            })
            .collect();
        assert!(!files.is_empty(), "no .{ending} file in {folder}/");
        files.sort_by(|one, two| one.path.cmp(&two.path));
        files
    }

    /// The module at the top: `identity` for `identity/queries.rs`, `clock` for `clock.rs`.
    pub(crate) fn module(&self) -> &str {
        self.path
            .split('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".rs")
    }

    /// The name of the file without its ending.
    pub(crate) fn stem(&self) -> &str {
        self.path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".rs")
    }

    /// Whether it is the `mod.rs` of a module at the top.
    pub(crate) fn is_front(&self) -> bool {
        self.path == format!("{}/mod.rs", self.module()) || !self.path.contains('/')
    }

    /// Where `super::` begins: `[identity]` for `identity/queries.rs`.
    pub(crate) fn module_path(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        path.trim_end_matches("/mod").split('/').collect()
    }

    /// The line of a place in the text.
    pub(crate) fn line_of(text: &str, place: usize) -> usize {
        text.bytes()
            .take(place)
            .filter(|byte| *byte == b'\n')
            .count()
            + 1
    }

    pub(crate) fn violation(&self, line: usize, rule: impl Into<String>) -> Violation {
        Violation {
            path: self.path.clone(),
            line,
            rule: rule.into(),
        }
    }

    /// The code alone: comments, strings and unit tests are blank, line numbers stay.
    pub(crate) fn code(&self) -> String {
        without_tests(&blanked(&self.text, true), &blanked(&self.text, true))
    }

    /// The code with its strings, for rules about SQL.
    pub(crate) fn code_and_strings(&self) -> String {
        without_tests(&blanked(&self.text, false), &blanked(&self.text, true))
    }

    /// A template without its comments.
    pub(crate) fn markup(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some((before, comment)) = rest.split_once("{#") {
            out.push_str(before);
            let (inside, after) = comment.split_once("#}").unwrap_or((comment, ""));
            out.extend(inside.chars().filter(|c| *c == '\n'));
            rest = after;
        }
        out + rest
    }
}

/// Blanks comments, and strings when asked to; every character keeps its place.
fn blanked(text: &str, strings_too: bool) -> String {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, blank) = next_piece(rest, out.last().copied());
        let blank = match blank {
            Piece::Code => false,
            Piece::Comment => true,
            Piece::Text => strings_too,
        };
        out.extend(
            rest.iter()
                .take(length)
                .map(|byte| if blank && *byte != b'\n' { b' ' } else { *byte }),
        );
        at += length;
    }
    String::from_utf8(out).unwrap()
}

enum Piece {
    Code,
    Comment,
    Text,
}

/// How long the next piece is, and what it is.
fn next_piece(rest: &[u8], before: Option<u8>) -> (usize, Piece) {
    let in_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let until = |end: &[u8], from: usize| {
        let found = rest
            .windows(end.len())
            .skip(from)
            .position(|window| window == end);
        found.map_or(rest.len(), |place| from + place + end.len())
    };
    match rest {
        [b'/', b'/', ..] => (
            until(b"\n", 2) - usize::from(rest.contains(&b'\n')),
            Piece::Comment,
        ),
        [b'/', b'*', ..] => (until(b"*/", 2), Piece::Comment),
        [b'r', b'"', ..] if !in_word => (until(b"\"", 2), Piece::Text),
        [b'r', b'#', b'"', ..] if !in_word => (until(b"\"#", 3), Piece::Text),
        [b'"', ..] => (end_of_string(rest), Piece::Text),
        [b'\'', b'\\', ..] => (until(b"'", 3), Piece::Text),
        [b'\'', _, b'\'', ..] => (3, Piece::Text),
        _ => (1, Piece::Code),
    }
}

fn end_of_string(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (place, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Blanks what stands under `#[cfg(test)]`; braces are counted in the bare code.
fn without_tests(text: &str, bare: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let mut from = 0;
    while let Some(start) = bare
        .get(from..)
        .and_then(|rest| rest.find("#[cfg(test)]"))
        .map(|place| from + place)
    {
        let mut depth = 0_usize;
        let mut end = bare.len();
        for (place, byte) in bare.bytes().enumerate().skip(start) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if (byte == b'}' || byte == b';') && depth == 0 {
                end = place + 1;
                break;
            }
        }
        out.iter_mut()
            .take(end)
            .skip(start)
            .filter(|byte| **byte != b'\n')
            .for_each(|byte| *byte = b' ');
        from = end;
    }
    String::from_utf8(out).unwrap()
}
