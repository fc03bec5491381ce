//! Which of the three files that vendors give something is, and which heading names which column.

use serde::{Deserialize, Serialize};

use crate::uploads::{
    Column::{self, Of},
    Priced, Vocabulary, key,
};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sheet {
    /// Prices.
    Prices,
    /// On which terms plans are sold.
    Matrix,
    /// Licenses and the services in them.
    Licenses,
}

/// What is expected, for who has sent something else.
pub(super) const EXPECTED: &str = "Expected is one of three CSV files of the vendor: the license-based price list (ProductId, SkuId, TermDuration, BillingPlan, Market, Currency, UnitPrice, EffectiveStartDate and others), the offer matrix (ProductId, SkuId, MinLicenses, MaxLicenses and others), or the table of product names and service plan identifiers (GUID, String_Id, Service_Plan_Id). Unpack a ZIP first; from Excel, use Save as, CSV UTF-8";

/// The headings of all three, folded.
pub(super) const KNOWN: Vocabulary = &[
    (Of(Priced::ProductTitle), &["producttitle"]),
    (Of(Priced::ProductId), &["productid"]),
    (Of(Priced::SkuId), &["skuid"]),
    (Of(Priced::SkuTitle), &["skutitle"]),
    (Of(Priced::Publisher), &["publisher"]),
    (Of(Priced::Description), &["skudescription", "description"]),
    (Of(Priced::UnitOfMeasure), &["unitofmeasure"]),
    (Of(Priced::Segment), &["segment"]),
    (Of(Priced::Tags), &["tags"]),
    (Of(Priced::EndOfSale), &["endofsaledate"]),
    (Of(Priced::TermDuration), &["termduration"]),
    (Of(Priced::BillingPlan), &["billingplan"]),
    (Of(Priced::Market), &["market"]),
    (Of(Priced::Currency), &["currency"]),
    (Of(Priced::UnitPrice), &["unitprice"]),
    (Of(Priced::PartnerPrice), &["partnerprice"]),
    (Of(Priced::ListPrice), &["erpprice"]),
    (Of(Priced::TierMin), &["pricingtierrangemin"]),
    (Of(Priced::TierMax), &["pricingtierrangemax"]),
    (Of(Priced::Begins), &["effectivestartdate"]),
    (Of(Priced::Ends), &["effectiveenddate"]),
    (Of(Priced::LicenseSku), &["licensesku"]),
    (Of(Priced::ProvisioningId), &["provisioningid", "guid"]),
    (
        Of(Priced::ProvisioningString),
        &["provisioningstring", "stringid"],
    ),
    (Of(Priced::MinLicenses), &["minlicenses"]),
    (Of(Priced::MaxLicenses), &["maxlicenses"]),
    (Of(Priced::OwnershipLimit), &["assetownershiplimit"]),
    (Of(Priced::OwnershipLimitType), &["assetownershiplimittype"]),
    (Of(Priced::Prerequisites), &["productskuprerequisites"]),
    (Of(Priced::Conversions), &["productskuconversion"]),
    (Of(Priced::Countries), &["allowedcountries"]),
    (Of(Priced::LicenseName), &["productdisplayname"]),
    (Of(Priced::ServicePlanName), &["serviceplanname"]),
    (Of(Priced::ServicePlanId), &["serviceplanid"]),
    (
        Of(Priced::ServiceName),
        &["serviceplansincludedfriendlynames"],
    ),
];

/// What tells a file, and what it needs besides; by the heading in the vendor's own spelling.
const SHEETS: &[(Sheet, &[&str], &[&str])] = &[
    (
        Sheet::Licenses,
        &["Service_Plan_Id"],
        &["GUID", "String_Id", "Service_Plan_Name"],
    ),
    (
        Sheet::Prices,
        &["UnitPrice"],
        &[
            "ProductId",
            "SkuId",
            "SkuTitle",
            "TermDuration",
            "BillingPlan",
            "Market",
            "Currency",
            "EffectiveStartDate",
            "EffectiveEndDate",
        ],
    ),
    (
        Sheet::Matrix,
        &["MinLicenses", "MaxLicenses", "ProvisioningId"],
        &["ProductId", "SkuId", "SkuTitle"],
    ),
];

impl Sheet {
    /// By the cells of its first row.
    ///
    /// # Errors
    /// With what is missing and what is expected, for the person.
    pub(super) fn of(first: &[String]) -> Result<Self, String> {
        let keys: Vec<String> = first.iter().map(|cell| key(cell)).collect();
        let has = |name: &&&str| keys.contains(&key(name));
        for (sheet, telling, needed) in SHEETS {
            if !telling.iter().any(|name| has(&name)) {
                continue;
            }
            let missing: Vec<&str> = needed.iter().filter(|name| !has(name)).copied().collect();
            return match missing.is_empty() {
                true => Ok(*sheet),
                false => Err(format!(
                    "{} has no column {}. {EXPECTED}",
                    sheet.label_of_file(),
                    missing.join(", ")
                )),
            };
        }
        Err(format!("This is no price sheet. {EXPECTED}"))
    }

    /// Which of the three a row is of, by the columns that its file has.
    pub(super) fn of_row(fields: &crate::uploads::Fields) -> Self {
        let has = |column| fields.has(Column::Of(column));
        match (has(Priced::ServicePlanId), has(Priced::UnitPrice)) {
            (true, _) => Self::Licenses,
            (_, true) => Self::Prices,
            _ => Self::Matrix,
        }
    }

    fn label_of_file(self) -> &'static str {
        match self {
            Self::Prices => "This price list",
            Self::Matrix => "This offer matrix",
            Self::Licenses => "This table of licenses and services",
        }
    }

    /// As pages call it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Prices => "Price list",
            Self::Matrix => "Offer matrix",
            Self::Licenses => "Licenses and services",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(headings: &str) -> Result<Sheet, String> {
        let cells: Vec<String> = headings.split(',').map(str::to_owned).collect();
        Sheet::of(&cells)
    }

    #[test]
    fn each_of_the_three_files_is_known_by_its_headings() {
        let prices = "ProductId,SkuId,SkuTitle,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate";
        assert_eq!(sheet(prices), Ok(Sheet::Prices));
        assert_eq!(sheet(&prices.to_uppercase()), Ok(Sheet::Prices));
        assert_eq!(
            sheet("ProductId,SkuId,SkuTitle,MinLicenses"),
            Ok(Sheet::Matrix)
        );
        assert_eq!(
            sheet("Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id"),
            Ok(Sheet::Licenses)
        );
    }

    #[test]
    fn what_is_missing_and_what_is_expected_is_said() {
        let why = sheet("ProductId,SkuId,SkuTitle,UnitPrice,Currency").unwrap_err();
        assert!(
            why.contains("no column TermDuration, BillingPlan, Market, EffectiveStartDate"),
            "{why}"
        );
        let why = sheet("Company,Domain").unwrap_err();
        assert!(
            why.starts_with("This is no price sheet. Expected is"),
            "{why}"
        );
    }
}
