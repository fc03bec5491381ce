//! The part of an address behind the question mark: the whole state of a list stands in it.

use url::form_urlencoded;

/// The first value of a parameter; empty when it is missing. Nothing in an address is refused: what makes
/// no sense is as if it were not there.
#[must_use]
pub fn parameter(query: &str, name: &str) -> String {
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// A path with those parameters that have a value.
#[must_use]
pub fn with(path: &str, parameters: &[(&str, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_read_as_it_was_written() {
        let address = with(
            "/c",
            &[("q", "100 % & ü".to_owned()), ("per", String::new())],
        );
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(path, "/c");
        assert_eq!(parameter(query, "q"), "100 % & ü");
        assert_eq!(parameter(query, "per"), "");
        assert_eq!(with("/c", &[]), "/c");
        assert_eq!(parameter("q=1&q=2", "q"), "1");
    }
}
