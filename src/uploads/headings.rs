//! Finds the columns by their headings, in any order, case and spelling.

use crate::text::folded;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// The company's name.
    Company,
    /// Its domain.
    Domain,
    /// Its ID in another portal.
    ExternalId,
    /// The name of a person there.
    Contact,
    /// Their address.
    Email,
    /// Their language.
    Language,
    /// The company's name, unless another column holds it; then the person's.
    Name,
    /// The first name of a user.
    FirstName,
    /// Their last name.
    LastName,
    /// The name of them that is shown.
    DisplayName,
    /// What they sign in with.
    UserName,
    /// Where else they are reached.
    OtherEmail,
    /// Whether they cannot sign in.
    Blocked,
    /// Whether they can.
    Enabled,
    /// The country in which they use services.
    UsageLocation,
    /// Their roles at the customer.
    Roles,
}

/// The headings that a kind of upload knows, folded and with only letters and digits. One that begins with a square bracket
/// is the name of a property, as some portals write it behind the heading.
pub(crate) type Vocabulary = &'static [(Column, &'static [&'static str])];

/// The headings of lists of companies.
pub(crate) const OF_COMPANIES: Vocabulary = &[
    (
        Column::Company,
        &[
            "company",
            "companyname",
            "companylegalname",
            "customer",
            "customername",
            "customerdisplayname",
            "organization",
            "organisation",
            "organizationname",
            "organisationname",
            "accountname",
            "tenantname",
            "tenantdisplayname",
            "displayname",
        ],
    ),
    (
        Column::Domain,
        &[
            "domain",
            "domainname",
            "primarydomain",
            "primarydomainname",
            "companydomain",
            "customerdomain",
            "customerdomainname",
            "defaultdomain",
            "defaultdomainname",
            "tenantdomain",
            "tenantdomainname",
        ],
    ),
    (
        Column::ExternalId,
        &[
            "microsoftid",
            "tenantid",
            "azuretenantid",
            "customertenantid",
            "directoryid",
            "directorytenantid",
            "customerid",
            "organizationid",
            "organisationid",
        ],
    ),
    (
        Column::Contact,
        &[
            "contact",
            "contactname",
            "contactperson",
            "person",
            "personname",
            "recipientname",
            "fullname",
        ],
    ),
    (
        Column::Email,
        &[
            "address",
            "email",
            "emailaddress",
            "mail",
            "mailaddress",
            "workemail",
            "contactemail",
            "contactemailaddress",
            "recipient",
            "recipientemail",
            "recipientaddress",
            "recipientemailaddress",
        ],
    ),
    (
        Column::Language,
        &["language", "lang", "locale", "preferredlanguage"],
    ),
    (Column::Name, &["name"]),
];

/// A heading without case, blanks and signs.
pub(crate) fn key(heading: &str) -> String {
    folded(heading)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn column(heading: &str, vocabulary: Vocabulary) -> Option<Column> {
    let by = |key: &str| {
        let known = vocabulary.iter().find(|(_, names)| names.contains(&key));
        known.map(|(column, _)| *column)
    };
    let in_brackets = || {
        let (before, rest) = heading.split_once('[')?;
        let (property, _) = rest.split_once(']')?;
        by(&key(before)).or_else(|| by(&format!("[{}", key(property))))
    };
    by(&key(heading)).or_else(in_brackets)
}

/// Where each value stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// At these places.
    pub(crate) fn at(places: &[(Column, usize)]) -> Self {
        let mut places = places.to_vec();
        places.sort_unstable();
        Self(places)
    }

    /// By these headings; the first of two that say the same counts.
    pub(crate) fn of(headings: &[String], vocabulary: Vocabulary) -> Self {
        let mut found: Vec<(Column, usize)> = Vec::new();
        for (place, heading) in headings.iter().enumerate() {
            match column(heading, vocabulary) {
                Some(column) if found.iter().all(|(known, _)| *known != column) => {
                    found.push((column, place));
                }
                Some(_) | None => {}
            }
        }
        let has = |column| found.iter().any(|(known, _)| *known == column);
        let meant = match (has(Column::Company), has(Column::Contact)) {
            (false, _) => Some(Column::Company),
            (true, false) => Some(Column::Contact),
            (true, true) => None,
        };
        for (column, _) in &mut found {
            if let (Column::Name, Some(meant)) = (*column, meant) {
                *column = meant;
            }
        }
        Self::at(&found)
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

    pub(crate) fn place(&self, column: Column) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| *known == column);
        found.map(|(_, place)| *place)
    }
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
