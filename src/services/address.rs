//! The address of a service's own administration: as a seller types it, with marks where a customer's own values belong, and filled
//! in for one customer.
//!
//! Marks stand behind the host alone, so that a customer's domain never says whose server is opened.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::{
    db::ids::CustomerId,
    text::{self, optional_line},
};

/// Longest address, in characters.
const LONGEST: usize = 500;
const SCHEME: &str = "https://";
/// Where the customer's ID belongs.
pub(super) const CUSTOMER_ID: &str = "{customer_id}";
/// Where its primary domain belongs.
pub(super) const DOMAIN: &str = "{domain}";

/// What stands for itself in any part of an address (RFC 3986, 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// An address as it is kept; empty is allowed.
///
/// # Errors
/// With the sentence for the person.
pub(super) fn checked(typed: &str) -> Result<String, String> {
    let line = optional_line(typed, LONGEST)?;
    if line.is_empty() {
        return Ok(line);
    }
    let begin = line.get(..SCHEME.len()).map(str::to_ascii_lowercase);
    let Some(rest) = line
        .get(SCHEME.len()..)
        .filter(|_| begin.as_deref() == Some(SCHEME))
    else {
        return Err("Enter an address that begins with https://".to_owned());
    };
    if line.contains(char::is_whitespace) || line.contains('\\') {
        return Err("Remove spaces and backslashes".to_owned());
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err("Remove the user name in front of the host".to_owned());
    }
    if host.contains(['{', '}']) {
        return Err("What is filled in can stand behind the host alone".to_owned());
    }
    let without_marks = rest.replace(CUSTOMER_ID, "").replace(DOMAIN, "");
    if without_marks.contains(['{', '}']) {
        return Err(format!("Only {CUSTOMER_ID} and {DOMAIN} can be filled in"));
    }
    let address = format!("{SCHEME}{rest}");
    match filled(
        &address,
        CustomerId::from_uuid(uuid::Uuid::nil()),
        "a.example",
    ) {
        Some(_) => Ok(address),
        None => Err("Enter the address of a site, such as https://admin.mail.example/".to_owned()),
    }
}

/// The address for one customer. Nothing where it is none of a site over https, whatever stands in the database.
pub(super) fn filled(template: &str, customer: CustomerId, domain: &str) -> Option<Url> {
    let escaped = |value: &str| utf8_percent_encode(value, ESCAPED).to_string();
    let text = template
        .replace(CUSTOMER_ID, &escaped(&customer.to_string()))
        .replace(DOMAIN, &escaped(domain));
    let url = Url::parse(&text).ok()?;
    let has_user = !url.username().is_empty() || url.password().is_some();
    let is_site = url.scheme() == "https" && text::domain(url.host_str()?).is_ok();
    (is_site && !has_user).then_some(url)
}

/// Scheme, host and port.
pub(super) fn origin(template: &str) -> Option<String> {
    let url = filled(
        template,
        CustomerId::from_uuid(uuid::Uuid::nil()),
        "a.example",
    )?;
    Some(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> CustomerId {
        "01900000-0000-7000-8000-000000000001".parse().unwrap()
    }

    #[test]
    fn a_customers_values_are_filled_in_behind_the_host() {
        let typed = " HTTPS://admin.mail.example:8443/t/{customer_id}?org={domain}#{domain} ";
        let address = checked(typed).unwrap();
        assert_eq!(
            address,
            "https://admin.mail.example:8443/t/{customer_id}?org={domain}#{domain}"
        );
        assert_eq!(
            filled(&address, id(), "adatum.example").unwrap().as_str(),
            "https://admin.mail.example:8443/t/01900000-0000-7000-8000-000000000001?org=adatum.example#adatum.example"
        );
        assert_eq!(
            origin(&address).as_deref(),
            Some("https://admin.mail.example:8443")
        );
        assert_eq!(checked("  ").as_deref(), Ok(""));
    }

    #[test]
    fn a_value_stays_within_its_place() {
        let address = "https://admin.mail.example/t/{domain}/x?org={domain}";
        let filled = filled(address, id(), "a/../b?c=d&e#f@g\\ü").unwrap();
        assert_eq!(
            filled.path(),
            "/t/a%2F..%2Fb%3Fc%3Dd%26e%23f%40g%5C%C3%BC/x"
        );
        assert_eq!(
            filled.query(),
            Some("org=a%2F..%2Fb%3Fc%3Dd%26e%23f%40g%5C%C3%BC")
        );
        assert_eq!(filled.host_str(), Some("admin.mail.example"));
    }

    #[test]
    fn no_other_address_is_taken() {
        let long = format!("https://a.example/{}", "x".repeat(LONGEST));
        for wrong in [
            "http://admin.mail.example/",
            "javascript:alert(1)",
            "//admin.mail.example/",
            "admin.mail.example",
            "https:admin.mail.example",
            "https://",
            "https:///x",
            "https://?a.example",
            "https://localhost/",
            "https://192.0.2.1/",
            "https://[::1]/",
            "https://ana@admin.mail.example/",
            "https://ana:secret@admin.mail.example/",
            "https://@admin.mail.example/",
            "https://admin.mail.example\\@evil.example/",
            "https://{domain}/",
            "https://{domain}.admin.example/",
            "https://admin.mail.example/{name}",
            "https://admin.mail.example/{{domain}}",
            "https://admin.mail.example/{",
            "https://admin.mail.example/a b",
            "https://admin.mail.example/\u{202E}",
            "https://admin.mail.example/\r\nSet-Cookie: a=b",
            "https://admin.mail.example:99999/",
            "data:text/html,https://a.example",
            long.as_str(),
        ] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_stands_in_the_database_is_not_believed() {
        for wrong in [
            "http://admin.mail.example/",
            "https://ana@admin.mail.example/",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(filled(wrong, id(), "adatum.example"), None, "{wrong}");
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }
}
