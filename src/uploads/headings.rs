//! Finds the columns by their headings, in any order, case and spelling.

use crate::text::folded;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

/// Known headings, folded and with only letters and digits.
const KNOWN: &[(Column, &[&str])] = &[
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

fn column(heading: &str) -> Option<Column> {
    let key = key(heading);
    let known = KNOWN
        .iter()
        .find(|(_, names)| names.contains(&key.as_str()));
    known.map(|(column, _)| *column)
}

/// Where each value stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) company: Option<usize>,
    pub(crate) domain: Option<usize>,
    pub(crate) external_id: Option<usize>,
    pub(crate) contact: Option<usize>,
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
        email: Some(3),
        language: Some(4),
    };

    /// By these headings; the first of two that say the same counts.
    pub(crate) fn of(headings: &[String]) -> Self {
        let mut found = Self::default();
        let mut name = None;
        for (place, heading) in headings.iter().enumerate() {
            let slot = match column(heading) {
                Some(Column::Company) => &mut found.company,
                Some(Column::Domain) => &mut found.domain,
                Some(Column::ExternalId) => &mut found.external_id,
                Some(Column::Contact) => &mut found.contact,
                Some(Column::Email) => &mut found.email,
                Some(Column::Language) => &mut found.language,
                Some(Column::Name) => &mut name,
                None => continue,
            };
            *slot = slot.or(Some(place));
        }
        if found.company.is_none() {
            found.company = name;
        } else if found.contact.is_none() {
            found.contact = name;
        }
        found
    }

    /// How many of the columns that matter were found.
    pub(crate) fn count(&self) -> usize {
        [
            self.company,
            self.domain,
            self.external_id,
            self.contact,
            self.email,
            self.language,
        ]
        .iter()
        .flatten()
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

    fn place(&self, column: Column) -> Option<usize> {
        match column {
            Column::Company | Column::Name => self.company,
            Column::Domain => self.domain,
            Column::ExternalId => self.external_id,
            Column::Contact => self.contact,
            Column::Email => self.email,
            Column::Language => self.language,
        }
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
