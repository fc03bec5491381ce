//! What the list shows: its state, as it stands in the address.

use crate::{
    customers::Standing,
    db::{ids::PartnerId, keyset::Kind, types::text_enum},
    error::AppError,
    text::folded,
    web::{
        address::{Question, with},
        page::{Cursor, Place},
    },
};

/// Rows of a page.
const SIZES: [usize; 3] = [25, 50, 100];
const USUAL_SIZE: usize = 50;

text_enum! {
    /// What the list is sorted by.
    Sort {
        /// Company name.
        Name = "name",
        /// Primary domain.
        Domain = "domain",
        /// Since when it stands so.
        Since = "since",
    }
}

impl Sort {
    /// The column's heading, for words about the list.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Name => "company name",
            Self::Domain => "primary domain",
            Self::Since => "since",
        }
    }

    /// What the column holds.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Name | Self::Domain => Kind::Text,
            Self::Since => Kind::Time,
        }
    }

    /// Names go from A on, times from the latest back, unless asked otherwise.
    fn is_usually_descending(self) -> bool {
        self == Self::Since
    }
}

/// The state of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListView {
    /// What is searched for, as typed.
    pub(super) text: String,
    /// Which standing; all that are listed when none.
    pub(super) standing: Option<Standing>,
    /// Connected together with this partner alone.
    pub(super) other: Option<PartnerId>,
    pub(super) sort: Sort,
    pub(super) descending: bool,
    pub(super) place: Place,
    pub(super) size: usize,
}

impl ListView {
    /// From the address.
    ///
    /// # Errors
    /// `BadList` for what makes no sense.
    pub(super) fn of(query: &str) -> Result<Self, AppError> {
        let mut question = Question::of(query);
        let sort = question.choice("sort").unwrap_or(Sort::Name);
        let descending = question.choice_by("dir", |dir| match dir {
            "asc" => Some(false),
            "desc" => Some(true),
            _ => None,
        });
        let size = question.choice_by("per", |size| {
            let size = size.parse().ok();
            size.filter(|size| SIZES.contains(size))
        });
        let view = Self {
            text: question.text("q"),
            standing: question.choice("relationship"),
            other: question.choice("partner"),
            sort,
            descending: descending.unwrap_or(sort.is_usually_descending()),
            place: question.place(|place| sort.kind().knows(place)),
            size: size.unwrap_or(USUAL_SIZE),
        };
        question.answer(view)
    }

    /// What is searched for, as the database knows it.
    pub(super) fn folded_text(&self) -> String {
        folded(&self.text)
    }

    /// Whether anything is searched for or filtered.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.text.is_empty() || self.standing.is_some() || self.other.is_some()
    }

    /// The address of this state, at its place.
    pub(super) fn address(&self, path: &str) -> String {
        let (after, before) = match &self.place {
            Place::First => (String::new(), String::new()),
            Place::After(cursor) => (cursor.encode(), String::new()),
            Place::Before(cursor) => (String::new(), cursor.encode()),
        };
        let dir = match (self.descending, self.sort.is_usually_descending()) {
            (true, false) => "desc",
            (false, true) => "asc",
            _ => "",
        };
        let sort = if self.sort == Sort::Name {
            ""
        } else {
            self.sort.as_str()
        };
        let size = if self.size == USUAL_SIZE {
            String::new()
        } else {
            self.size.to_string()
        };
        let parameters = [
            ("q", self.text.clone()),
            (
                "relationship",
                self.standing.map_or("", Standing::as_str).to_owned(),
            ),
            (
                "partner",
                self.other.map(|id| id.to_string()).unwrap_or_default(),
            ),
            ("sort", sort.to_owned()),
            ("dir", dir.to_owned()),
            ("per", size),
            ("after", after),
            ("before", before),
        ];
        with(path, &parameters)
    }

    /// The same list from its beginning.
    pub(super) fn at_start(&self) -> Self {
        self.at(Place::First)
    }

    /// The same list at another place.
    pub(super) fn at(&self, place: Place) -> Self {
        Self {
            place,
            ..self.clone()
        }
    }

    /// Behind a row.
    pub(super) fn after(&self, cursor: Cursor) -> Self {
        self.at(Place::After(cursor))
    }

    /// In front of a row.
    pub(super) fn before(&self, cursor: Cursor) -> Self {
        self.at(Place::Before(cursor))
    }

    /// Not searched any more.
    pub(super) fn without_text(&self) -> Self {
        Self {
            text: String::new(),
            ..self.at_start()
        }
    }

    /// Not filtered any more.
    pub(super) fn without_standing(&self) -> Self {
        Self {
            standing: None,
            ..self.at_start()
        }
    }

    /// Not filtered by a partner any more.
    pub(super) fn without_other(&self) -> Self {
        Self {
            other: None,
            ..self.at_start()
        }
    }

    /// Sorted by a column: the other way round where it is already.
    pub(super) fn sorted_by(&self, sort: Sort) -> Self {
        let descending = if sort == self.sort {
            !self.descending
        } else {
            sort.is_usually_descending()
        };
        Self {
            sort,
            descending,
            ..self.at_start()
        }
    }

    /// What `aria-sort` says of a column.
    pub(super) fn order_of(&self, sort: Sort) -> &'static str {
        match (sort == self.sort, self.descending) {
            (false, _) => "",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    /// The sizes to choose from.
    pub(super) fn sizes() -> [usize; 3] {
        SIZES
    }

    /// What is shown, in words, for the record of an export; `other` names the partner of the filter.
    pub(super) fn words(&self, other: &str) -> String {
        let which = self.standing.map_or_else(
            || "All listed customers".to_owned(),
            |standing| format!("Relationship: {}", standing.label()),
        );
        let text = if self.text.is_empty() {
            String::new()
        } else {
            format!("; search: {}", self.text)
        };
        let other = match self.other {
            Some(_) => format!("; together with {other}"),
            None => String::new(),
        };
        let dir = if self.descending {
            "descending"
        } else {
            "ascending"
        };
        format!("{which}{text}{other}; by {}, {dir}", self.sort.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BESIDE_A_NAME: &str =
        "MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAxMTIyMzNhYWJiCmtleQ";
    const BESIDE_A_TIME: &str = "MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAxMTIyMzNhYWJiCjIwMjYtMTEtMjJUMTY6NDA6MDAuMDAwMDAwWg";

    fn view(query: &str) -> ListView {
        ListView::of(query).unwrap()
    }

    #[test]
    fn nonsense_in_the_address_is_refused_one_sentence_each() {
        for (query, count) in [
            ("sort=x&dir=y&per=7&relationship=z&partner=1&after=%25", 6),
            ("before=..", 1),
            ("per=-1", 1),
            ("after=aQprZXk", 1),
            ("q=%E2%80%AE", 1),
            ("q=a&q=b", 1),
        ] {
            match ListView::of(query) {
                Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), count, "{query}"),
                other => panic!("{query}: {other:?}"),
            }
        }
        let elsewhere = ListView::of(&format!("sort=since&after={BESIDE_A_NAME}"));
        assert!(matches!(elsewhere, Err(AppError::BadList(_))));
    }

    #[test]
    fn what_is_usual_may_stand_there_or_not() {
        let usual = view("");
        assert_eq!(view("per=50&sort=name&dir=&q=&utm=x"), usual);
        assert_eq!(usual.address("/customers"), "/customers");
    }

    #[test]
    fn a_state_survives_its_address() {
        let query = format!(
            "q=50%25+a%26b&relationship=former&sort=since&dir=asc&per=25&after={BESIDE_A_TIME}"
        );
        let view = view(&query);
        assert_eq!(view.address("/c"), format!("/c?{query}"));
        assert_eq!(
            view.words(""),
            "Relationship: No relationship any more; search: 50% a&b; by since, ascending"
        );
    }

    #[test]
    fn a_heading_turns_its_own_order_and_begins_another_one() {
        let view = view(&format!("after={BESIDE_A_NAME}"));
        assert_eq!(view.sorted_by(Sort::Name).address("/c"), "/c?dir=desc");
        assert_eq!(view.sorted_by(Sort::Since).address("/c"), "/c?sort=since");
        assert_eq!(view.order_of(Sort::Name), "ascending");
    }
}
