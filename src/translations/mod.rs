//! Everything that customers read, and those sentences of staff's pages that depend on a number, from the Fluent files in
//! `translations/`: a folder for each language.
//!
//! [`Texts`] has a function for each text of `translations/en`, written by `translations/build` when the program is
//! built; its arguments are those of the text. So a text that is missing, or that takes other values than the page has
//! for it, does not compile, in any language; nor does one that nothing uses.
//!
//! What varies inside a sentence is an argument of it, so that each language puts it where its grammar wants it.
//! Arguments come out as they went in, without marks of direction around them: templates escape them.

mod country;
mod generated;

use std::borrow::Cow;

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};

use crate::{db::types::Timestamp, language::Language, text};

pub(crate) use country::country;
pub(crate) use generated::*;

/// A text in one language; most stand ready in the files.
pub(crate) type Text = Cow<'static, str>;
/// A number that a text counts by.
pub(crate) type Number = FluentNumber;
type Bundle = FluentBundle<FluentResource>;

/// The texts of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Texts(Language);

impl Texts {
    /// Those of `language`.
    pub(crate) fn of(language: Language) -> Self {
        Self(language)
    }

    /// The language.
    pub(crate) fn language(self) -> Language {
        self.0
    }

    /// Names as a sentence has them; no more than two partners ask together.
    pub(crate) fn names(self, names: &[&str]) -> String {
        match names {
            [one, other] => {
                let second = if sounds_like_i(other) { "i" } else { "other" };
                let both = Both { one, other, second };
                self.both(both).into_owned()
            }
            names => names.join(&self.comma()),
        }
    }

    /// The day of a moment, in the language's way.
    pub(crate) fn day_of(self, at: Timestamp) -> Text {
        let (year, month, day) = at.date();
        self.day(Day {
            day: day.into(),
            month: month.into(),
            year: year.into(),
        })
    }

    /// A moment with the zone named.
    pub(crate) fn moment_of(self, at: Timestamp) -> Text {
        self.moment(Moment {
            day: &self.day_of(at),
            time: &at.time_of_day(),
        })
    }
}

/// A message, or one of its attributes, with its arguments filled in.
fn text<const N: usize>(
    bundle: &'static Bundle,
    message: &'static str,
    attribute: &'static str,
    arguments: [(&'static str, FluentValue<'_>); N],
) -> Text {
    let found = bundle.get_message(message).and_then(|found| {
        if attribute.is_empty() {
            found.value()
        } else {
            Some(found.get_attribute(attribute)?.value())
        }
    });
    let mut problems = Vec::new();
    let text = found.map(|pattern| {
        let arguments = arguments.map(|(name, value)| (name, isolated(value)));
        let arguments = (N > 0).then(|| FluentArgs::from_iter(arguments));
        bundle.format_pattern(pattern, arguments.as_ref(), &mut problems)
    });
    if text.is_none() || !problems.is_empty() {
        tracing::error!(message, attribute, ?problems, "a text could not be written");
    }
    text.unwrap_or(Cow::Borrowed(message))
}

/// A name that is written from right to left keeps its own order inside a sentence of another direction, with the full stop
/// at its end (Unicode's first-strong isolate).
fn isolated(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::String(name) if text::has_right_to_left(&name) => {
            format!("\u{2068}{name}\u{2069}").into()
        }
        value => value,
    }
}

fn number(number: impl Into<Number>) -> FluentValue<'static> {
    number.into().into()
}

/// Whether a Spanish “y” in front of it becomes “e”.
fn sounds_like_i(name: &str) -> bool {
    let name = text::folded(name);
    name.starts_with(['i', 'í']) || name.starts_with("hi") && !name.starts_with("hie")
}

/// Reads the files of a language, once for each process. They were read when the program was built, so that nothing can be
/// wrong with them now.
fn load(tag: &str, files: &[&str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![tag.parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(rest, why)| {
            tracing::error!(tag, ?why, "a translation cannot be read whole");
            rest
        });
        if let Err(why) = bundle.add_resource(resource) {
            tracing::error!(tag, ?why, "a translation has a text twice");
        }
    }
    bundle
}

/// The same for staff, whose numbers have their thousands apart.
fn load_for_staff(tag: &str, files: &[&str]) -> Bundle {
    let mut bundle = load(tag, files);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(text::thousands(number.into())),
        _ => None,
    }));
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_folder() {
        let mut tags: Vec<&str> = Language::ALL.iter().map(|it| it.as_str()).collect();
        tags.sort_unstable();
        assert_eq!(generated::TAGS, tags);
    }

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
            assert_eq!(Texts::of(language).moment_of(at), words);
        }
        assert_eq!(Texts::of(Language::English).moment_of(at), at.words());
        assert_eq!(Texts::of(Language::English).day_of(at), at.day());
    }

    #[test]
    fn two_names_are_joined_in_the_way_of_the_language() {
        let names = |language, second| Texts::of(language).names(&["Contoso", second]);
        assert_eq!(names(Language::English, "Iberia"), "Contoso and Iberia");
        assert_eq!(names(Language::Spanish, "Iberia"), "Contoso e Iberia");
        assert_eq!(names(Language::Spanish, "Hielo"), "Contoso y Hielo");
        assert_eq!(
            Texts::of(Language::Spanish).names(&["A", "B", "C"]),
            "A, B, C"
        );
    }

    #[test]
    fn a_number_chooses_its_sentence() {
        let wrong = |language, left: i32| Texts::of(language).error_wrong_code(left);
        assert_eq!(
            wrong(Language::English, 1),
            "This is not the code. One try is left"
        );
        assert_eq!(
            wrong(Language::English, 4),
            "This is not the code. 4 tries are left"
        );
        assert!(wrong(Language::French, 0).contains("aucun essai"));
    }

    #[test]
    fn staff_read_numbers_with_their_thousands_apart() {
        assert_eq!(staff::lines(1), "1 line");
        assert_eq!(staff::lines(12_345), "12,345 lines");
        assert_eq!(staff::wait_seconds(1_u64), "a second");
        assert_eq!(
            staff::letters_waiting_or_more(1_000),
            "More than 1,000 letters wait; they leave by themselves once that is mended."
        );
    }
}
