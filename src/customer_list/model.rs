//! What the list can be asked for, and what it is sorted by.

use crate::{
    customers::Standing,
    db::{
        ids::{PartnerId, TagId},
        keyset::Kind,
        types::text_enum,
    },
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
        /// Primary domain.
        Domain = "domain",
        /// Since when it stands so.
        Since = "since",
    }
}

impl list::Sort for Sort {
    const EACH: &'static [Self] = Self::ALL;
    const USUAL: Self = Self::Name;

    fn name(self) -> &'static str {
        self.as_str()
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Name => "Company name",
            Self::Domain => "Primary domain",
            Self::Since => "Since",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Name | Self::Domain => Kind::Text,
            Self::Since => Kind::Time,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What is searched for, as typed.
    pub(super) text: String,
    /// Which standing; all that are listed when none.
    pub(super) standing: Option<Standing>,
    /// Connected together with this partner alone.
    pub(super) other: Option<PartnerId>,
    /// Who that is, as typed: until it is known who is meant.
    pub(super) named: String,
    /// With this tag.
    pub(super) tag: Option<TagId>,
}

/// The names of what a filter names by its key.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'n> {
    /// Of the partner.
    pub(super) other: &'n str,
    /// Of the tag.
    pub(super) tag: &'n str,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = Sort;
    const SIZES: &'static [usize] = &[25, 50, 100];

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            text: question.text("q"),
            standing: question.choice("relationship"),
            other: question.choice("partner"),
            named: question.text("with"),
            tag: question.choice("tag"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let standing = self.standing.map_or("", Standing::as_str);
        let other = self.other.map(|id| id.to_string());
        let tag = self.tag.map(|id| id.to_string());
        vec![
            ("q", self.text.clone()),
            ("relationship", standing.to_owned()),
            ("partner", other.unwrap_or_default()),
            ("with", self.named.clone()),
            ("tag", tag.unwrap_or_default()),
        ]
    }
}

impl Wanted {
    /// What is searched for, as the database knows it.
    pub(super) fn folded_text(&self) -> String {
        folded(&self.text)
    }

    /// The same, together with another partner, or with none.
    pub(super) fn of_partner(&self, other: Option<PartnerId>) -> Self {
        Self {
            other,
            named: String::new(),
            ..self.clone()
        }
    }

    /// What each active filter says, and the filters without it.
    pub(super) fn active(&self, names: Names<'_>) -> Vec<(String, Self)> {
        let text = (!self.text.is_empty()).then(|| {
            let text = String::new();
            let without = Self {
                text,
                ..self.clone()
            };
            (format!("Search: {}", self.text), without)
        });
        let standing = self.standing.map(|standing| {
            let without = Self {
                standing: None,
                ..self.clone()
            };
            (standing.label().to_owned(), without)
        });
        let other = self.other.map(|_| {
            let without = Self {
                other: None,
                ..self.clone()
            };
            (format!("Together with: {}", names.other), without)
        });
        let tag = self.tag.map(|_| {
            let without = Self {
                tag: None,
                ..self.clone()
            };
            (format!("Tag: {}", names.tag), without)
        });
        let first = text.into_iter().chain(standing);
        first.chain(other).chain(tag).collect()
    }
}

/// What is shown, in words, for the record of an export.
pub(super) fn words(view: &ListView, names: Names<'_>) -> String {
    let wanted = &view.filters;
    let which = wanted.standing.map_or_else(
        || "All listed customers".to_owned(),
        |standing| format!("Relationship: {}", standing.label()),
    );
    let text = match wanted.text.as_str() {
        "" => String::new(),
        text => format!("; search: {text}"),
    };
    let other = match wanted.other {
        Some(_) => format!("; together with {}", names.other),
        None => String::new(),
    };
    let tag = match wanted.tag {
        Some(_) => format!("; tag: {}", names.tag),
        None => String::new(),
    };
    let dir = match view.descending {
        true => "descending",
        false => "ascending",
    };
    let by = list::Sort::heading(view.sort).to_lowercase();
    format!("{which}{text}{other}{tag}; by {by}, {dir}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    const BESIDE_A_NAME: &str = "MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAxMTIyMzNhYWJiCmtleQ";
    const BESIDE_A_TIME: &str =
        "MDE4ZjAwMDAtMDAwMC03MDAwLTgwMDAtMDAxMTIyMzNhYWJiCjIwMjYtMTEtMjJUMTY6NDA6MDAuMDAwMDAwWg";

    fn view(query: &str) -> ListView {
        ListView::of(query).unwrap()
    }

    #[test]
    fn nonsense_in_the_address_is_refused_one_sentence_each() {
        let both = format!("after={BESIDE_A_NAME}&before={BESIDE_A_NAME}");
        let elsewhere = format!("sort=since&after={BESIDE_A_NAME}");
        for (query, count) in [
            (
                "sort=x&dir=y&per=7&relationship=z&partner=1&tag=2&after=%25",
                7,
            ),
            ("before=..", 1),
            ("per=-1", 1),
            (both.as_str(), 1),
            (elsewhere.as_str(), 1),
            ("q=%E2%80%AE", 1),
            ("q=a&q=b", 1),
        ] {
            match ListView::of(query) {
                Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), count, "{query}"),
                other => panic!("{query}: {other:?}"),
            }
        }
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
            words(&view, Names::default()),
            "Relationship: No relationship any more; search: 50% a&b; by since, ascending"
        );
    }

    #[test]
    fn a_heading_turns_its_own_order_and_begins_another_one() {
        let headings = view(&format!("after={BESIDE_A_NAME}")).headings("/c");
        let hrefs: Vec<&str> = headings.iter().map(|it| it.href.as_str()).collect();
        assert_eq!(hrefs, ["/c?dir=desc", "/c?sort=domain", "/c?sort=since"]);
        let sorted: Vec<&str> = headings.iter().map(|it| it.sorted).collect();
        assert_eq!(sorted, ["ascending", "", ""]);
    }
}
