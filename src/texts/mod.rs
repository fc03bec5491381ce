//! Everything that customers read, in each language: one struct of texts with one value per language.
//!
//! Plain Rust and no message files, because then the compiler proves what a test would have to: a text that
//! is missing in one language, or that takes other values than the page has for it, does not compile. What
//! varies inside a sentence is an argument of it, so that each language puts it where its grammar wants it.
//!
//! Here stands what letters, pages and the agreement share; `pages` and `mails` hold the rest.

mod de;
mod en;
mod es;
mod fr;
mod ja;
mod mails;
mod pages;
mod pt;

pub(crate) use mails::{Receipt, TermsTexts, of as mails};
pub(crate) use pages::{DeadTexts, PageTexts, of as pages};

use crate::{
    db::types::Timestamp,
    identity::RelationshipKind,
    language::Language,
    privileges::{AdminRole, RoleSet},
};

/// What a partner of one kind is called, and may do.
pub(crate) struct KindTexts {
    /// On its own.
    pub label: &'static str,
    /// Inside a sentence.
    pub in_sentence: &'static str,
    /// What it may do once the customer has accepted.
    pub can: &'static [&'static str],
}

/// One role.
pub(crate) struct RoleTexts {
    /// Its name.
    pub label: &'static str,
    /// What it lets a partner do, for somebody who has never heard of it.
    pub meaning: &'static str,
}

/// The texts of one language.
pub(crate) struct Texts {
    /// Two names, as a sentence has them.
    pub both: fn(&str, &str) -> String,
    /// Between the items of a list in a sentence.
    pub comma: &'static str,
    /// A day: of the month, the month (1–12), the year.
    pub day: fn(u32, u32, i32) -> String,
    /// A day and a time on it.
    pub moment: fn(&str, &str) -> String,
    /// The salutation of a letter to somebody by name.
    pub salutation: fn(&str) -> String,
    /// The same to nobody in particular.
    pub neutral_salutation: &'static str,
    /// In the place of a name that is not known.
    pub neutral_person: &'static str,
    /// A letter's paragraph about privileges: for how many days, which.
    pub asks_for_privileges: fn(i32, &str) -> String,
    /// What nobody may do, whatever was accepted.
    pub cannot: &'static [&'static str],
    /// How it is taken back.
    pub take_back: &'static [&'static str],
    /// Indirect reseller.
    pub reseller: KindTexts,
    /// Indirect provider.
    pub provider: KindTexts,
    /// Direct bill partner.
    pub direct_bill: KindTexts,
    /// Directory reader.
    pub directory_reader: RoleTexts,
    /// Service support administrator.
    pub service_support: RoleTexts,
    /// License administrator.
    pub license_administrator: RoleTexts,
    /// User administrator.
    pub user_administrator: RoleTexts,
    /// Billing administrator.
    pub billing_administrator: RoleTexts,
}

impl Texts {
    /// About a kind of partner.
    pub(crate) fn kind(&self, kind: RelationshipKind) -> &KindTexts {
        match kind {
            RelationshipKind::IndirectReseller => &self.reseller,
            RelationshipKind::IndirectProvider => &self.provider,
            RelationshipKind::DirectBill => &self.direct_bill,
        }
    }

    /// About a role.
    pub(crate) fn role(&self, role: AdminRole) -> &RoleTexts {
        match role {
            AdminRole::DirectoryReader => &self.directory_reader,
            AdminRole::ServiceSupport => &self.service_support,
            AdminRole::LicenseAdministrator => &self.license_administrator,
            AdminRole::UserAdministrator => &self.user_administrator,
            AdminRole::BillingAdministrator => &self.billing_administrator,
        }
    }

    /// Names as a sentence has them; no more than two partners ask together.
    pub(crate) fn names(&self, names: &[&str]) -> String {
        match names {
            [one, other] => (self.both)(one, other),
            names => names.join(self.comma),
        }
    }

    /// The names of roles as a sentence has them.
    pub(crate) fn role_names(&self, roles: &RoleSet) -> String {
        roles
            .roles()
            .iter()
            .map(|role| self.role(*role).label)
            .collect::<Vec<_>>()
            .join(self.comma)
    }

    /// The day of a moment, in the language's way.
    pub(crate) fn day_of(&self, at: Timestamp) -> String {
        let (year, month, day) = at.date();
        (self.day)(day, month, year)
    }

    /// A moment with the zone named.
    pub(crate) fn moment_of(&self, at: Timestamp) -> String {
        (self.moment)(&self.day_of(at), &at.time_of_day())
    }
}

/// The texts of a language.
pub(crate) fn of(language: Language) -> &'static Texts {
    match language {
        Language::English => &en::TEXTS,
        Language::German => &de::TEXTS,
        Language::French => &fr::TEXTS,
        Language::Spanish => &es::TEXTS,
        Language::Portuguese => &pt::TEXTS,
        Language::Japanese => &ja::TEXTS,
    }
}

/// The name of the `number`th of these months.
fn month(names: [&'static str; 12], number: u32) -> &'static str {
    let index = usize::try_from(number.saturating_sub(1)).unwrap_or_default();
    names.get(index).copied().unwrap_or_default()
}

/// Names of countries (Unicode CLDR) by ISO 3166-1 code: German, French, Spanish, Portuguese, Japanese.
const COUNTRIES: &str = include_str!("../../templates/languages/countries.tsv");

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
    fn a_time_is_written_in_the_way_of_the_language_with_its_zone() {
        let at = Timestamp::parse("2026-03-01T16:40:00Z").unwrap();
        for (language, words) in [
            (Language::English, "1 Mar 2026, 16:40 UTC"),
            (Language::German, "1. März 2026, 16:40 UTC"),
            (Language::French, "1er mars 2026, 16:40 UTC"),
            (Language::Spanish, "1 de marzo de 2026, 16:40 UTC"),
            (Language::Portuguese, "1 de março de 2026, 16:40 UTC"),
            (Language::Japanese, "2026年3月1日 16:40 UTC"),
        ] {
            assert_eq!(of(language).moment_of(at), words);
        }
        assert_eq!(of(Language::English).moment_of(at), at.words());
        assert_eq!(of(Language::English).day_of(at), at.day());
    }

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

    #[test]
    fn each_language_says_as_many_things_as_english() {
        let english = of(Language::English);
        for language in Language::ALL {
            let texts = of(*language);
            assert_eq!(texts.cannot.len(), english.cannot.len());
            assert_eq!(texts.take_back.len(), english.take_back.len());
            for kind in [
                RelationshipKind::IndirectReseller,
                RelationshipKind::IndirectProvider,
                RelationshipKind::DirectBill,
            ] {
                assert_eq!(texts.kind(kind).can.len(), english.kind(kind).can.len());
            }
        }
    }
}
