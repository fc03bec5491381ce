//! Names of countries (Unicode CLDR).

use crate::language::Language;

/// By ISO 3166-1 code: German, French, Spanish, Portuguese, Japanese.
const COUNTRIES: &str = include_str!("../../translations/countries.tsv");

/// A country's name by its ISO 3166-1 code; the code itself where it has none.
#[must_use]
pub(crate) fn country(code: &str, language: Language) -> String {
    let column = match language {
        Language::English => {
            return rust_iso3166::from_alpha2(code)
                .map_or_else(|| code.to_owned(), |country| country.name.to_owned());
        }
        Language::German => 1,
        Language::French => 2,
        Language::Spanish => 3,
        Language::Portuguese => 4,
        Language::Japanese => 5,
    };
    COUNTRIES
        .lines()
        .find(|line| line.split('\t').next() == Some(code))
        .and_then(|line| line.split('\t').nth(column))
        .unwrap_or(code)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        assert_eq!(country("DE", Language::French), "Allemagne");
        assert_eq!(country("JP", Language::Japanese), "日本");
        assert_eq!(country("ZZ", Language::German), "ZZ");
        for line in COUNTRIES.lines() {
            assert_eq!(
                line.split('\t').filter(|name| !name.is_empty()).count(),
                6,
                "{line}"
            );
        }
        for country in rust_iso3166::ALL {
            assert!(
                COUNTRIES
                    .lines()
                    .any(|line| line.starts_with(country.alpha2)),
                "{}",
                country.alpha2
            );
        }
    }
}
