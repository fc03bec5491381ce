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
