//! Links whose address is a secret: whether a text holds one, and what comes along when one is copied.

use super::{KEYED, PUBLIC_INVITATION, PUBLIC_PRIVILEGES, USER_PASSWORD};

/// Characters of a link's token: 256 bits in base64.
const TOKEN: usize = 43;

/// Whether a link whose address is a secret stands in this text, in full or as a path.
#[must_use]
pub fn holds_a_link(text: &[u8]) -> bool {
    let beginnings = KEYED
        .iter()
        .filter_map(|pattern| pattern.strip_suffix("{token}"));
    beginnings.into_iter().any(|beginning| {
        memchr::memmem::find_iter(text, beginning).any(|at| {
            let rest = text.iter().skip(at + beginning.len()).take(TOKEN);
            let is_of_token =
                |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            rest.take_while(is_of_token).count() == TOKEN
        })
    })
}

/// The path of a secret link without what came along from the text around it: a full stop, a bracket, a quotation mark, a
/// line end. Nothing where nothing came along, or where no whole link stands in front of it. `path` is as it was sent. A
/// link begins right behind the site's own prefix, so that what is returned never leads to another host.
#[must_use]
pub fn without_what_came_along<'p>(prefix: &str, path: &'p str) -> Option<&'p str> {
    let inside = path.strip_prefix(prefix)?;
    let mut beginnings = KEYED
        .iter()
        .filter_map(|pattern| pattern.strip_suffix("{token}"));
    let beginning = beginnings.find(|beginning| inside.starts_with(beginning))?;
    let at = prefix.len() + beginning.len();
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let token = path.get(at..at + TOKEN)?;
    let rest = path.get(at + TOKEN..)?;
    let leads_on = rest.strip_prefix('/').is_some_and(|rest| {
        rest.bytes()
            .next()
            .is_some_and(|first| first.is_ascii_lowercase())
    });
    // A letter or digit behind it is no sign of a sentence: the address is another one.
    let is_longer = rest.starts_with(|first: char| first.is_ascii_alphanumeric());
    if rest.is_empty() || leads_on || is_longer || !token.bytes().all(is_of_token) {
        return None;
    }
    path.get(..at + TOKEN)
}

/// Whether a path, without the public URL's own part, is one below a link that customers and their users are mailed.
#[must_use]
pub fn is_of_public_link(path: &str) -> bool {
    [PUBLIC_INVITATION, PUBLIC_PRIVILEGES, USER_PASSWORD]
        .iter()
        .any(|pattern| {
            let fixed = pattern.split_once('{');
            fixed.is_some_and(|(fixed, _)| path.starts_with(fixed))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{paths::Site, secrets::Purpose};

    #[test]
    fn what_came_along_with_a_link_is_taken_off() {
        let token = "aZ0-_".repeat(9)[..TOKEN].to_owned();
        let beginnings = KEYED
            .iter()
            .filter_map(|pattern| pattern.strip_suffix("{token}"));
        let beginnings: Vec<&str> = beginnings.collect();
        assert!(beginnings.contains(&"/i/"), "{beginnings:?}");
        for (prefix, beginning) in ["", "/partners"]
            .iter()
            .flat_map(|prefix| beginnings.iter().map(move |it| (*prefix, *it)))
        {
            let link = format!("{prefix}{beginning}{token}");
            for along in [
                ".",
                ",",
                ")",
                "]",
                "%3E",
                "%22",
                "'",
                "%0D",
                "%0D%0A",
                "%20",
                "%E2%80%9D",
                "/",
                "/.",
                "%E3%80%82",
                "*",
                "-",
                "_",
            ] {
                let pasted = format!("{link}{along}");
                assert_eq!(
                    without_what_came_along(prefix, &pasted),
                    Some(link.as_str()),
                    "{pasted}"
                );
            }
            for whole in [
                link.clone(),
                format!("{link}/code"),
                link[..link.len() - 1].to_owned(),
                format!("{}.", &link[..link.len() - 1]),
            ] {
                assert_eq!(without_what_came_along(prefix, &whole), None, "{whole}");
            }
        }
        assert_eq!(without_what_came_along("", "/customers."), None);
        for elsewhere in [
            format!("//evil.example/i/{token}."),
            format!("/\\evil.example/i/{token}."),
            format!("/partners/i/{token}."),
            format!("evil.example/i/{token}."),
        ] {
            assert_eq!(without_what_came_along("", &elsewhere), None, "{elsewhere}");
            let below = format!("{elsewhere}/partners/i/{token}.");
            assert_eq!(without_what_came_along("/other", &below), None, "{below}");
        }
    }

    #[test]
    fn every_kind_of_secret_link_is_found_and_nothing_else_is() {
        let token = "aZ0-_".repeat(9)[..TOKEN].to_owned();
        let site = Site::parse("https://example.org/partners").unwrap();
        for purpose in [
            Purpose::Invitation,
            Purpose::Partnership,
            Purpose::Privileges,
            Purpose::Setup,
            Purpose::Reset,
            Purpose::UserPassword,
        ] {
            let link = site.secret_link(purpose, &token);
            assert!(holds_a_link(format!("/i/ /i/{link}.").as_bytes()), "{link}");
            assert!(!holds_a_link(&link.as_bytes()[..link.len() - 1]), "{link}");
        }
        let record = site.paths().invitation(crate::db::ids::InvitationId::new());
        assert!(!holds_a_link(record.as_bytes()), "{record}");
    }
}
