//! What a column of a file can hold.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// Their address.
    Email,
    /// Their language.
    Language,
    /// The company's name, unless another column holds it; then the person's.
    Name,
    /// The first name of a person or user.
    FirstName,
    /// Their last name.
    LastName,
    /// The name of a user that is shown.
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
    /// Their licenses.
    Licenses,
    /// Something of a price sheet.
    Of(Priced),
}

/// What a column of a price sheet holds, in the words of the vendor's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Priced {
    /// What is sold, and its plan.
    ProductTitle,
    ProductId,
    SkuId,
    SkuTitle,
    Publisher,
    Description,
    UnitOfMeasure,
    Segment,
    Tags,
    EndOfSale,
    /// For how much, where and when.
    TermDuration,
    BillingPlan,
    Market,
    Currency,
    UnitPrice,
    PartnerPrice,
    ListPrice,
    TierMin,
    TierMax,
    Begins,
    Ends,
    /// On which terms.
    LicenseSku,
    ProvisioningId,
    ProvisioningString,
    MinLicenses,
    MaxLicenses,
    OwnershipLimit,
    OwnershipLimitType,
    Prerequisites,
    Conversions,
    Countries,
    /// A license and a service in it.
    LicenseName,
    ServicePlanName,
    ServicePlanId,
    ServiceName,
}

impl Column {
    /// Those that a person chooses from, each with its word in forms and lists, and as people are told of it.
    const EACH: [(Self, &'static str, &'static str); 9] = [
        (Self::Company, "company", "Company name"),
        (Self::Domain, "domain", "Domain of the company"),
        (Self::ExternalId, "id", "ID in the other portal"),
        (Self::Contact, "person", "Name of the recipient"),
        (Self::FirstName, "given", "First name of the recipient"),
        (Self::LastName, "family", "Last name of the recipient"),
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
