//! The languages that customers are written to and read their page in. Staff's pages are in English.

use crate::db::types::text_enum;

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

impl Language {
    /// The language of a page: the invitation's, unless the browser does not take it and prefers another
    /// of ours. `accepted` is the browser's `Accept-Language` (RFC 9110, 12.5.4).
    #[must_use]
    pub fn for_browser(self, accepted: &str) -> Self {
        let ranges = ranges(accepted);
        if ranges.is_empty() || quality(self, &ranges) > 0.0 {
            return self;
        }
        // The first of those that are wished most.
        let wished = ranges.iter().filter(|(_, quality)| *quality > 0.0);
        let known =
            wished.filter_map(|(tag, quality)| Some((primary(tag).parse().ok()?, *quality)));
        known
            .fold(
                None,
                |best: Option<(Self, f32)>, (language, quality)| match best {
                    Some((_, most)) if most >= quality => best,
                    _ => Some((language, quality)),
                },
            )
            .map_or(self, |(language, _)| language)
    }
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
