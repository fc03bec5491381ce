//! Where each value of a row stands.

use serde::{Deserialize, Serialize};

use super::{
    column::Column,
    evidence::Evidence,
    headings::{Heading, Vocabulary, heading},
};

/// Where each value stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// At these places.
    pub(crate) fn at(places: &[(Column, usize)]) -> Self {
        let mut places = places.to_vec();
        places.sort_unstable();
        Self(places)
    }

    /// By these headings alone; the first of two that say the same counts.
    #[cfg(test)]
    pub(crate) fn of(headings: &[String], vocabulary: Vocabulary) -> Self {
        Self::by_headings(headings, vocabulary, &[])
    }

    /// By these headings, as far as the values agree. Of two that say the same the one counts that the vocabulary names
    /// first, and of those the first that holds what it says.
    pub(super) fn by_headings(
        headings: &[String],
        vocabulary: Vocabulary,
        values: &[Evidence],
    ) -> Self {
        let mut found = Self::default();
        let each = headings.iter().enumerate();
        let said = each.filter_map(|(place, text)| Some((place, heading(text, vocabulary)?)));
        let mut said: Vec<(usize, Heading)> = said
            .filter(|(place, said)| holds(values.get(*place), *said))
            .collect();
        said.sort_by_key(|(_, said)| said.rank);
        for wants_values in [true, false] {
            for (place, said) in said.iter().copied() {
                if !wants_values || is_sure(values.get(place), said.column) {
                    found.add(said.column, place);
                }
            }
        }
        found.with_name()
    }

    /// Notes where a column stands, unless it is known already, or this place holds another one.
    fn add(&mut self, column: Column, place: usize) {
        let is_known = self
            .0
            .iter()
            .any(|(known, at)| *known == column || *at == place);
        if !is_known {
            self.0.push((column, place));
            self.0.sort_unstable();
        }
    }

    /// With a column of names as that of what no other column names: the company, or else the person.
    fn with_name(mut self) -> Self {
        let Some(place) = self.place(Column::Name) else {
            return self;
        };
        self.0.retain(|(column, _)| *column != Column::Name);
        if self.place(Column::Company).is_none() {
            self.add(Column::Company, place);
        } else if self.place(Column::FirstName).is_none() {
            self.add(Column::Contact, place);
        }
        self
    }

    /// What no heading names is known by its values, of these columns.
    pub(super) fn by_values(mut self, values: &[Evidence], wanted: &[Column]) -> Self {
        type IsIt = fn(&Evidence) -> bool;
        let kinds: [(Column, IsIt); 4] = [
            (Column::Email, Evidence::is_emails),
            (Column::Domain, Evidence::is_domains),
            (Column::ExternalId, Evidence::is_ids),
            (Column::Language, Evidence::is_languages),
        ];
        for (column, is_it) in kinds {
            if self.place(column).is_some() || !wanted.contains(&column) {
                continue;
            }
            let free = |place: &usize| self.held_at(*place).is_none();
            let found = (0..values.len())
                .filter(free)
                .find(|place| values.get(*place).is_some_and(is_it));
            if let Some(place) = found {
                self.add(column, place);
            }
        }
        self
    }

    /// Only what an upload has a use for.
    pub(super) fn of_use(mut self, wanted: &[Column]) -> Self {
        self.0.retain(|(column, _)| wanted.contains(column));
        self
    }

    /// Each column, and its place.
    pub(crate) fn each(&self) -> impl Iterator<Item = (Column, usize)> {
        self.0.iter().copied()
    }

    /// How many of the columns that matter were found.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// What is missing of the columns that every row needs.
    pub(crate) fn missing(&self, needs: &[(Column, &'static str)]) -> Vec<&'static str> {
        needs
            .iter()
            .filter(|(column, _)| self.place(*column).is_none())
            .map(|(_, what)| *what)
            .collect()
    }

    /// What the column at this place holds.
    pub(super) fn held_at(&self, place: usize) -> Option<Column> {
        let found = self.0.iter().find(|(_, known)| *known == place);
        found.map(|(column, _)| *column)
    }

    pub(crate) fn place(&self, column: Column) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| *known == column);
        found.map(|(_, place)| *place)
    }
}

/// Whether the values can be what the heading says. A company's name is no mail address; a heading that is said of other
/// things, too, needs addresses below it.
fn holds(values: Option<&Evidence>, said: Heading) -> bool {
    let Some(values) = values.filter(|values| values.filled > 0) else {
        return !said.is_weak || values.is_none();
    };
    match said.column {
        Column::Email => !said.is_weak || values.is_emails(),
        Column::Company | Column::Name | Column::Contact => !values.is_emails(),
        _ => true,
    }
}

/// Whether the values say the same as the heading.
fn is_sure(values: Option<&Evidence>, column: Column) -> bool {
    values.is_some_and(|values| match column {
        Column::Email => values.filled > 0 && !values.is_no_emails(),
        Column::Domain => values.is_domains(),
        _ => values.filled > 0,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::headings::OF_COMPANIES, *};

    fn owned(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_list_is_recognised_by_forgiving_headings() {
        for headings in [
            ["Company", "Domain", "Contact name", "Address", "Language"],
            ["COMPANY NAME", "Company domain", "Name", "E-Mail", "lang"],
            [
                "Customer",
                "domain name",
                "Recipient name",
                "Recipient",
                "Locale",
            ],
        ] {
            let found = Columns::of(&owned(&headings), OF_COMPANIES);
            let in_order = Columns::at(&[
                (Column::Company, 0),
                (Column::Domain, 1),
                (Column::Contact, 2),
                (Column::Email, 3),
                (Column::Language, 4),
            ]);
            assert_eq!(found, in_order, "{headings:?}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_the_first_of_two_counts() {
        const NEEDS: &[(Column, &str)] = &[
            (Column::Company, "the company's name"),
            (Column::Domain, "its primary domain"),
        ];
        let found = Columns::of(&owned(&["Tenant ID", "Colour"]), OF_COMPANIES);
        assert_eq!(
            found.missing(NEEDS),
            ["the company's name", "its primary domain"]
        );
        let found = Columns::of(&owned(&["Company", "Company name"]), OF_COMPANIES);
        assert_eq!(
            (found.place(Column::Company), found.missing(NEEDS)),
            (Some(0), vec!["its primary domain"])
        );
    }
}
