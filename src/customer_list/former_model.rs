//! What the list of former customers can be asked for, and what it is sorted by.

use crate::{
    db::{keyset::Kind, types::text_enum},
    text::folded,
    web::{
        address::Question,
        list::{self, Filters},
    },
};

text_enum! {
    /// What the list is sorted by.
    Sort {
        /// Company name.
        Name = "name",
        /// When they left.
        Left = "left",
    }
}

impl list::Sort for Sort {
    const EACH: &'static [Self] = Self::ALL;
    const USUAL: Self = Self::Left;

    fn name(self) -> &'static str {
        self.as_str()
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Name => "Company name",
            Self::Left => "Left",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Name => Kind::Text,
            Self::Left => Kind::Time,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What is searched for, as typed.
    pub(super) text: String,
}

/// The state of the list.
pub(super) type FormerView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = Sort;
    const SIZES: &'static [usize] = &[25, 50, 100];

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            text: question.text("q"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("q", self.text.clone())]
    }
}

impl Wanted {
    /// What is searched for, as the database knows it.
    pub(super) fn folded_text(&self) -> String {
        folded(&self.text)
    }

    /// What is searched for, and the list without it.
    pub(super) fn active(&self) -> Vec<(String, Self)> {
        let without = Self {
            text: String::new(),
        };
        let text = (!self.text.is_empty()).then(|| (format!("Search: {}", self.text), without));
        text.into_iter().collect()
    }
}

/// What is shown, in words, for the record of an export.
pub(super) fn words(view: &FormerView) -> String {
    match view.filters.text.as_str() {
        "" => "Former customers".to_owned(),
        text => format!("Former customers; search: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    #[test]
    fn nonsense_in_the_address_is_refused_one_sentence_each() {
        match FormerView::of("sort=since&dir=y&per=7&after=%25&q=a&q=b") {
            Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), 5),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn those_who_left_last_stand_first_unless_the_address_says_otherwise() {
        let usual = FormerView::of("").unwrap();
        assert!(usual.descending && usual.sort == Sort::Left);
        assert_eq!(usual.address("/f"), "/f");
        let by_name = FormerView::of("sort=name&q=ad").unwrap();
        assert_eq!(by_name.address("/f"), "/f?q=ad&sort=name");
        assert_eq!(words(&by_name), "Former customers; search: ad");
    }
}
