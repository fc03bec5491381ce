//! Addresses of other sites in a message that this server sends in its own name.
//!
//! Such a message carries this server's good name to a link that somebody else chose. So the sender is shown
//! each of them before the message goes, and the operator may refuse them.

use std::collections::BTreeSet;

use crate::text;

/// What becomes of messages that hold addresses of other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForeignLinks {
    /// They go once their sender has seen the addresses.
    #[default]
    Show,
    /// They do not go.
    Refuse,
}

impl ForeignLinks {
    /// As the setting has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Refuse => "refuse",
        }
    }

    /// Reads the setting.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "show" => Ok(Self::Show),
            "refuse" => Ok(Self::Refuse),
            _ => Err("must be show or refuse".to_owned()),
        }
    }
}

/// What messages may name: this server's site, and the companies that they are about.
#[derive(Debug, Clone)]
pub struct Foreign {
    own: Vec<String>,
    /// What the operator wants.
    pub rule: ForeignLinks,
}

impl Foreign {
    /// `own` are this server's host and the companies' domains.
    #[must_use]
    pub fn new(own: Vec<String>, rule: ForeignLinks) -> Self {
        let mut own = own;
        for domain in &mut own {
            if let Some(rest) = domain.strip_prefix("www.") {
                *domain = rest.to_owned();
            }
        }
        Self { own, rule }
    }

    /// The other sites in a message; `about` is one more domain that it may name:
    /// the reader's own.
    #[must_use]
    pub fn sites(&self, subject: &str, body: &str, about: &str) -> BTreeSet<String> {
        let own = self.own.iter().map(String::as_str);
        let own: Vec<&str> = own
            .chain([about])
            .filter(|domain| !domain.is_empty())
            .collect();
        sites(&format!("{subject}\n{body}"), &own)
    }

    /// Why a message that names these must not go, for its sender; `seen` are the sites that they have been shown.
    #[must_use]
    pub fn objection(&self, sites: &BTreeSet<String>, seen: &str) -> Option<String> {
        let named = words(sites, ", ");
        match self.rule {
            _ if sites.is_empty() => None,
            ForeignLinks::Refuse => Some(format!(
                "This server does not send messages with addresses of other sites: {named}. Take them out, or hand the message out yourself"
            )),
            ForeignLinks::Show => {
                let seen: Vec<&str> = seen.split(' ').collect();
                let is_new = sites.iter().any(|site| !seen.contains(&site.as_str()));
                is_new.then(|| format!(
                    "This message holds addresses of other sites: {named}. Read it again; it goes when you press the button once more"
                ))
            }
        }
    }
}

/// Their names, one after the other.
#[must_use]
pub fn words(sites: &BTreeSet<String>, between: &str) -> String {
    let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
    sites.join(between)
}

/// The sites whose addresses stand in a text, whether written whole (`https://…`, `www.…`) or as a bare domain,
/// which mail programs make links of, too. Not those of `own` domains and what is below them; addresses of people
/// are none of a site.
#[must_use]
pub(super) fn sites(text: &str, own: &[&str]) -> BTreeSet<String> {
    let whole = text
        .match_indices("://")
        .filter_map(|(place, mark)| host(text.get(place + mark.len()..)?));
    let bare = text
        .split(|c: char| c.is_whitespace() || is_between(c))
        .filter(|word| !word.contains("://"))
        .filter_map(bare);
    whole
        .chain(bare)
        .filter(|site| !own.iter().any(|own| is_within(site, own)))
        .collect()
}

/// Not part of a bare domain. Chinese and Japanese write no spaces, and their full stop ends a sentence: there only a
/// domain in Latin letters is told apart from the words around it.
fn is_between(c: char) -> bool {
    "<>()[]{}\"',;|“”„«»".contains(c) || c >= '\u{2E80}'
}

fn is_within(site: &str, own: &str) -> bool {
    let below = site.strip_suffix(own);
    below.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The host at the beginning of what follows `://`, without the name of a user in front of it.
fn host(rest: &str) -> Option<String> {
    let end = |c: char| c.is_whitespace() || "/?#\\<>()\"',;".contains(c);
    let authority = rest.split(end).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    if name.is_empty() {
        return (!host.is_empty()).then(|| host.to_lowercase());
    }
    Some(text::domain(name).unwrap_or_else(|_| name.trim_end_matches('.').to_lowercase()))
}

/// A word that is a domain, perhaps with a path behind it.
fn bare(word: &str) -> Option<String> {
    let name = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let top = name.rsplit('.').next().unwrap_or_default();
    // "end.Then" is a missing space; "contoso.example" and "WWW.CONTOSO.EXAMPLE" are sites.
    let is_one_case =
        top.chars().all(char::is_lowercase) || name.chars().all(|c| !c.is_lowercase());
    let is_site = !name.contains('@') && top.chars().count() >= 2 && is_one_case;
    if is_site {
        text::domain(name).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sites_are_found_however_they_are_written() {
        for (text, found) in [
            ("Read https://evil.example/x?y=1 now", vec!["evil.example"]),
            ("(http://user:pw@evil.example:8080/)", vec!["evil.example"]),
            ("詳細はhttps://evil.example/xへ", vec!["evil.example"]),
            ("www.evil.example.", vec!["evil.example"]),
            ("こちらです。詳細はevil.exampleへ。", vec!["evil.example"]),
            ("こちらです。それだけです。", vec![]),
            (
                "Look at evil.example/x, or other.example",
                vec!["evil.example", "other.example"],
            ),
            ("EVIL.EXAMPLE", vec!["evil.example"]),
            ("http://10.0.0.1/x", vec!["10.0.0.1"]),
            ("https://bücher.example", vec!["xn--bcher-kva.example"]),
            (
                "https://partners.example.org/i/abc and contoso.example",
                vec![],
            ),
            ("https://sub.contoso.example", vec![]),
            ("https://notcontoso.example", vec!["notcontoso.example"]),
            (
                "Write to ana@evil.example. Or call.Then 3.5 e.g. this",
                vec![],
            ),
            ("", vec![]),
        ] {
            let own = ["partners.example.org", "contoso.example"];
            let sites: Vec<String> = sites(text, &own).into_iter().collect();
            assert_eq!(sites, found, "{text}");
        }
    }
}
