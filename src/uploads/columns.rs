//! Where each value of a row stands.

use serde::{Deserialize, Serialize};

use super::{
    evidence::Evidence,
    headings::{Heading, heading},
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Column {
    /// The company's name.
    Company,
    /// Its domain.
    Domain,
    /// Its ID in another portal.
    ExternalId,
    /// The name of a person there.
    Contact,
    /// The first part of that name, where it stands in two columns.
    GivenName,
    /// The other part.
    FamilyName,
    /// Their address.
    Email,
    /// Their language.
    Language,
    /// The company's name, unless another column holds it; then the person's.
    Name,
}

impl Column {
    /// Each, with its word in forms and lists, and as people are told of it.
    const EACH: [(Self, &'static str, &'static str); 9] = [
        (Self::Company, "company", "Company name"),
        (Self::Domain, "domain", "Domain of the company"),
        (Self::ExternalId, "id", "ID in the other portal"),
        (Self::Contact, "person", "Name of the recipient"),
        (Self::GivenName, "given", "First name of the recipient"),
        (Self::FamilyName, "family", "Last name of the recipient"),
        (Self::Email, "email", "Email address"),
        (Self::Language, "language", "Language"),
        (Self::Name, "name", "Name"),
    ];

    pub(super) fn of_word(word: &str) -> Option<Self> {
        let found = Self::EACH.iter().find(|(_, known, _)| *known == word);
        found.map(|(column, ..)| *column)
    }

    pub(super) fn word(self) -> &'static str {
        let found = Self::EACH.iter().find(|(column, ..)| *column == self);
        found.map_or("", |(_, word, _)| word)
    }

    pub(super) fn label(self) -> &'static str {
        let found = Self::EACH.iter().find(|(column, ..)| *column == self);
        found.map_or("", |(.., label)| label)
    }
}

/// Where each value stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Columns {
    pub(crate) company: Option<usize>,
    pub(crate) domain: Option<usize>,
    pub(crate) external_id: Option<usize>,
    pub(crate) contact: Option<usize>,
    pub(crate) given_name: Option<usize>,
    pub(crate) family_name: Option<usize>,
    pub(crate) email: Option<usize>,
    pub(crate) language: Option<usize>,
}

impl Columns {
    /// The order in which lists without headings are written.
    pub(crate) const IN_ORDER: Self = Self {
        company: Some(0),
        domain: Some(1),
        external_id: None,
        contact: Some(2),
        given_name: None,
        family_name: None,
        email: Some(3),
        language: Some(4),
    };

    /// By these headings alone; the first of two that say the same counts.
    #[cfg(test)]
    pub(crate) fn of(headings: &[String]) -> Self {
        Self::by_headings(headings, &[])
    }

    /// By these headings, as far as the values agree. Of two that say the same the first counts that holds what it says.
    pub(super) fn by_headings(headings: &[String], values: &[Evidence]) -> Self {
        let mut found = Self::default();
        let mut name = None;
        for wants_values in [true, false] {
            for (place, text) in headings.iter().enumerate() {
                let Some(said) = heading(text).filter(|said| holds(values.get(place), *said))
                else {
                    continue;
                };
                if wants_values && !is_sure(values.get(place), said.column) {
                    continue;
                }
                let slot = match said.column {
                    Column::Name => &mut name,
                    column => found.slot(column),
                };
                *slot = slot.or(Some(place));
            }
        }
        if found.company.is_none() {
            found.company = name;
        } else if found.contact.is_none() && found.given_name.is_none() {
            found.contact = name;
        }
        found
    }

    /// What no heading names is known by its values, of these columns.
    pub(super) fn by_values(mut self, values: &[Evidence], wanted: &[Column]) -> Self {
        let kinds: [(Column, fn(&Evidence) -> bool); 4] = [
            (Column::Email, Evidence::is_emails),
            (Column::Domain, Evidence::is_domains),
            (Column::ExternalId, Evidence::is_ids),
            (Column::Language, Evidence::is_languages),
        ];
        for (column, is_it) in kinds {
            if self.place(column).is_some() || !wanted.contains(&column) {
                continue;
            }
            let free = |place: &usize| self.at(*place).is_none();
            let found = (0..values.len())
                .filter(free)
                .find(|place| values.get(*place).is_some_and(is_it));
            *self.slot(column) = found;
        }
        self
    }

    /// Only what an upload has a use for.
    pub(super) fn of_use(mut self, wanted: &[Column]) -> Self {
        for (column, ..) in Column::EACH {
            if !wanted.contains(&column) && column != Column::Name {
                *self.slot(column) = None;
            }
        }
        self
    }

    /// How many of the columns that matter were found.
    pub(crate) fn count(&self) -> usize {
        let each = Column::EACH.iter();
        each.filter(|(column, ..)| *column != Column::Name && self.place(*column).is_some())
            .count()
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
    pub(super) fn at(&self, place: usize) -> Option<Column> {
        let each = Column::EACH.iter().map(|(column, ..)| *column);
        each.filter(|column| *column != Column::Name)
            .find(|column| self.place(*column) == Some(place))
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        match column {
            Column::Company | Column::Name => self.company,
            Column::Domain => self.domain,
            Column::ExternalId => self.external_id,
            Column::Contact => self.contact,
            Column::GivenName => self.given_name,
            Column::FamilyName => self.family_name,
            Column::Email => self.email,
            Column::Language => self.language,
        }
    }

    pub(super) fn slot(&mut self, column: Column) -> &mut Option<usize> {
        match column {
            Column::Company | Column::Name => &mut self.company,
            Column::Domain => &mut self.domain,
            Column::ExternalId => &mut self.external_id,
            Column::Contact => &mut self.contact,
            Column::GivenName => &mut self.given_name,
            Column::FamilyName => &mut self.family_name,
            Column::Email => &mut self.email,
            Column::Language => &mut self.language,
        }
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
    use super::*;

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
            let found = Columns::of(&owned(&headings));
            assert_eq!(found, Columns::IN_ORDER, "{headings:?}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_the_first_of_two_counts() {
        const NEEDS: &[(Column, &str)] = &[
            (Column::Company, "the company's name"),
            (Column::Domain, "its primary domain"),
        ];
        let found = Columns::of(&owned(&["Tenant ID", "Colour"]));
        assert_eq!(
            found.missing(NEEDS),
            ["the company's name", "its primary domain"]
        );
        let found = Columns::of(&owned(&["Company", "Company name"]));
        assert_eq!(
            (found.company, found.missing(NEEDS)),
            (Some(0), vec!["its primary domain"])
        );
    }
}
