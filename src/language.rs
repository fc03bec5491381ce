//! The languages that customers are written to and read their page in. Staff's pages are in English.

use crate::{db::types::text_enum, text::folded};

text_enum! {
    /// A language, by its BCP 47 tag.
    Language {
        /// English, where nothing else is wished.
        English = "en",
        /// German.
        German = "de",
        /// French.
        French = "fr",
        /// Spanish.
        Spanish = "es",
        /// Portuguese.
        Portuguese = "pt",
        /// Japanese.
        Japanese = "ja",
    }
}

impl Language {
    /// Its name in English, for staff.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "German",
            Self::French => "French",
            Self::Spanish => "Spanish",
            Self::Portuguese => "Portuguese",
            Self::Japanese => "Japanese",
        }
    }

    /// Its name in itself, for those who read it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Portuguese => "Português",
            Self::Japanese => "日本語",
        }
    }
}

/// How else each language is called: in the other five, by codes of three letters, and by the number that Windows gives it.
const NAMES: [(Language, &[&str]); 6] = [
    (
        Language::English,
        &[
            "englisch", "anglais", "inglés", "ingles", "inglês", "英語", "eng", "1033", "2057",
        ],
    ),
    (
        Language::German,
        &[
            "allemand",
            "alemán",
            "aleman",
            "alemão",
            "ドイツ語",
            "独語",
            "deu",
            "ger",
            "1031",
            "3079",
            "2055",
        ],
    ),
    (
        Language::French,
        &[
            "französisch",
            "franzoesisch",
            "francés",
            "frances",
            "francês",
            "francais",
            "フランス語",
            "仏語",
            "fra",
            "fre",
            "1036",
            "4108",
        ],
    ),
    (
        Language::Spanish,
        &[
            "spanisch",
            "espagnol",
            "espanhol",
            "espanol",
            "castellano",
            "castilian",
            "スペイン語",
            "spa",
            "3082",
            "1034",
            "2058",
        ],
    ),
    (
        Language::Portuguese,
        &[
            "portugiesisch",
            "portugais",
            "portugués",
            "portugues",
            "ポルトガル語",
            "por",
            "1046",
            "2070",
        ],
    ),
    (
        Language::Japanese,
        &[
            "japanisch",
            "japonais",
            "japonés",
            "japones",
            "japonês",
            "nihongo",
            "jpn",
            "1041",
        ],
    ),
];

impl Language {
    /// The language that a person or a program has named: by its tag with or without a region (`pt-BR`, `de_AT.UTF-8`), by its
    /// name in any of our languages, with or without a country in brackets (`English (United States)`).
    #[must_use]
    pub fn named(given: &str) -> Option<Self> {
        let given = folded(given);
        let name = given
            .split(['(', '[', '/'])
            .next()
            .unwrap_or_default()
            .trim();
        let tag = name
            .split(['-', '_', '.', '@'])
            .next()
            .unwrap_or_default()
            .trim();
        let known = Self::ALL.iter().copied().find(|language| {
            let own = [folded(language.label()), folded(language.own_name())];
            tag == language.as_str() || own.iter().any(|own| [name, tag].contains(&own.as_str()))
        });
        known.or_else(|| {
            let called = |names: &&[&str]| names.contains(&name) || names.contains(&tag);
            let found = NAMES.iter().find(|(_, names)| called(names));
            found.map(|(language, _)| *language)
        })
    }
}

impl Language {
    /// The language of a page: the invitation's, unless the browser does not take it and prefers another
    /// of ours. `accepted` is the browser's `Accept-Language` (RFC 9110, 12.5.4).
    #[must_use]
    pub fn for_browser(self, accepted: &str) -> Self {
        let ranges = ranges(accepted);
        if ranges.is_empty() || quality(self, &ranges) > 0.0 {
            return self;
        }
        wished(&ranges).unwrap_or(self)
    }

    /// The language of a page that has none of its own: the one of ours that the browser wishes most, or English.
    #[must_use]
    pub fn of_browser(accepted: &str) -> Self {
        wished(&ranges(accepted)).unwrap_or(Self::English)
    }
}

/// The first of ours that are wished most.
fn wished(ranges: &[(String, f32)]) -> Option<Language> {
    let wished = ranges.iter().filter(|(_, quality)| *quality > 0.0);
    let known = wished.filter_map(|(tag, quality)| Some((primary(tag).parse().ok()?, *quality)));
    let best = known.fold(
        None,
        |best: Option<(Language, f32)>, (language, quality)| match best {
            Some((_, most)) if most >= quality => best,
            _ => Some((language, quality)),
        },
    );
    best.map(|(language, _)| language)
}

/// The language without its region: `pt` of `pt-BR`.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Each language range in lower case with its quality; what cannot be read is left out.
fn ranges(accepted: &str) -> Vec<(String, f32)> {
    accepted
        .split(',')
        .filter_map(|range| {
            let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight = weight.trim().to_ascii_lowercase();
            let weight: f32 = weight.strip_prefix("q=")?.trim().parse().ok()?;
            let tag = tag.trim().to_ascii_lowercase();
            let known = (0.0..=1.0).contains(&weight) && !tag.is_empty();
            known.then_some((tag, weight))
        })
        .collect()
}

/// How much a language is wished: by its own ranges, or else by `*`.
fn quality(language: Language, ranges: &[(String, f32)]) -> f32 {
    let named = |name: &str| {
        let qualities = ranges.iter().filter(|(tag, _)| primary(tag) == name);
        qualities.map(|(_, quality)| *quality).reduce(f32::max)
    };
    named(language.as_str()).or(named("*")).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn languages_are_known_by_tag_and_by_name() {
        for (given, known) in [
            ("EN", Language::English),
            ("en-GB", Language::English),
            ("English (United States)", Language::English),
            ("Englisch", Language::English),
            ("pt-BR", Language::Portuguese),
            ("Português (Brasil)", Language::Portuguese),
            ("Japanese", Language::Japanese),
            ("日本語", Language::Japanese),
            ("ja-JP.UTF-8", Language::Japanese),
            ("français", Language::French),
            ("Französisch (Schweiz)", Language::French),
            ("es_MX", Language::Spanish),
            ("Deutsch - Österreich", Language::German),
            ("de-CH", Language::German),
            ("1031", Language::German),
        ] {
            assert_eq!(Language::named(given), Some(known), "{given}");
        }
        for unknown in ["", "xx", "nl-NL", "Dutch", "it", "Klingon", "(en)"] {
            assert_eq!(Language::named(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn the_browser_decides_only_when_it_does_not_take_the_language() {
        for (own, accepted, language) in [
            ("de", "", "de"),
            ("de", "fr", "fr"),
            ("de", "fr, de;q=0.1", "de"),
            ("de", "fr, de-AT;q=0.1", "de"),
            ("de", "fr, de;q=0", "fr"),
            ("de", "fr, *;q=0.1", "de"),
            ("de", "*, de;q=0, ja;q=0.2", "ja"),
            ("de", "es;q=0.5, pt-BR;q=0.9, fr;q=0.9", "pt"),
            ("de", "EN-us", "en"),
            ("de", "nl, sv", "de"),
            ("de", "nl, en;q=0.3", "en"),
            ("de", "*;q=0", "de"),
            ("de", ";;;, =, q=1;fr, fr;q=2, ja;q=x", "de"),
            ("en", "ja", "ja"),
        ] {
            let own: Language = own.parse().unwrap();
            assert_eq!(own.for_browser(accepted).as_str(), language, "{accepted}");
        }
    }
}
