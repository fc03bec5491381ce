//! The words of a draft, and the personalized link in them.
//!
//! The text is kept with a mark where the link stands, never with the link. What the person sees and edits
//! holds the link itself.

use crate::text::SECRET_MARK;

/// How the link stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// Once, whole.
    Right,
    /// Not at all.
    Missing,
    /// Something like it, but not it.
    Changed,
    /// More than once.
    Doubled,
}

impl LinkState {
    /// As the component beside the text knows it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Missing | Self::Changed => "missing",
            Self::Doubled => "doubled",
        }
    }

    /// What is wrong, for the person.
    #[must_use]
    pub fn problem(self) -> Option<&'static str> {
        match self {
            Self::Right => None,
            Self::Missing => {
                Some("The personalized link is missing. Put it back: without it nobody can answer")
            }
            Self::Changed => Some(
                "The personalized link was changed. Put it back as it was: a changed link opens nothing",
            ),
            Self::Doubled => Some(
                "The personalized link stands in the text more than once. Leave it in one place",
            ),
        }
    }
}

/// What follows `{…}/i/` in a text, with where it stands: links of this site, ours or changed ones.
fn links<'t>(text: &'t str, link: &str) -> Vec<(usize, &'t str)> {
    let stem = link.rsplit_once('/').map_or(link, |(stem, _)| stem);
    text.match_indices(stem)
        .map(|(start, _)| {
            let rest = text.get(start..).unwrap_or_default();
            let in_link = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            let path = rest.get(stem.len()..).unwrap_or_default();
            let token = path.strip_prefix('/').unwrap_or_default();
            let slash = path.len() - path.strip_prefix('/').map_or(path.len(), str::len);
            let end = token.find(|c| !in_link(c)).unwrap_or(token.len());
            (
                start,
                rest.get(..stem.len() + slash + end).unwrap_or_default(),
            )
        })
        .collect()
}

/// How `link` stands in `text`.
#[must_use]
pub fn check(text: &str, link: &str) -> LinkState {
    let found = links(text, link);
    let right = found.iter().filter(|(_, text)| *text == link).count();
    match (right, found.len()) {
        (1, 1) => LinkState::Right,
        (0, 0) => LinkState::Missing,
        (0 | 1, _) => LinkState::Changed,
        _ => LinkState::Doubled,
    }
}

/// The text with the link once: the first place it (or something like it) stands, or at the end.
#[must_use]
pub fn put_back(text: &str, link: &str) -> String {
    let found = links(text, link);
    let mut result = String::new();
    let mut end = 0;
    for (index, (start, old)) in found.iter().enumerate() {
        result.push_str(text.get(end..*start).unwrap_or_default());
        if index == 0 {
            result.push_str(link);
        }
        end = start + old.len();
    }
    result.push_str(text.get(end..).unwrap_or_default());
    if found.is_empty() {
        return format!("{}\n\n{link}\n", result.trim_end());
    }
    result
}

/// The text to keep: the mark in the place of the link.
#[must_use]
pub(crate) fn to_stored(text: &str, link: &str) -> String {
    text.replace(link, &SECRET_MARK.to_string())
}

/// The text to show: the link in the place of the mark.
#[must_use]
pub(crate) fn to_shown(stored: &str, link: &str) -> String {
    stored.replace(SECRET_MARK, link)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://example.org/p/i/abcDEF-_123";

    #[test]
    fn a_link_is_right_missing_changed_or_doubled() {
        for (text, state) in [
            (format!("Dear Ana,\n\n{LINK}\n\nBye"), LinkState::Right),
            (format!("({LINK})."), LinkState::Right),
            ("Dear Ana".to_owned(), LinkState::Missing),
            (String::new(), LinkState::Missing),
            (format!("{LINK}x"), LinkState::Changed),
            (LINK.replace("abc", "xyz"), LinkState::Changed),
            ("https://example.org/p/i/".to_owned(), LinkState::Changed),
            (
                format!("{LINK} and {}", LINK.replace("abc", "xyz")),
                LinkState::Changed,
            ),
            (format!("{LINK} {LINK}"), LinkState::Doubled),
        ] {
            assert_eq!(check(&text, LINK), state, "{text}");
        }
    }

    #[test]
    fn putting_the_link_back_keeps_every_other_word() {
        for (text, result) in [
            ("Dear Ana".to_owned(), format!("Dear Ana\n\n{LINK}\n")),
            (format!("a {LINK}xyz b"), format!("a {LINK} b")),
            (format!("a {LINK} b {LINK} c"), format!("a {LINK} b  c")),
        ] {
            assert_eq!(put_back(&text, LINK), result);
            assert_eq!(check(&put_back(&text, LINK), LINK), LinkState::Right);
        }
    }

    #[test]
    fn what_is_kept_never_holds_the_link() {
        let text = format!("a {LINK} b {LINK}x");
        let stored = to_stored(&text, LINK);
        assert!(!stored.contains("abcDEF"));
        assert_eq!(to_shown(&stored, LINK), text);
    }
}
