//! User names: up to 64 characters, no dot in front of the @, then one of the customer's verified domains.

use crate::{
    customers,
    db::{self, Conn, ids::CustomerId},
    domains::ConsentRules,
    text::{domain_of, folded},
};

/// Longest part in front of the @, in characters.
const LOCAL_MAX: usize = 64;
/// Longest domain that users can have, in characters.
const DOMAIN_MAX: usize = 48;
/// What may stand in front of the @ beside letters and digits.
const MARKS: &str = "'.-_!#^~";

/// The domains in which a customer can have users: its verified ones that are short enough, the one of its acceptance
/// first. The one place that says so.
///
/// # Errors
/// When the database does not answer.
pub fn domains_for_users(
    conn: &mut Conn,
    rules: &ConsentRules,
    customer: CustomerId,
) -> db::Result<Vec<String>> {
    let mut domains = customers::verified_domains(conn, rules, customer)?;
    domains.retain(|domain| domain.len() <= DOMAIN_MAX);
    Ok(domains)
}

/// A user name of these parts. Whoever types the whole name into the field for its first part is understood, when the
/// domain is the one that is chosen.
///
/// # Errors
/// With the sentence for the person.
pub(crate) fn name_of_parts(local: &str, domain: &str) -> Result<String, String> {
    let local = local.trim();
    let local = match local.split_once('@') {
        Some((before, behind)) if behind.eq_ignore_ascii_case(domain) => before,
        _ => local,
    };
    check_local(local)?;
    Ok(format!("{local}@{domain}"))
}

fn check_local(local: &str) -> Result<(), String> {
    let length = local.chars().count();
    if local.is_empty() {
        return Err("Enter a user name".to_owned());
    }
    if length > LOCAL_MAX {
        return Err(format!(
            "Use at most {LOCAL_MAX} characters in front of the @; this has {length}"
        ));
    }
    let is_known = |c: char| c.is_ascii_alphanumeric() || MARKS.contains(c);
    if !local.chars().all(is_known) {
        return Err(
            "Use letters A to Z, digits and ' . - _ ! # ^ ~ alone, without spaces".to_owned(),
        );
    }
    if local.ends_with('.') {
        return Err("Take away the full stop in front of the @".to_owned());
    }
    Ok(())
}

/// A whole user name as it was typed, in one of these domains.
///
/// # Errors
/// With the sentence for the person.
pub(super) fn whole_user_name(text: &str, domains: &[String]) -> Result<String, String> {
    let text = text.trim();
    let Some(first) = domains.first() else {
        return Err(
            "This customer has no verified domain at present. Verify one on its account page first"
                .to_owned(),
        );
    };
    let Some((local, domain)) = text.rsplit_once('@') else {
        return Err(format!("Enter a whole user name, such as {text}@{first}"));
    };
    let known = domains
        .iter()
        .find(|known| known.eq_ignore_ascii_case(domain));
    let known = known.ok_or_else(|| {
        format!(
            "{domain} is not a verified domain of this customer. Use {}",
            domains.join(" or ")
        )
    })?;
    name_of_parts(local, known)
}

/// What a user is found by: each word of the names and of the user name's first part, and the whole user name.
#[must_use]
pub(super) fn words_of(display: &str, first: &str, last: &str, user_name: &str) -> Vec<String> {
    let local = user_name.split('@').next().unwrap_or_default();
    let mut words = split(&[display, first, last, local].join(" "));
    words.push(user_name.to_lowercase());
    words.sort_unstable();
    words.dedup();
    words
}

/// What a search looks for: each is the beginning of a word. A text with an @ is the beginning of a user name.
#[must_use]
pub(super) fn searched(text: &str) -> Vec<String> {
    if text.contains('@') {
        return vec![text.trim().to_lowercase()];
    }
    let mut words = split(text);
    words.sort_unstable();
    words.dedup();
    words
}

fn split(text: &str) -> Vec<String> {
    let text = folded(text);
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The domain of a user name: all of it that a line of activity keeps.
#[must_use]
pub(super) fn domain_part(user_name: &str) -> &str {
    domain_of(user_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_has_the_characters_and_the_lengths_of_the_rule() {
        let domain = "adatum.example";
        let longest = "a".repeat(64);
        for good in ["a", "Ada.Lind", "o'neil", "-_!#^~", ".a", longest.as_str()] {
            assert_eq!(
                name_of_parts(good, domain),
                Ok(format!("{good}@{domain}")),
                "{good}"
            );
        }
        let too_long = "a".repeat(65);
        for bad in [
            "",
            " ",
            "a b",
            "ada.",
            "ä",
            "a+b",
            "a@b",
            "a@other.example",
            "a\"",
            too_long.as_str(),
        ] {
            assert!(name_of_parts(bad, domain).is_err(), "{bad}");
        }
        assert_eq!(
            name_of_parts(" Ada@ADATUM.example ", domain),
            Ok("Ada@adatum.example".to_owned())
        );
    }

    #[test]
    fn a_whole_user_name_is_in_one_of_the_domains() {
        let domains = ["adatum.example".to_owned(), "adatum.test".to_owned()];
        assert_eq!(
            whole_user_name("ada@Adatum.TEST", &domains),
            Ok("ada@adatum.test".to_owned())
        );
        for bad in ["ada", "ada@contoso.example", "ada@", "@adatum.example", ""] {
            assert!(whole_user_name(bad, &domains).is_err(), "{bad}");
        }
        assert!(whole_user_name("ada", &[]).is_err());
    }

    #[test]
    fn a_user_is_found_by_the_beginning_of_each_word() {
        let words = words_of(
            "Dara O'Neil (Sales)",
            "Dara",
            "O'Neil",
            "Dara.ONeil@a.example",
        );
        assert_eq!(
            words,
            [
                "dara",
                "dara.oneil@a.example",
                "neil",
                "o",
                "oneil",
                "sales"
            ]
        );
        assert_eq!(searched("  O'Neil dara dara "), ["dara", "neil", "o"]);
        assert_eq!(searched("Dara.ONeil@A"), ["dara.oneil@a"]);
        assert!(searched("%_\"'").is_empty());
    }
}
