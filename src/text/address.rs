//! Domains and mail addresses as people paste them.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::lines::{EMAIL_MAX, NAME_MAX, line, optional_line};

/// Longest text that is looked at to find an address in it, in characters.
const PASTED_MAX: usize = 600;

/// A domain as companies write it, to lower-case ASCII: a pasted scheme, path, leading `@` or `www.`, brackets and a full
/// stop at the end are taken off.
///
/// # Errors
/// With the sentence for the person.
pub fn domain(text: &str) -> Result<String, String> {
    const WRONG: &str = "Enter a domain such as contoso.example";
    let text = line(text, PASTED_MAX, "a domain such as contoso.example")?;
    let text = bare(&text);
    let (text, is_web) = match text.split_once("://") {
        Some((_, rest)) => (rest, true),
        None => (text, false),
    };
    let text = text
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches('@');
    let text = match text.rsplit_once(':') {
        Some((host, port)) if is_web && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => text,
    };
    let ascii = to_ascii(bare(text)).ok_or(WRONG)?;
    let ascii = ascii
        .strip_prefix("www.")
        .unwrap_or(&ascii)
        .trim_end_matches('.')
        .to_owned();
    let labels: Vec<&str> = ascii.split('.').collect();
    let top_is_a_name = labels
        .last()
        .is_some_and(|top| !top.bytes().all(|byte| byte.is_ascii_digit()));
    if ascii.len() <= 253 && labels.len() >= 2 && top_is_a_name {
        Ok(ascii)
    } else {
        Err(WRONG.to_owned())
    }
}

/// Letters, digits and hyphens, none of them at an end of a label. Two hyphens in the third and fourth place are allowed:
/// such domains were registered, and `xn--` is checked as what it stands for.
fn to_ascii(text: &str) -> Option<String> {
    let ascii = Uts46::new().to_ascii(
        text.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    ascii.ok().map(std::borrow::Cow::into_owned)
}

/// An address, and the name that stood with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedAddress {
    /// In lower case, its domain in ASCII.
    pub email: String,
    /// Empty when there was none.
    pub name: String,
}

/// An e-mail address in lower case, its domain in ASCII. See [`named_email`] for what may stand around it.
///
/// # Errors
/// With the sentence for the person.
pub fn email(text: &str) -> Result<String, String> {
    named_email(text).map(|found| found.email)
}

/// The one address in what was pasted: alone, as a link (`mailto:`), in brackets or quotation marks, with a full stop behind
/// it, in full-width letters, or as mail programs copy it, `Ana Lima <ana@contoso.example>`.
///
/// # Errors
/// With the sentence for the person; it names both when there are two.
pub fn named_email(text: &str) -> Result<NamedAddress, String> {
    const WRONG: &str = "Enter an email address such as name@contoso.example";
    let text = line(
        text,
        PASTED_MAX,
        "an email address such as name@contoso.example",
    )?;
    let text: String = text.nfkc().collect();
    let text = text.trim();
    let mut found: Vec<String> = Vec::new();
    for address in words(text).filter_map(address) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    if let [first, second, ..] = found.as_slice() {
        return Err(format!(
            "These are several addresses, such as {first} and {second}. Keep one"
        ));
    }
    let (name, inner) = parts(text);
    let email = address(inner).ok_or(WRONG)?;
    let name = optional_line(bare(name), NAME_MAX).unwrap_or_default();
    let is_only_the_address = name.contains('@');
    Ok(NamedAddress {
        email,
        name: if is_only_the_address {
            String::new()
        } else {
            name
        },
    })
}

/// What could be addresses.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "<>()[],;|\"".contains(c))
        .filter(|word| word.contains('@'))
}

/// The name and the address of `Name <address>` and of `address (Name)`; of anything else, nothing and all of it.
fn parts(text: &str) -> (&str, &str) {
    let text = text.trim_end_matches([',', ';', '.', ' ']);
    if let Some((address, name)) = text.strip_suffix(')').and_then(|it| it.split_once('('))
        && address.contains('@')
    {
        return (name, address);
    }
    match text.strip_suffix('>').and_then(|it| it.rsplit_once('<')) {
        Some((name, address)) => (name, address),
        None => ("", text),
    }
}

/// Without white space, and what belongs to the text around it.
fn bare(text: &str) -> &str {
    const OPENING: &str =
        "<([{\"'`\u{2018}\u{201C}\u{201E}\u{201A}\u{AB}\u{2039}\u{300C}\u{300E}\u{3010}";
    const CLOSING: &str = ">)]}\"'`.,;:!?\u{2018}\u{2019}\u{201C}\u{201D}\u{BB}\u{203A}\u{300D}\u{300F}\u{3011}\u{3002}\u{3001}";
    text.trim_start_matches(|c: char| c.is_whitespace() || OPENING.contains(c))
        .trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(c))
}

/// What is said of an address in a link to it: without the scheme and the fields.
fn without_scheme(text: &str) -> String {
    let is_link = text
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let rest = match text.get(7..) {
        Some(rest) if is_link => rest.split('?').next().unwrap_or_default(),
        _ => return text.to_owned(),
    };
    match percent_decode_str(rest).decode_utf8() {
        Ok(decoded) => decoded.trim().to_owned(),
        Err(_) => rest.to_owned(),
    }
}

/// This text as an address, if it is one.
fn address(text: &str) -> Option<String> {
    let text = without_scheme(bare(text));
    let (local, host) = bare(&text).rsplit_once('@')?;
    if host.contains(['/', ':', '?', '#']) || host.starts_with("www.") {
        return None;
    }
    let host = domain(host).ok()?;
    let address = format!("{}@{host}", local.to_lowercase());
    let plain = local.is_ascii()
        && !local.contains(['"', '(', ')', '<', '>', ',', ';', ':', '\\', '[', ']'])
        && !local.contains(char::is_whitespace);
    let is_one = plain
        && local.len() <= 64
        && address.len() <= EMAIL_MAX
        && address.parse::<lettre::Address>().is_ok();
    is_one.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_taken_from_what_people_paste() {
        for text in [
            "Contoso.Example",
            "https://www.contoso.example/about?x=1",
            "https://contoso.example:8443/about",
            "@contoso.example",
            "contoso.example.",
            "<contoso.example>,",
            "\u{FEFF}\u{200E}contoso.example\u{200F}",
            "ｃｏｎｔｏｓｏ．ｅｘａｍｐｌｅ",
            "contoso。example",
        ] {
            assert_eq!(domain(text).as_deref(), Ok("contoso.example"), "{text}");
        }
        assert_eq!(
            domain("bücher.example").as_deref(),
            Ok("xn--bcher-kva.example")
        );
        for text in [
            "",
            "contoso",
            "con toso.example",
            "a..example",
            "10.0.0.1",
            "-a.example",
            "a-.example",
            "contoso.example:80",
            "xn--a\u{FC}.example",
            "xn--zzzzzzzzzzzz.example",
        ] {
            assert!(domain(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hyphens_in_the_third_and_fourth_place_are_no_fault() {
        for text in ["ab--cd.example", "r3--sn.example", "a--b.example"] {
            assert_eq!(domain(text).as_deref(), Ok(text));
            let address = format!("ana@{text}");
            assert_eq!(email(&address).as_deref(), Ok(address.as_str()));
        }
    }

    #[test]
    fn an_email_address_is_checked_and_lowered() {
        assert_eq!(
            email(" Ada.Lov@Contoso.Example ").as_deref(),
            Ok("ada.lov@contoso.example")
        );
        for text in [
            "",
            "ada",
            "ada@",
            "@contoso.example",
            "a b@contoso.example",
            "Ada ada@contoso.example",
            "ada@contoso",
            "ada@contoso.example\nBcc: x@y.example",
            "ada@https://x.example",
            "<ada@contoso.example> x",
            "mailto:",
            "ada@@contoso.example",
            "mailto:a%00b@contoso.example",
        ] {
            assert!(email(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_taken_out_of_what_stands_around_it() {
        for (text, name) in [
            ("Ana Lima <ana@adatum.example>", "Ana Lima"),
            ("\"Lima, Ana\" <ANA@Adatum.Example>;", "Lima, Ana"),
            ("'Ana Lima' <mailto:ana@adatum.example>", "Ana Lima"),
            ("ana@adatum.example (Ana Lima)", "Ana Lima"),
            ("アナ <ana@adatum.example>", "アナ"),
            ("ana@adatum.example <ana@adatum.example>", ""),
            ("<ana@adatum.example>", ""),
            ("<<ana@adatum.example>>", ""),
            ("[ana@adatum.example](mailto:ana@adatum.example)", ""),
            ("mailto:ana@adatum.example", ""),
            ("MAILTO:ana%40adatum.example?subject=Hello", ""),
            ("ana@adatum.example.", ""),
            ("ana@adatum.example;", ""),
            ("ana@adatum.example,", ""),
            ("“ana@adatum.example”", ""),
            ("「ana@adatum.example」", ""),
            ("(ana@adatum.example)", ""),
            ("ａｎａ＠ａｄａｔｕｍ．ｅｘａｍｐｌｅ", ""),
            ("ana＠adatum。example", ""),
            ("\u{FEFF}\u{202A}ana@adatum.example\u{202C}", ""),
        ] {
            let found = named_email(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(found.email, "ana@adatum.example", "{text}");
            assert_eq!(found.name, name, "{text}");
        }
    }

    #[test]
    fn two_addresses_are_both_named() {
        for text in [
            "ana@adatum.example; bo@adatum.example",
            "ana@adatum.example,bo@adatum.example",
            "ana@adatum.example / bo@adatum.example",
            "ana@adatum.example bo@adatum.example",
            "Ana <ana@adatum.example>, Bo <bo@adatum.example>",
            "ana@adatum.example <bo@adatum.example>",
        ] {
            let why = named_email(text).unwrap_err();
            assert!(
                why.contains("ana@adatum.example and bo@adatum.example"),
                "{text}: {why}"
            );
        }
    }
}
