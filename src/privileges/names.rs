//! What privileges are called: up to 50 letters, digits, `-` and `_`, unique among those of a partner, ignoring case.

use super::queries;
use crate::{
    db::{self, Conn},
    identity::Scope,
};

/// Longest name, in characters.
pub const NAME_MAX: usize = 50;
/// So much of a domain goes into a proposal, which leaves room for a number.
const STEM_MAX: usize = 40;

/// A name as it was typed.
///
/// # Errors
/// With the message beside the field.
pub fn parse(typed: &str) -> Result<String, String> {
    let name = typed.trim();
    let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || name.chars().count() > NAME_MAX || !name.chars().all(is_fit) {
        return Err(format!(
            "Use 1 to {NAME_MAX} letters (A to Z), digits, hyphens and underscores"
        ));
    }
    Ok(name.to_owned())
}

/// The first free name of this partner for privileges over a company: its domain, and a number.
///
/// # Errors
/// When the database does not answer.
pub fn proposed(conn: &mut Conn, scope: Scope, domain: &str) -> db::Result<String> {
    let stem = stem(domain);
    let taken = queries::names_beginning(conn, scope, &format!("{stem}-"))?;
    // One more than there are names, so that one of them is free.
    let free = (1..=taken.len() + 1)
        .map(|number| format!("{stem}-{number}"))
        .find(|name| !taken.contains(name));
    free.ok_or_else(|| db::Error::Accident("every name is taken".to_owned()))
}

/// The name that was asked for, where no other privileges of the partner have it by now; the proposed one otherwise. The
/// caller holds the partner.
///
/// # Errors
/// When the database does not answer.
pub fn free(
    conn: &mut Conn,
    scope: Scope,
    wanted: Option<&str>,
    domain: &str,
) -> db::Result<String> {
    match wanted {
        Some(name) if !queries::has_name(conn, scope, name)? => Ok(name.to_owned()),
        _ => proposed(conn, scope, domain),
    }
}

fn stem(domain: &str) -> String {
    let fit = domain.chars().map(|c| match c {
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => '-',
    });
    fit.take(STEM_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_to_fifty_letters_digits_hyphens_and_underscores() {
        let longest = "a".repeat(50);
        for fit in ["a", "A-1_b", longest.as_str()] {
            assert_eq!(parse(&format!(" {fit} ")).as_deref(), Ok(fit));
        }
        let too_long = "a".repeat(51);
        for unfit in ["", " ", "a b", "ä", "a.b", "a\u{200b}", too_long.as_str()] {
            assert!(parse(unfit).is_err(), "{unfit:?}");
        }
    }

    #[test]
    fn what_is_proposed_is_a_name() {
        let long = format!("{}.example", "x".repeat(60));
        for domain in ["adatum.example", "xn--mller-kva.example", long.as_str()] {
            let name = format!("{}-999999999", stem(domain));
            assert_eq!(parse(&name), Ok(name.clone()));
        }
    }
}
