//! Which column holds what, by its heading in any order, case and spelling.

use super::model::Kind;
use crate::{customers::ImportedFrom, text::folded};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Company,
    Domain,
    ExternalId,
    Contact,
    Email,
    Language,
    /// The company's, unless another column is.
    Name,
}

/// Headings, folded and without everything that is not a letter or digit.
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

fn key(heading: &str) -> String {
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
pub(super) struct Columns {
    pub(super) company: Option<usize>,
    pub(super) domain: Option<usize>,
    pub(super) external_id: Option<usize>,
    pub(super) contact: Option<usize>,
    pub(super) email: Option<usize>,
    pub(super) language: Option<usize>,
}

impl Columns {
    /// The order in which lists without headings are written.
    pub(super) const IN_ORDER: Self = Self {
        company: Some(0),
        domain: Some(1),
        external_id: None,
        contact: Some(2),
        email: Some(3),
        language: Some(4),
    };

    /// By these headings; the first of two that say the same counts.
    pub(super) fn of(headings: &[String]) -> Self {
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
    pub(super) fn count(&self) -> usize {
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

    /// What is missing that every row needs.
    pub(super) fn missing(&self, kind: Kind) -> Vec<&'static str> {
        let needed: &[(Option<usize>, &'static str)] = match kind {
            Kind::Import => &[
                (self.company, "the company's name"),
                (self.domain, "its primary domain"),
            ],
            Kind::Invite => &[
                (self.company, "the company's name"),
                (self.email, "the recipient's email address"),
            ],
        };
        needed
            .iter()
            .filter(|(place, _)| place.is_none())
            .map(|(_, what)| *what)
            .collect()
    }
}

/// The portal that writes such headings.
pub(super) fn portal_of(headings: &[String]) -> Option<ImportedFrom> {
    let keys: Vec<String> = headings.iter().map(|heading| key(heading)).collect();
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    if has(&["microsoftid", "relationship"]) {
        Some(ImportedFrom::Office365)
    } else if has(&[
        "tenantid",
        "azuretenantid",
        "customertenantid",
        "directoryid",
        "directorytenantid",
    ]) {
        Some(ImportedFrom::Azure)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_exports_of_the_portals_are_recognised_in_any_order() {
        let headings = owned(&[
            "Microsoft ID",
            "Company name",
            "Primary domain name",
            "Relationship",
        ]);
        for turn in 0..4 {
            let mut headings = headings.clone();
            headings.rotate_left(turn);
            let found = Columns::of(&headings);
            assert_eq!(headings[found.external_id.unwrap()], "Microsoft ID");
            assert_eq!(headings[found.company.unwrap()], "Company name");
            assert_eq!(headings[found.domain.unwrap()], "Primary domain name");
            assert_eq!(portal_of(&headings), Some(ImportedFrom::Office365));
            assert!(found.missing(Kind::Import).is_empty());
        }
        for azure in [
            ["Name", "Tenant ID", "Domain"],
            ["Customer name", "Tenant Id", "Primary domain"],
            [" customer NAME ", "Directory (tenant) ID", "Default domain"],
            ["Display name", "TENANT_ID", "primary-domain"],
        ] {
            let headings = owned(&azure);
            let found = Columns::of(&headings);
            assert_eq!(
                (found.company, found.external_id, found.domain),
                (Some(0), Some(1), Some(2)),
                "{azure:?}"
            );
            assert_eq!(portal_of(&headings), Some(ImportedFrom::Azure), "{azure:?}");
        }
    }

    #[test]
    fn a_list_to_invite_is_recognised_by_forgiving_headings() {
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
    fn what_is_missing_is_named() {
        let found = Columns::of(&owned(&["Tenant ID", "Colour"]));
        assert_eq!(
            found.missing(Kind::Import),
            ["the company's name", "its primary domain"]
        );
        assert_eq!(
            Columns::of(&owned(&["Company", "Company name"])).company,
            Some(0)
        );
    }
}
